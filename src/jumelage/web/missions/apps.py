"""The missions room."""

from __future__ import annotations

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.missions"
    label = "missions"

    def ready(self) -> None:
        """Register the app's mails, job handlers, periodic tasks and personal data."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.jobs.periodic import every
        from jumelage.web.missions.agenda import handlers as agenda_handlers  # noqa: F401 (handlers name themselves)
        from jumelage.web.missions.agenda import letters as agenda_letters
        from jumelage.web.missions.day import handlers as day_handlers  # noqa: F401
        from jumelage.web.missions.day import letters as day_letters
        from jumelage.web.missions.day import personal_data as day_data
        from jumelage.web.missions.day.actions.sweeps import ask_outcomes, remind_steps
        from jumelage.web.missions.day.queries import held  # noqa: F401 (tells which meetings took place)
        from jumelage.web.missions.matching import handlers as matching_handlers  # noqa: F401
        from jumelage.web.missions.matching import letters as matching_letters
        from jumelage.web.missions.matching import personal_data
        from jumelage.web.missions.matching.actions.requests import expire_due
        from jumelage.web.missions.people.actions.participants import remind_due
        from jumelage.web.missions.people.letters import WORDINGS
        from jumelage.web.outbox.wordings import register

        register(*WORDINGS, *matching_letters.WORDINGS, *agenda_letters.WORDINGS, *day_letters.WORDINGS)
        every("minutes", remind_due)
        every("minutes", expire_due)
        every("minutes", ask_outcomes)
        every("hours", remind_steps)
        data_registry.register("missions", personal_data, Bilingual(fr="Missions", en="Missions"))
        data_registry.register("days", day_data, Bilingual(fr="Journées et résultats", en="Days and outcomes"))
