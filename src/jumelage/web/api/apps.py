"""The room for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.api"
    label = "api"

    def ready(self) -> None:
        """Answer for the keys of a person."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import personal
        from jumelage.web.api.personal import TABLES, erase_person, export_person

        title = Bilingual(fr="Clés des programmes", en="Keys of programs")
        personal.register("api", export=export_person, erase=erase_person, tables=TABLES, title=title)
