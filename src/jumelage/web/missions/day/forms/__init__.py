"""Forms: day."""
