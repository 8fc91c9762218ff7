"""What is read: core."""
