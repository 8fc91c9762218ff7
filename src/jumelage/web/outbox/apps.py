"""The outbox room."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.outbox"
    label = "outbox"
