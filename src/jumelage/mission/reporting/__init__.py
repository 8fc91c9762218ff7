"""The report of a mission: what is planned, what happened, what came of it, on what evidence."""
