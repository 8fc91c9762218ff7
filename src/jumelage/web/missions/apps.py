"""The missions room."""

from __future__ import annotations

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.missions"
    label = "missions"

    def ready(self) -> None:
        """Make the mails that this room sends known, and who does its jobs."""
        from jumelage.web.missions import agenda_letters, handlers  # noqa: F401 (handlers name themselves)
        from jumelage.web.missions.letters import WORDINGS
        from jumelage.web.outbox.wordings import register

        register(*WORDINGS, *agenda_letters.WORDINGS)
