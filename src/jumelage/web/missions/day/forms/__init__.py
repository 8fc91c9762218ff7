"""Forms of the day feature."""
