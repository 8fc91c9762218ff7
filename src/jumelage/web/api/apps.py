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
        from jumelage.web.accounts.connections import sessions_ended
        from jumelage.web.api.actions import revoke_all
        from jumelage.web.api.personal import TABLES, erase_person, export_person

        sessions_ended.connect(revoke_all, dispatch_uid="jumelage.api.keys")
        title = Bilingual(fr="Clés des programmes", en="Keys of programs")
        personal.register("api", export=export_person, erase=erase_person, tables=TABLES, title=title)
