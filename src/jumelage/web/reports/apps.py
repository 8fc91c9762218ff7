"""The reports room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.reports"
    label = "reports"

    def ready(self) -> None:
        """Register this room's job."""
        from jumelage.web.reports import handlers  # noqa: F401 (handlers name themselves)
