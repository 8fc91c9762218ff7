"""Reads of the day feature."""
