"""Forms of the matching feature."""
