"""What is kept of the people of a mission: exported and erased on demand."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.missions.core.models import PERSONAL, Participant
from jumelage.web.missions.people.actions.participants import forget

__all__ = ["erase_participations", "export_participations"]

_COLUMNS = (
    "mission__title_fr", "part", "organisation__name", *PERSONAL, "share_phone", "language", "state",
    "invited_at", "reminded_at", "answered_at",
)  # fmt: skip


def export_participations(user: User) -> list[dict[str, Any]]:
    """Return the person's parts in missions."""
    return list(Participant.objects.filter(user=user).values(*_COLUMNS))


def erase_participations(user: User) -> int:
    """Leave the parts without a name, an address or a telephone; return how many."""
    return len([forget(row) for row in Participant.objects.filter(user=user).select_related("mission__agency")])
