"""What is read: each read starts at a ``visible_to``."""
