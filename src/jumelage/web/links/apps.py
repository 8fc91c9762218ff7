"""The links room."""

from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.links"
    label = "links"

    def ready(self) -> None:
        """Register this app's mail, its periodic task and its personal data."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.jobs.periodic import every
        from jumelage.web.links import personal_data
        from jumelage.web.links.actions import remind_owners, send_waves
        from jumelage.web.links.letters import WORDINGS
        from jumelage.web.outbox.wordings import register

        register(*WORDINGS)
        every("hours", remind_owners)
        every("hours", send_waves)
        data_registry.register("links", personal_data, Bilingual(fr="Liens", en="Links"))
