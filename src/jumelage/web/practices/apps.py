"""The practices room."""

from __future__ import annotations

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.practices"
    label = "practices"
