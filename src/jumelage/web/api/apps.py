"""The room for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.api"
    label = "api"
