"""The links room."""

from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.links"
    label = "links"

    def ready(self) -> None:
        """Register this room's mail, its sweep, and what it keeps of people."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import personal
        from jumelage.web.jobs.periodic import every
        from jumelage.web.links.actions import remind_owners, send_waves
        from jumelage.web.links.letters import WORDINGS
        from jumelage.web.links.personal_data import TABLES, erase_person, export_person
        from jumelage.web.outbox.wordings import register

        register(*WORDINGS)
        every("hours", remind_owners)
        every("hours", send_waves)
        personal.register(
            "links",
            export=export_person,
            erase=erase_person,
            tables=TABLES,
            title=Bilingual(fr="Liens", en="Links"),
        )
