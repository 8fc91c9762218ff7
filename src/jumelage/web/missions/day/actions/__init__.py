"""Writes of the day feature, one transaction each."""
