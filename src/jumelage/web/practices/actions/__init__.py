"""What is written: one change, one transaction, one trace."""
