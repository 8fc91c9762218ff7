"""Pages: portal."""
