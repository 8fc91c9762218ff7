"""Queries of the practices app: each starts at a ``visible_to``."""
