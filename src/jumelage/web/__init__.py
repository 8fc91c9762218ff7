"""The web application: a Django project, one app a room."""
