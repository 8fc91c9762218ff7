"""Reads of the portal feature."""
