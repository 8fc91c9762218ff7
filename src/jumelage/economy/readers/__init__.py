"""Files and tables in memory, read as a panel."""
