"""The outbox room."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Register the sending of due mail, every second in every worker, and the sign-in mail."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.jobs.periodic import every
        from jumelage.web.outbox import handlers, personal_data  # noqa: F401 (handlers name themselves)
        from jumelage.web.outbox.letters import CODE, COLLEAGUE
        from jumelage.web.outbox.sending import release_stale_claims, send_due
        from jumelage.web.outbox.wordings import register

        register(CODE, COLLEAGUE)
        every("seconds", send_due)
        every("minutes", release_stale_claims)
        data_registry.register("outbox", personal_data, Bilingual(fr="Courriels", en="Mail"))
