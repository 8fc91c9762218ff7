"""What this room keeps of a person: handed over and erased on demand."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from jumelage.web.missions.actions.people import forget
from jumelage.web.missions.models import Participant, Request

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("missions.Participant", "missions.Request")
_PART = (
    "mission__title_fr", "part", "organisation__name", "name", "email", "phone", "share_phone", "language", "state",
    "invited_at", "reminded_at", "answered_at",
)  # fmt: skip
_REQUEST = (
    "mission__title_fr", "delegation__name", "host__name", "state", "asked_at", "answered_at", "words", "answer_words",
)  # fmt: skip


def export_person(user: Any) -> dict[str, Any]:
    """Return the person's parts in missions, and the requests that the person made or answered."""
    own = Request.objects.filter(Q(asked_by=user) | Q(answered_by=user))
    return {
        "participations": list(Participant.objects.filter(user=user).values(*_PART)),
        "requests": list(own.values(*_REQUEST)),
    }


def erase_person(user: Any) -> dict[str, int]:
    """Leave the parts without a name, an address or a telephone; the words that the person wrote go too."""
    words = Request.objects.filter(asked_by=user, asked_for=False).exclude(words="").update(words="")
    words += (
        Request.objects.filter(answered_by=user, answered_for=False).exclude(answer_words="").update(answer_words="")
    )
    parts = [forget(row) for row in Participant.objects.filter(user=user).select_related("mission__agency")]
    return {"participations": len(parts), "words": words}
