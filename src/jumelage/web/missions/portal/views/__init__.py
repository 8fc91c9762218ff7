"""Pages of the portal feature."""
