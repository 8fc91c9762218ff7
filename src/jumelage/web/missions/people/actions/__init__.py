"""What is written: people."""
