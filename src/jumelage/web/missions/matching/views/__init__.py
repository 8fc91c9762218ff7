"""Pages: matching."""
