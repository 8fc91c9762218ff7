"""Personal data of the API: access keys, exported by name, erased whole."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.api.queries import visible_to

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("api.AccessKey",)


def export_person(user: User) -> dict[str, Any]:
    """Return the person's keys, without what opens anything."""
    names = ("name", "may_write", "made_at", "used_at", "revoked_at")
    return {"api.AccessKey": [{name: getattr(row, name) for name in names} for row in visible_to(user)]}


def erase_person(user: User) -> dict[str, int]:
    """Erase the person's keys: they open nothing any more."""
    return {"api.AccessKey": visible_to(user).delete()[0]}
