"""The service as its operator keeps it: is everything in order, copies that can be restored elsewhere."""
