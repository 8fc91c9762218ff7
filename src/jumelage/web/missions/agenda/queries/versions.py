"""What is read of versions side by side: what moved and for whom, what each is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jumelage.language import Bilingual
from jumelage.mission.comparing import Comparison, compare
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.core.models import Mission

__all__ = ["Difference", "Shift", "difference", "version_of"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A meeting that moved, by name: for whom, from when and where to when and where."""

    name: Bilingual
    people: tuple[Bilingual, ...]
    before: tuple[dt.datetime, Bilingual]
    after: tuple[dt.datetime, Bilingual]

    @property
    def elsewhere(self) -> bool:
        """Tell whether the place changed."""
        return self.before[1] != self.after[1]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side, by name."""

    before: AgendaVersion
    after: AgendaVersion
    comparison: Comparison
    moved: tuple[Shift, ...]
    added: tuple[Bilingual, ...]
    dropped: tuple[Bilingual, ...]


def version_of(mission: Mission, number: int) -> AgendaVersion | None:
    """Return a version by its number."""
    found = mission.versions.filter(number=number).select_related("mission__agency", "made_by", "published_by")
    return found.first()


def difference(before: AgendaVersion, after: AgendaVersion) -> Difference:
    """Compare two versions of a mission."""
    one, other = AgendaEditor.of(before), AgendaEditor.of(after)
    found = compare((one.problem, one.agenda), (other.problem, other.agenda))
    names = one.names | other.names

    def named(id: str) -> Bilingual:
        return names.get(id, Bilingual(id, id))

    shifts = [
        Shift(
            named(moved.id),
            tuple(dict.fromkeys(named(person) for person in moved.people)),
            (dt.datetime.fromisoformat(moved.before[0]), named(moved.before[1])),
            (dt.datetime.fromisoformat(moved.after[0]), named(moved.after[1])),
        )
        for moved in found.moved
    ]
    return Difference(
        before,
        after,
        found,
        tuple(sorted(shifts, key=lambda one: one.after[0])),
        tuple(map(named, found.added)),
        tuple(map(named, found.dropped)),
    )
