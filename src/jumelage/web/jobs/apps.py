"""The jobs room."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Keep the queue sound."""
        from jumelage.web.jobs.periodic import every
        from jumelage.web.jobs.upkeep import forget_old_traces, take_up_again

        every("minutes", take_up_again)
        every("days", forget_old_traces)
