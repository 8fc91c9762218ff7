"""Pages of the people feature."""
