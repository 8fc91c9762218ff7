"""The jobs room."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register the queue's maintenance and this app's personal data."""
        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry
        from jumelage.web.accounts.connections import forget_dead
        from jumelage.web.jobs import personal_data
        from jumelage.web.jobs.maintenance import forget_old_traces, take_up_again
        from jumelage.web.jobs.periodic import every

        every("minutes", take_up_again)
        every("days", forget_old_traces)
        every("days", forget_dead)
        data_registry.register("jobs", personal_data, Bilingual(fr="Travaux demandés", en="Work asked for"))
