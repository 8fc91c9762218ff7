"""What is written: matching."""
