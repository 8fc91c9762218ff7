"""The links room."""

from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.links"
    label = "links"
