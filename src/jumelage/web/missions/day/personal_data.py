"""Personal data of the day and its outcomes: exported and erased on demand."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.missions.day.models import CheckIn, Disruption, Outcome

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("missions.CheckIn", "missions.Disruption", "missions.Outcome")
_NOTE = ("mission__title_fr", "meeting__title_fr", "organisation__name", "presence", "minutes_late", "noted_at")
_CHANGE = ("mission__title_fr", "kind", "meeting__title_fr", "organisation__name", "words", "noted_at", "withdrawn_at")
_OUTCOME = (
    "mission__title_fr", "meeting__title_fr", "organisation__name", "result", "next_step", "due", "private_note",
    "said_at",
)  # fmt: skip


def export_person(user: User) -> dict[str, Any]:
    """Return what the person noted, changed and said of meetings."""
    return {
        "presence": list(CheckIn.objects.filter(noted_by=user).values(*_NOTE)),
        "changes": list(Disruption.objects.filter(noted_by=user).values(*_CHANGE)),
        "outcomes": list(Outcome.objects.filter(said_by=user).values(*_OUTCOME)),
    }


def erase_person(user: User) -> dict[str, int]:
    """Take out the words that the person wrote; that a meeting took place, and what came of it, is the firms' record."""
    own = Outcome.objects.filter(said_by=user, said_for=False).exclude(private_note="", next_step="")
    words = Disruption.objects.filter(noted_by=user, noted_for=False).exclude(words="")
    return {"outcomes": own.update(private_note="", next_step="", due=None), "changes": words.update(words="")}
