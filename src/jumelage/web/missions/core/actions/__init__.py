"""What is written: core."""
