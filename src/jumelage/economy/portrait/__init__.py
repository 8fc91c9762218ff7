"""The portrait of a place."""
