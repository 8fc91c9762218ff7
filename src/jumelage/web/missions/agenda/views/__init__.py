"""Pages: agenda."""
