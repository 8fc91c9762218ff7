"""Towns and what is known of them, with sources."""
