"""The room for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.api"
    label = "api"

    def ready(self) -> None:
        """Revoke a person's keys when their sessions end; register this app's personal data."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.accounts.connections import sessions_ended
        from jumelage.web.api import personal_data
        from jumelage.web.api.actions import revoke_all

        sessions_ended.connect(revoke_all, dispatch_uid="jumelage.api.keys")
        data_registry.register("api", personal_data, Bilingual(fr="Clés des programmes", en="Keys of programs"))
