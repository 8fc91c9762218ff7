"""Forms: matching."""
