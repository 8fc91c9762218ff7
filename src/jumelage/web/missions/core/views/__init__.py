"""Pages: core."""
