"""The jobs room."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.jobs"
    label = "jobs"
