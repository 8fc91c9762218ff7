"""What this room keeps of a person: handed over and erased on demand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from jumelage.web.accounts.models import Agency
from jumelage.web.missions.core.models import Participant
from jumelage.web.missions.matching.models import Request
from jumelage.web.missions.people.actions.participants import forget

__all__ = ["TABLES", "erase_person", "export_person", "people_of"]

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


def people_of(agency: Agency) -> Iterable[int]:
    """Return the numbers of the people that the agency invited."""
    found = Participant.objects.filter(mission__agency=agency, user__isnull=False)
    return found.values_list("user_id", flat=True)
