"""Personal data of missions, requests included: exported and erased on demand."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from jumelage.web.accounts.models import User
from jumelage.web.missions.matching.models import Request
from jumelage.web.missions.people.personal_data import erase_participations, export_participations

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("missions.Participant", "missions.Request")
_REQUEST = (
    "mission__title_fr", "delegation__name", "host__name", "state", "asked_at", "answered_at", "words", "answer_words",
)  # fmt: skip


def export_person(user: User) -> dict[str, Any]:
    """Return the person's parts in missions, and the requests that the person made or answered."""
    own = Request.objects.filter(Q(asked_by=user) | Q(answered_by=user))
    return {"participations": export_participations(user), "requests": list(own.values(*_REQUEST))}


def erase_person(user: User) -> dict[str, int]:
    """Leave the parts without their person; the words that the person wrote go too."""
    asked = Request.objects.filter(asked_by=user, asked_for=False).exclude(words="")
    answered = Request.objects.filter(answered_by=user, answered_for=False).exclude(answer_words="")
    words = asked.update(words="") + answered.update(answer_words="")
    return {"participations": erase_participations(user), "words": words}
