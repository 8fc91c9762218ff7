"""A programme laid out as tables: who (rows) and when (columns) of a day, or what happens at each hour."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from jumelage.documents.programme import Activity, Organisation, Participant, Programme
from jumelage.language import Bilingual

__all__ = [
    "Cell",
    "DayTable",
    "Frame",
    "Hour",
    "HourOfDay",
    "Lane",
    "OwnDay",
    "Row",
    "Traveller",
    "day_tables",
    "days_by_hour",
    "own_days",
    "place_tables",
    "travellers",
]


@dataclass(frozen=True, slots=True)
class Frame:
    """The hours that a day's table spans whatever stands in it: a column a slot, the first one numbered ``slot``."""

    start: dt.datetime
    columns: int
    minutes: int
    slot: int


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person, or several of an organisation who do the same all along."""

    organisation: Organisation
    people: tuple[Participant, ...]
    all_of_it: bool
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of columns: an activity, or nothing. ``rows`` travellers in a row who do it together share the cell."""

    span: int
    activity: Activity | None = None
    rows: int = 1

    @property
    def minutes(self) -> int:
        """Length of the activity."""
        return _minutes(self.activity.start, self.activity.end) if self.activity else 0


@dataclass(frozen=True, slots=True)
class Hour:
    """A column heading over ``span`` columns."""

    time: dt.datetime
    span: int


@dataclass(frozen=True, slots=True)
class Row:
    """A traveller's day."""

    traveller: Traveller
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A place's day; where several meet there at once, its second lane and the next have no name."""

    place: Bilingual | None
    cells: tuple[Cell, ...]
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class DayTable:
    """A day: hours above, travellers or places beside; ``slot`` numbers the first column where columns are slots."""

    date: dt.date
    number: int
    columns: range
    hours: tuple[Hour, ...]
    rows: tuple[Row, ...] = ()
    lanes: tuple[Lane, ...] = ()
    slot: int = 0


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A traveller's day as a list."""

    date: dt.date
    number: int
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class HourOfDay:
    """What starts at one time, and which organisations take part in each thing."""

    time: dt.datetime
    activities: tuple[tuple[Activity, tuple[Organisation, ...]], ...]


def travellers(programme: Programme) -> tuple[Traveller, ...]:
    """List who travels; people of an organisation who do the same are one traveller."""
    found: list[Traveller] = []
    own: dict[str, list[Activity]] = {person.id: [] for person in programme.participants}
    for activity in sorted(programme.activities, key=lambda a: (a.start, a.end, a.id)):
        for attending in activity.participants:
            own[attending].append(activity)
    for organisation in programme.delegations():
        people = programme.people_of(organisation.id)
        same: dict[tuple[str, ...], list[Participant]] = {}
        for person in people:
            same.setdefault(tuple(a.id for a in own[person.id]), []).append(person)
        for group in same.values():
            found.append(Traveller(organisation, tuple(group), len(group) == len(people), tuple(own[group[0].id])))
    return tuple(found)


def day_tables(
    programme: Programme,
    people: Sequence[Traveller] | None = None,
    frames: Mapping[dt.date, Frame] | None = None,
) -> tuple[DayTable, ...]:
    """Lay each day out by person; a column is as long as the finest time (5, 10, 15 or 30 minutes), or a frame's slot."""
    everyone = travellers(programme) if people is None else people

    def table(date: dt.date, number: int, activities: list[Activity]) -> DayTable:
        frame = (frames or {}).get(date) or _frame(activities)
        lines = [list(_cells([a for a in who.activities if a.start.date() == date], frame)) for who in everyone]
        rows = tuple(Row(who, cells) for who, cells in zip(everyone, _together(lines), strict=True))
        return DayTable(date, number, range(frame.columns), _hours(frame), rows=rows, slot=frame.slot)

    return tuple(table(*day) for day in _days(programme, frames))


def place_tables(programme: Programme, frames: Mapping[dt.date, Frame] | None = None) -> tuple[DayTable, ...]:
    """Lay each day out by place, in the order in which places are first used; drives left out."""

    def table(date: dt.date, number: int, activities: list[Activity]) -> DayTable:
        frame = (frames or {}).get(date) or _frame(activities)
        at: dict[Bilingual, list[Activity]] = {}
        for activity in activities:
            if activity.kind != "travel":
                at.setdefault(activity.place, []).append(activity)
        lanes = [lane for place, own in at.items() for lane in _lanes(place, own, frame)]
        return DayTable(date, number, range(frame.columns), _hours(frame), lanes=tuple(lanes), slot=frame.slot)

    return tuple(table(*day) for day in _days(programme, frames))


