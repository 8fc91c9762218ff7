"""Writes of the matching feature, one transaction each."""
