"""Pages about people: coming in, one's own account, the people whom an agency knows."""
