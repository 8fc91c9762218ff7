"""What is read: day."""
