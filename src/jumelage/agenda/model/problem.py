"""What the organiser asks: slots, people, sites and meetings, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

__all__ = ["OBJECTIVES", "Meeting", "Person", "Problem", "Site"]

OBJECTIVES = ("value", "shortfall", "breaks", "travel")
"""What can be optimised, in the order taken where a problem names none."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who meets: slots without them, and how many meetings (of any kind) they take.

    Parameters
    ----------
    id
        Name in the file.
    unavailable
        Slots in which the person cannot meet. In a break they count as idle.
    max_meetings
        Never more than this (None: no limit).
    min_meetings
        What is missing up to this number counts in the ``shortfall``.
    """

    id: str
    unavailable: tuple[int, ...] = ()
    max_meetings: int | None = None
    min_meetings: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """A place with ``tables`` meetings at once (None: no limit)."""

    id: str
    tables: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting to place.

    Parameters
    ----------
    id
        Name in the file.
    people
        Everyone who attends.
    duration
        In slots, at least 1.
    sites
        Where it may be (None: anywhere).
    session
        The named session it must lie in.
    at
        The slot at which it must start.
    after
        Meetings that are placed, and end, before this one starts.
    required
        True: no agenda without it. False: placed if it fits.
    value
        What placing it is worth.
    any_of
        Extension of the format: from each group exactly one attends, besides ``people``.
    """

    id: str
    people: tuple[str, ...]
    duration: int = 1
    sites: tuple[str, ...] | None = None
    session: str | None = None
    at: int | None = None
    after: tuple[str, ...] = ()
    required: bool = True
    value: int = 1
    any_of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Problem:
    """Everything an agenda must respect, and what it should be best at.

    Slots are equal and counted from 0. ``days`` and ``sessions`` are half-open ranges of slots; without ``days``
    all slots make one day. ``travel[a][b]`` is in whole slots, symmetric unless both directions are given, 0 where
    absent. ``objectives`` are lexicographic.

    Examples
    --------
    >>> problem = Problem(slots=2, sites=(Site("hall"),), people=(Person("a"), Person("b")),
    ...                   meetings=(Meeting("m", ("a", "b")),))
    >>> problem.travel_slots("hall", "hall")
    0
    """

    slots: int
    sites: tuple[Site, ...]
    people: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    slot_minutes: int | None = None
    starts: tuple[str, ...] = ()
    days: tuple[Span, ...] = ()
    sessions: Mapping[str, Span] = field(default_factory=dict)
    travel: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    max_break_difference: int | None = None
    objectives: tuple[str, ...] = OBJECTIVES
    version: int = 1

    @cached_property
    def all_days(self) -> tuple[Span, ...]:
        """The days, with the single day of a problem that names none."""
        return self.days or ((0, self.slots),)

    def travel_slots(self, origin: str, target: str) -> int:
        """Give the slots that the way from ``origin`` to ``target`` takes."""
        there = self.travel.get(origin, {}).get(target)
        if there is None:
            there = self.travel.get(target, {}).get(origin, 0)
        return there if origin != target else 0
