"""Convert the disruptions of a day into the changes that a repair takes: slots, sites, meetings. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jumelage.agenda import Agenda, Meeting, Problem
from jumelage.mission.changing import Changes, covered
from jumelage.web.missions.day.rules import TWO_SIDED, DisruptionKind, first_slot_from, slots_between

__all__ = ["People", "changes_of"]


@dataclass(frozen=True, slots=True)
class People:
    """Whose ids stand for an organisation in the problem: its delegates, and itself where it receives."""

    delegates: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    hosted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, code: str, problem: Problem) -> list[str]:
        """Return the ids of an organisation that the problem knows."""
        known = {person.id for person in problem.people}
        return [id for id in (*self.delegates.get(code, ()), code) if id in known]


def changes_of(problem: Problem, agenda: Agenda, rows: Iterable[Any], people: People, now: dt.datetime) -> Changes:
    """Combine several disruptions into one change of the agenda.

    Parameters
    ----------
    problem, agenda
        As published; the problem must say its hours.
    rows
        The disruptions (``jumelage.web.missions.models.Disruption``) that one repair answers to.
    people
        Whose ids are whose.
    now
        Local time: what started before stays.
    """
    day = _Day(problem, agenda, [dt.datetime.fromisoformat(start) for start in problem.starts], people)
    absent: dict[str, set[int]] = {}
    cancelled: list[str] = []
    closed: dict[str, str] = {}
    tables: dict[str, int] = {}
    late: dict[str, int] = {}
    for row in rows:
        if row.kind == DisruptionKind.CANCELLED and row.meeting.kind in TWO_SIDED:
            cancelled.append(row.meeting.code)
        elif row.kind == DisruptionKind.CANCELLED:
            for person in people.of(row.organisation.code, problem):
                absent.setdefault(person, set()).update(day.covered(row.meeting.code))
        elif row.kind == DisruptionKind.CLOSED and row.site is not None:
            closed[row.site.code] = row.instead.code if row.instead is not None else ""
        elif row.kind in (DisruptionKind.AWAY, DisruptionKind.CLOSED):
            gone, off = day.away(row)
            cancelled += off
            for person, slots in gone.items():
                absent.setdefault(person, set()).update(slots)
        elif row.kind == DisruptionKind.TABLES and row.site is not None:
            tables[row.site.code] = row.tables or 0
        elif row.kind == DisruptionKind.LATE and (slot := day.later(row.meeting.code, row.minutes or 0)) is not None:
            late[row.meeting.code] = slot
    known = {meeting.id for meeting in problem.meetings}
    return Changes(
        absent={person: tuple(sorted(slots)) for person, slots in absent.items() if slots},
        cancelled=tuple(code for code in dict.fromkeys(cancelled) if code in known),
        closed=closed,
        tables=tables,
        late={code: slot for code, slot in late.items() if code not in cancelled},
        now=first_slot_from(day.starts, now),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """The published agenda, looked up by hour."""

    problem: Problem
    agenda: Agenda
    starts: Sequence[dt.datetime]
    people: People

    @property
    def minutes(self) -> int:
        return self.problem.slot_minutes or 1

    def placed(self) -> list[tuple[Meeting, range]]:
        asked = {meeting.id: meeting for meeting in self.problem.meetings}
        return [(asked[id], slots) for id, slots in covered(self.problem, self.agenda).items()]

    def covered(self, code: str) -> range:
        """Return the slots of a meeting."""
        return covered(self.problem, self.agenda).get(code, range(0))

    def away(self, row: Any) -> tuple[dict[str, set[int]], list[str]]:
        """Return who is away when, and the meetings that nothing but cancelling helps."""
        begin, end = (dt.datetime.fromisoformat(text) for text in (row.begins, row.ends))
        span = set(slots_between(self.starts, self.minutes, begin, end))
        if row.delegate is not None:
            return {row.delegate.code: span - self._shared(row.delegate)}, []
        home = row.organisation.code
        found = self.people.of(home, self.problem)
        if home in found or self.people.delegates.get(home):
            return {person: set(span) for person in found}, []
        # The problem does not know the host as somebody who can be away: what it receives then is off.
        own = self.people.hosted.get(home, ())
        return {}, [meeting.id for meeting, slots in self.placed() if meeting.id in own and span.intersection(slots)]

    def _shared(self, delegate: Any) -> set[int]:
        """Return the slots in which a colleague is at the same meeting of two sides: it goes on with the colleague."""
        colleagues = set(self.people.delegates.get(delegate.organisation.code, ())) - {delegate.code}
        return {
            slot
            for meeting, slots in self.placed()
            if self.people.kinds.get(meeting.id) in TWO_SIDED
            and delegate.code in meeting.people
            and colleagues.intersection(meeting.people)
            for slot in slots
        }

    def later(self, code: str, minutes: int) -> int | None:
        """Return the slot at which a late meeting starts; None when the delay is less than half a slot: it is absorbed."""
        slots = self.covered(code)
        moved = (2 * minutes + self.minutes) // (2 * self.minutes)
        return slots.start + moved if slots and moved else None
