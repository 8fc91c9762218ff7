"""One day as a grid: hours down, organisations across, what is shared drawn once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jumelage.documents.programme import Activity, Participant, Programme

__all__ = ["Cell", "DayGrid", "Lane", "Row", "day_grid"]

SHORTEST = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Lane:
    """A column: people of one organisation who do the same things that day."""

    organisation: str
    people: tuple[Participant, ...]
    whole: bool
    """Whether these are all the organisation's people."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch between two moments where something starts or ends; ``busy`` when anyone is at something."""

    start: dt.datetime
    minutes: int
    hour: bool
    busy: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """An activity's rectangle, in rows and columns counted from 0."""

    activity: Activity
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class DayGrid:
    """A day's lanes, rows and cells: every rectangle lies inside, none overlaps another."""

    day: dt.date
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]


def day_grid(programme: Programme, day: dt.date, organisations: Sequence[str] | None = None) -> DayGrid:
    """Lay out a day, for all organisations of the delegation or some of them.

    People of an organisation who do the same share a lane; a person whose hours overlap (a draft that was not checked)
    takes two lanes rather than losing one of the two activities.
    """
    chosen = [o.id for o in programme.delegations()] if organisations is None else list(organisations)
    lanes: list[Lane] = []
    columns: list[list[Activity]] = []
    for organisation in chosen:
        for people, activities in _groups(programme, day, organisation):
            whole = len(people) == len(programme.people_of(organisation))
            for layer in _layers(activities):
                lanes.append(Lane(organisation, people, whole))
                columns.append(layer)
    moments = _moments(day, [activity for column in columns for activity in column])
    busy = [(a.start, _end(a)) for column in columns for a in column]
    rows = tuple(
        Row(start, int((end - start).total_seconds() // 60), start.minute == 0, any(s <= start < e for s, e in busy))
        for start, end in pairwise(moments)
    )
    place = {moment: number for number, moment in enumerate(moments)}
    return DayGrid(day, tuple(lanes), rows, tuple(_cells(columns, place)))


def _groups(
    programme: Programme, day: dt.date, organisation: str
) -> Iterable[tuple[tuple[Participant, ...], list[Activity]]]:
    same: dict[tuple[str, ...], list[Participant]] = {}
    kept: dict[tuple[str, ...], list[Activity]] = {}
    for person in programme.people_of(organisation):
        activities = [a for a in programme.activities_of([person.id]) if a.start.date() == day]
        key = tuple(activity.id for activity in activities)
        same.setdefault(key, []).append(person)
        kept[key] = activities
    return [(tuple(people), kept[key]) for key, people in same.items()]


def _end(activity: Activity) -> dt.datetime:
    return max(activity.end, activity.start + SHORTEST)


def _layers(activities: Iterable[Activity]) -> list[list[Activity]]:
    layers: list[list[Activity]] = [[]]
    for activity in activities:
        for layer in layers:
            if not layer or _end(layer[-1]) <= activity.start:
                layer.append(activity)
                break
        else:
            layers.append([activity])
    return layers


def _moments(day: dt.date, activities: Sequence[Activity]) -> list[dt.datetime]:
    found = {moment for activity in activities for moment in (activity.start, _end(activity))}
    if not found:
        return []
    hour, last = min(found).replace(minute=0, second=0, microsecond=0), max(found)
    while hour < last:
        if hour >= min(found):
            found.add(hour)
        hour += dt.timedelta(hours=1)
    return sorted(found)


def _cells(columns: Sequence[Sequence[Activity]], place: dict[dt.datetime, int]) -> Iterable[Cell]:
    """Draw an activity once over neighbouring lanes that share it."""
    for number, column in enumerate(columns):
        for activity in column:
            if number and any(a.id == activity.id for a in columns[number - 1]):
                continue
            width = 1
            while number + width < len(columns) and any(a.id == activity.id for a in columns[number + width]):
                width += 1
            first, last = place[activity.start], place[_end(activity)]
            yield Cell(activity, first, number, last - first, width)
