"""What is read: portal."""
