"""Pages of the day feature."""
