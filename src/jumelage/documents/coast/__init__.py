"""Where land ends, from Alaska to Newfoundland: what a map of two towns needs for a reader to know where they are."""
