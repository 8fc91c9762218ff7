"""CP-SAT models: hour by hour, and by routes."""
