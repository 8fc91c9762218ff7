"""Reads of the matching feature."""
