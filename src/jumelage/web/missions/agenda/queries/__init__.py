"""What is read: agenda."""
