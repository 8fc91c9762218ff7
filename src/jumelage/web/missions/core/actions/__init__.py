"""Writes of the core feature, one transaction each."""