def _lanes(place: Bilingual, activities: Iterable[Activity], frame: Frame) -> Iterator[Lane]:
    """Put what happens at once at a place in lanes one under the other."""
    lanes: list[list[Activity]] = []
    for activity in sorted(activities, key=lambda a: (a.start, a.table or 0)):
        free = next((lane for lane in lanes if lane[-1].end <= activity.start), None)
        if free is None:
            lanes.append([activity])
        else:
            free.append(activity)
    for number, lane in enumerate(lanes):
        yield Lane(None if number else place, tuple(_cells(lane, frame)), len(lanes))


def _days(
    programme: Programme, frames: Mapping[dt.date, Frame] | None
) -> Iterator[tuple[dt.date, int, list[Activity]]]:
    for number, date in enumerate(programme.days, start=1):
        activities = [activity for activity in programme.activities if activity.start.date() == date]
        if activities or (frames and date in frames):
            yield date, number, activities


def _frame(activities: Sequence[Activity]) -> Frame:
    """Span a day from the hour of its first activity to the hour after its last."""
    first, last = min(a.start for a in activities), max(a.end for a in activities)
    start = first.replace(minute=0)
    end = last if last.minute == 0 else last.replace(minute=0) + dt.timedelta(hours=1)
    step = math.gcd(60, *(_minutes(start, time) for a in activities for time in (a.start, a.end)))
    return Frame(start, _minutes(start, end) // step, step, 0)


def _hours(frame: Frame) -> tuple[Hour, ...]:
    """Head the columns: one heading for the columns of an hour, shorter at the ends of a frame that starts within one."""
    hours: list[Hour] = []
    for column in range(frame.columns):
        time = frame.start + dt.timedelta(minutes=frame.minutes * column)
        if hours and time.hour == hours[-1].time.hour and time.minute:
            hours[-1] = Hour(hours[-1].time, hours[-1].span + 1)
        else:
            hours.append(Hour(time, 1))
    return tuple(hours)


def _together(lines: list[list[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """Join the cells of an activity that neighbours share: the first line keeps it, over as many rows."""
    ids = [{cell.activity.id for cell in line if cell.activity} for line in lines]

    def rows_from(line: int, activity: Activity) -> int:
        below = takewhile(lambda there: activity.id in there, ids[line:])
        return sum(1 for _ in below)

    for number, line in enumerate(lines):
        above = ids[number - 1] if number else set()
        yield tuple(
            dataclasses.replace(cell, rows=rows_from(number, cell.activity)) if cell.activity else cell
            for cell in line
            if not (cell.activity and cell.activity.id in above)
        )


def _cells(own: Iterable[Activity], frame: Frame) -> Iterator[Cell]:
    at = 0
    for activity in own:
        begins = _minutes(frame.start, activity.start) // frame.minutes
        if begins > at:
            yield Cell(begins - at)
        # A meeting shorter than its slots holds them all.
        span = max(1, math.ceil(_minutes(activity.start, activity.end) / frame.minutes))
        yield Cell(span, activity)
        at = begins + span
    if at < frame.columns:
        yield Cell(frame.columns - at)


def own_days(programme: Programme, activities: Iterable[Activity]) -> tuple[OwnDay, ...]:
    """Cut a traveller's activities into days."""
    ordered = sorted(activities, key=lambda a: (a.start, a.end, a.id))
    numbers = {date: number for number, date in enumerate(programme.days, start=1)}
    return tuple(
        OwnDay(date, numbers.get(date, 0), tuple(group)) for date, group in groupby(ordered, lambda a: a.start.date())
    )


def days_by_hour(programme: Programme) -> tuple[tuple[OwnDay, tuple[HourOfDay, ...]], ...]:
    """List what starts at each hour of each day, with the organisations that take part; drives left out."""
    homes = {p.id: p.organisation for p in programme.participants}
    order = {organisation.id: organisation for organisation in programme.delegations()}
    kept = [activity for activity in programme.activities if activity.kind != "travel"]

    def taking_part(activity: Activity) -> tuple[Organisation, ...]:
        there = {homes[person] for person in activity.participants}
        return tuple(organisation for id, organisation in order.items() if id in there)

    return tuple(
        (
            own,
            tuple(
                HourOfDay(time, tuple((a, taking_part(a)) for a in group))
                for time, group in groupby(own.activities, lambda a: a.start)
            ),
        )
        for own in own_days(programme, kept)
    )


def _minutes(before: dt.datetime, after: dt.datetime) -> int:
    return int((after - before).total_seconds() // 60)
