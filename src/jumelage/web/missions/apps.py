"""The missions room."""

from __future__ import annotations

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.missions"
    label = "missions"
