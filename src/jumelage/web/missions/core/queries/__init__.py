"""Reads of the core feature."""
