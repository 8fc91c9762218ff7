"""What is read: people."""
