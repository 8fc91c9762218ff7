"""The directory room."""

from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.directory"
    label = "directory"

    def ready(self) -> None:
        """Name the room's long work."""
        from jumelage.web.directory import handlers  # noqa: F401
