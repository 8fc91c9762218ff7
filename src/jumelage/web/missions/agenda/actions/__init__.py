"""What is written: agenda."""
