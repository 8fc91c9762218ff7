"""What came of the missions, and whether it was the mission."""
