"""What the service offers, a module a room."""
