"""What if: losses of jobs through input-output accounts."""
