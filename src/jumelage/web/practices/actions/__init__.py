"""Actions of the practices app: each change is one transaction with its audit entry."""
