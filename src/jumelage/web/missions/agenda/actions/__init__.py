"""Writes of the agenda feature, one transaction each."""
