"""Pages of the agenda feature."""
