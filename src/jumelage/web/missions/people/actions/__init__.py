"""Writes of the people feature, one transaction each."""
