"""Reads of the people feature."""
