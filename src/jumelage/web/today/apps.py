"""The Django app of the page Today."""

from __future__ import annotations

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.today"
    label = "today"
