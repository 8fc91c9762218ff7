"""The missions room."""

from __future__ import annotations

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.missions"
    label = "missions"

    def ready(self) -> None:
        """Make known the mails that this room sends, who does its jobs and sweeps, and what it keeps of people."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import personal
        from jumelage.web.jobs.periodic import every
        from jumelage.web.missions import agenda_letters, day_handlers, handlers  # noqa: F401 (handlers name themselves)
        from jumelage.web.missions.actions.day_sweeps import ask_outcomes, remind_steps
        from jumelage.web.missions.actions.people import remind_due
        from jumelage.web.missions.actions.requests import expire_due
        from jumelage.web.missions.day_letters import DAY_WORDINGS
        from jumelage.web.missions.day_personal import DAY_TABLES, erase_day, export_day
        from jumelage.web.missions.letters import WORDINGS
        from jumelage.web.missions.personal_data import TABLES, erase_person, export_person
        from jumelage.web.outbox.wordings import register

        register(*WORDINGS, *agenda_letters.WORDINGS, *DAY_WORDINGS)
        every("minutes", remind_due)
        every("minutes", expire_due)
        every("minutes", ask_outcomes)
        every("hours", remind_steps)
        personal.register(
            "missions",
            export=export_person,
            erase=erase_person,
            tables=TABLES,
            title=Bilingual(fr="Missions", en="Missions"),
        )
        personal.register(
            "days",
            export=export_day,
            erase=erase_day,
            tables=DAY_TABLES,
            title=Bilingual(fr="Journées et résultats", en="Days and outcomes"),
        )
