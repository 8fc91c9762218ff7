"""The web application under load."""
