"""A participant’s own pages, made for a phone."""
