"""Personal data of this app: the jobs that a person asked for."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.jobs.models import Job

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("jobs.Job",)


def export_person(user: User) -> dict[str, Any]:
    """Return the jobs that the person asked for."""
    asked = Job.objects.filter(asked_by=user)
    return {"jobs": list(asked.values("kind", "subject", "payload", "state", "asked_at", "finished_at"))}


def erase_person(user: User) -> dict[str, int]:
    """Do nothing more: who asked is emptied with the account, and its mentions are taken out of every text."""
    return {}
