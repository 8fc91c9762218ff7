"""Pages of the towns room."""
