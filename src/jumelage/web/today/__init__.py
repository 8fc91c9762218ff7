"""The page Today: what waits for an officer over all missions, read from the tables of other rooms."""
