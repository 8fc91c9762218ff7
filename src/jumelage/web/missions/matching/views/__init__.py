"""Pages of the matching feature."""
