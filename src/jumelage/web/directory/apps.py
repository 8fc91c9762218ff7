"""The directory room."""

from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.directory"
    label = "directory"

    def ready(self) -> None:
        """Register this app's job handlers and its personal data."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.directory import handlers  # noqa: F401 (handlers name themselves)
        from jumelage.web.directory.actions import personal_data

        data_registry.register("directory", personal_data, Bilingual(fr="Répertoire", en="Directory"))
