"""The same agenda on other days, or in other hours: what fits keeps its hour of the day, its place and its table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jumelage.agenda import Agenda, Meeting, Problem
from jumelage.documents.programme import Programme
from jumelage.language import Bilingual
from jumelage.mission.brief import Day
from jumelage.mission.changing import relaxed
from jumelage.mission.editing import changed

__all__ = ["NO_HOUR", "moved_programme", "relaid"]

NO_HOUR = Bilingual(fr="Son heure n'existe plus dans les nouveaux jours.", en="Its hour is not in the new days.")


def relaid(problem: Problem, agenda: Agenda, days: Sequence[Day]) -> tuple[Problem, Agenda, tuple[str, ...]]:
    """Lay a problem and its agenda on other days or hours: day by day, each thing at the hour that it had.

    Parameters
    ----------
    problem, agenda
        As they are; the problem must say its hours (``starts``, ``slot_minutes``).
    days
        The new days in order: the first takes the place of the first.

    Returns
    -------
    tuple
        The problem on the new days, its agenda, and the meetings that lost their place: they wait beside it. An absence
        follows to the same hour of the same day of the mission.
    """
    minutes = problem.slot_minutes or 0
    starts, ranges = _grid(days, minutes)
    to = _mapping(problem, starts, ranges)
    lengths = {meeting.id: meeting.duration for meeting in problem.meetings}
    kept, lost = [], []
    for placed in agenda.meetings:
        slot = _fitting(to, ranges, placed.slot, lengths.get(placed.id, 1))
        if slot is None:
            lost.append(placed.id)
        else:
            kept.append(replace(placed, slot=slot))
    asked = replace(
        problem,
        slots=len(starts),
        starts=tuple(start.isoformat(timespec="minutes") for start in starts),
        days=tuple(ranges),
        sessions={},
        people=tuple(
            replace(one, unavailable=tuple(sorted(to[slot] for slot in one.unavailable if slot in to)))
            for one in problem.people
        ),
        meetings=tuple(_meeting(meeting, to, ranges, gone=meeting.id in lost) for meeting in problem.meetings),
    )
    same = asked.slots == problem.slots and asked.days == tuple(problem.all_days)
    bare = replace(agenda, meetings=tuple(kept), bound=agenda.bound if same else {}, moved=None)
    return asked, changed(asked, bare, {}, NO_HOUR), tuple(lost)


def _grid(days: Sequence[Day], minutes: int) -> tuple[list[dt.datetime], list[tuple[int, int]]]:
    starts: list[dt.datetime] = []
    ranges = []
    for day in days:
        opening, closing = (dt.datetime.combine(day.date, hour) for hour in (day.start, day.end))
        count = max(0, int((closing - opening).total_seconds() // 60) // minutes)
        ranges.append((len(starts), len(starts) + count))
        starts += [opening + dt.timedelta(minutes=minutes * n) for n in range(count)]
    return starts, ranges


def _mapping(problem: Problem, starts: Sequence[dt.datetime], ranges: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the new slot of each old one that has the same hour on the same day of the mission."""
    found = {}
    for number, (first, last) in enumerate(problem.all_days[: len(ranges)]):
        hours = {starts[slot].time(): slot for slot in range(*ranges[number])}
        for slot in range(first, last):
            hour = dt.datetime.fromisoformat(problem.starts[slot]).time()
            if hour in hours:
                found[slot] = hours[hour]
    return found


def _fitting(to: Mapping[int, int], ranges: Sequence[tuple[int, int]], slot: int, duration: int) -> int | None:
    start = to.get(slot)
    inside = start is not None and any(first <= start and start + duration <= last for first, last in ranges)
    return start if inside else None


def _meeting(meeting: Meeting, to: Mapping[int, int], ranges: Sequence[tuple[int, int]], *, gone: bool) -> Meeting:
    at = _fitting(to, ranges, meeting.at, meeting.duration) if meeting.at is not None else None
    kept = replace(meeting, at=at, session=None)
    lost = gone or (meeting.at is not None and at is None)
    return relaxed(kept) if lost and meeting.required else kept


def moved_programme(programme: Programme, days: Sequence[dt.date]) -> Programme:
    """Give a programme its new days; its activities follow day by day, until they are made again from the agenda."""
    to = dict(zip(programme.days, days, strict=False))

    def at(moment: dt.datetime) -> dt.datetime:
        return dt.datetime.combine(to.get(moment.date(), days[-1]), moment.time())

    activities = tuple(replace(one, start=at(one.start), end=at(one.end)) for one in programme.activities)
    return replace(programme, days=tuple(days), activities=activities)
