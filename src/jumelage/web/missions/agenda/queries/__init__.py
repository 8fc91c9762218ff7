"""Reads of the agenda feature."""
