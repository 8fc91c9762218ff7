"""The commands that serve the application and keep its database."""
