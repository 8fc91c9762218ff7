"""Which industries could appear in a place next."""
