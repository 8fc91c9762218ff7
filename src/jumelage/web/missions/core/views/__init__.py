"""Pages of the core feature."""
