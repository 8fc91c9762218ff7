"""Pages and documents that bring a mission’s features together."""
