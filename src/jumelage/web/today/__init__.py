"""What waits for an officer today, over all missions: no table of its own."""
