"""Who could travel or receive: the organisations of the town, those already chosen first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jumelage.text import fold
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.setup import hosts_to_choose, travellers_to_choose

__all__ = ["Choice", "choices_of"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation that could be chosen: how many of its people travel, or whether it receives."""

    organisation: Organisation
    people: int
    chosen: bool


def choices_of(mission: Mission, *, travelling: bool, words: str = "") -> list[Choice]:
    """Return the organisations that could be chosen, those that hold every word; those chosen first, then by name."""
    rows = (travellers_to_choose if travelling else hosts_to_choose)(mission).prefetch_related("offers")
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    people = Counter(mission.delegates.values_list("organisation_id", flat=True))
    hosts = set(mission.hosts.values_list("pk", flat=True))
    found = [Choice(row, people[row.pk], row.pk in (people if travelling else hosts)) for row in rows]
    return sorted(found, key=lambda one: not one.chosen)
