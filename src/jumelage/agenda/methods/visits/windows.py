"""The free windows of a party between its common tasks, and every route through one.

A route is one column of the model: the visits made in a window with their starts, what it travels and where it waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.agenda.methods.visits.shared_tasks import Party, SharedHours
from jumelage.agenda.model.instance import Instance

__all__ = ["Routes", "TooManyRoutesError", "Window", "routes_of", "windows_of"]

Stop = tuple[int, int]
MOST_ROUTES = 100_000
FAR_TOO_MANY = 10 * MOST_ROUTES
"""Counted with visits made twice, which is quick."""


class TooManyRoutesError(Exception):
    """A window is so long that its routes cannot be listed."""


@dataclass(frozen=True, slots=True)
class Window:
    """A day's time of a party between two common tasks (None: from the morning, until the evening)."""

    party: int
    day: int
    before: Stop | None
    after: Stop | None


@dataclass(frozen=True, slots=True)
class Routes:
    """Every route of a window: ``stops[i]`` is a place of route ``route[i]``; travel and breaks by route."""

    route: NDArray[np.int64]
    stops: NDArray[np.int64]
    travel: NDArray[np.float64]
    breaks: NDArray[np.float64]

    def costs(self, of_place: NDArray[np.float64], travel: float, breaks: float) -> NDArray[np.float64]:
        """Cost of each route, from the cost of a place, of a slot of travel and of a break."""
        own = np.bincount(self.route, weights=of_place[self.stops], minlength=len(self.travel))
        return own + travel * self.travel + breaks * self.breaks

    @classmethod
    def of(cls, listed: list[tuple[tuple[int, ...], int, int]], people: int = 1) -> Routes:
        """Pack routes given as (places, travel, breaks), walked by that many people."""
        lengths = [len(places) for places, _, _ in listed]
        return cls(
            route=np.repeat(np.arange(len(listed)), lengths),
            stops=np.array([place for places, _, _ in listed for place in places], dtype=np.int64),
            travel=people * np.array([travel for _, travel, _ in listed], dtype=float),
            breaks=people * np.array([breaks for _, _, breaks in listed], dtype=float),
        )


def windows_of(instance: Instance, number: int, party: Party, fixed: SharedHours) -> Iterator[Window]:
    """Cut the days of a party at the common tasks it attends."""
    own = set(party.tasks)
    for day in range(len(instance.problem.all_days)):
        held = [place for place in fixed if place[0] in own and instance.day_of[place[1]] == day]
        for before, after in zip([None, *held], [*held, None], strict=True):
            yield Window(number, day, before, after)


def routes_of(
    instance: Instance, party: Party, shared_tasks: Collection[int], window: Window, index: Mapping[Stop, int]
) -> Routes:
    """List the routes of a window over the party's own tasks; no route at all: the common tasks lie too close."""
    tasks = tuple(number for number in party.tasks if number not in shared_tasks)
    return Routes.of(list(_Walk(instance, tasks, window, index).every()), party.people)


class _Walk:
    def __init__(self, instance: Instance, tasks: tuple[int, ...], window: Window, index: Mapping[Stop, int]) -> None:
        self.instance, self.window, self.index = instance, window, index
        self.first, self.last = instance.problem.all_days[window.day]
        if window.before:
            self.first = self._end(window.before)
        if window.after:
            self.last = window.after[1]
        self.stops = sorted(
            ((number, start) for number in tasks for start in instance.tasks[number].starts[0] if self._inside(number, start)),
            key=lambda stop: (stop[1], stop[0]),
        )  # fmt: skip
        self.next: dict[Stop | None, list[tuple[Stop, int, int]]] = {}
        self.found = 0

    def every(self) -> Iterator[tuple[tuple[int, ...], int, int]]:
        """Walk from the task before the window, depth first; a window with far too many routes is refused at once."""
        counts: dict[Stop, int] = {}
        for stop in reversed(self.stops):
            counts[stop] = 1 + sum(counts[then] for then, _, _ in self._legs(stop))
        if sum(counts[then] for then, _, _ in self._legs(self.window.before)) > FAR_TOO_MANY:
            raise TooManyRoutesError
        return self._from(self.window.before, (), frozenset(), 0, 0)

    def _from(
        self, here: Stop | None, places: tuple[int, ...], met: frozenset[int], travel: int, breaks: int
    ) -> Iterator[tuple[tuple[int, ...], int, int]]:
        end = (0, 0) if self.window.after is None else self._leg(here, self.window.after)
        if end is not None:
            self.found += 1
            if self.found > MOST_ROUTES:
                raise TooManyRoutesError
            yield places, travel + end[0], breaks + end[1]
        for stop, more, pause in self._legs(here):
            if stop[0] not in met:
                yield from self._from(stop, (*places, self.index[stop]), met | {stop[0]}, travel + more, breaks + pause)

    def _legs(self, here: Stop | None) -> list[tuple[Stop, int, int]]:
        if here not in self.next:
            legs = ((stop, self._leg(here, stop)) for stop in self.stops)
            self.next[here] = [(stop, *leg) for stop, leg in legs if leg is not None]
        return self.next[here]

    def _inside(self, number: int, start: int) -> bool:
        return self.first <= start and start + self.instance.tasks[number].duration <= self.last

    def _end(self, stop: Stop) -> int:
        return stop[1] + self.instance.tasks[stop[0]].duration

    def _leg(self, one: Stop | None, other: Stop) -> tuple[int, int] | None:
        """Travel and break on the way from one stop to the next, None when there is no time for it."""
        if one is None:
            return 0, 0
        tasks = self.instance.tasks
        travel = self.instance.travel[tasks[one[0]].sites[0]][tasks[other[0]].sites[0]]
        idle = other[1] - self._end(one) - travel
        return (travel, int(idle > 0)) if idle >= 0 else None
