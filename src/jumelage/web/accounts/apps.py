"""The accounts room."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.accounts"
    label = "accounts"
