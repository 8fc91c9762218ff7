"""What is read: matching."""
