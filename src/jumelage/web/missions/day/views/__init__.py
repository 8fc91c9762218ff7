"""Pages: day."""
