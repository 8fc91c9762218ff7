"""What is written: day."""
