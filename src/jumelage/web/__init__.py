"""The web application: one app a room, over the same library."""
