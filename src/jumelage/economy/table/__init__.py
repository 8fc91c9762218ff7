"""The long table everything starts from, its labels, its origin, and ways to another classification."""
