"""The towns room."""

from __future__ import annotations

from django.apps import AppConfig


class TownsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.towns"
    label = "towns"
