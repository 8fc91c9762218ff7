"""What a delegation does together: the tasks that bind several parties, and every way of placing them.

Once opening, meals and group visits have their hours, each party falls apart into short windows. The placement of
those common tasks is called a *placement*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.agenda.model.instance import Instance

__all__ = ["Party", "SharedHours", "parties_of", "shared_hours_of", "shared_tasks_of"]

SharedHours = tuple[tuple[int, int], ...]
"""The common tasks that are placed, each with its start, by hour."""

MOST_PLACEMENTS = 5_000


@dataclass(frozen=True, slots=True)
class Party:
    """The meetings of ``people`` colleagues who do the same, the most and the least of them."""

    tasks: tuple[int, ...]
    most: int | None
    least: int
    travels: bool
    people: int


def parties_of(instance: Instance) -> tuple[Party, ...]:
    """Group people with the same meetings and limits: they share the same days."""
    people = instance.problem.people
    own = Counter(
        (instance.tasks_of[p], people[p].max_meetings, people[p].min_meetings, p in instance.travelling)
        for p in instance.persons
        if instance.tasks_of[p]
    )
    return tuple(Party(*key, count) for key, count in own.items())


def shared_tasks_of(instance: Instance, parties: Collection[Party]) -> tuple[int, ...]:
    """Give the tasks to place first: those that bind two parties that drive, and those in an order."""
    held = Counter(number for party in parties if party.travels for number in party.tasks)
    ordered = {number for task in instance.tasks if task.after for number in (task.number, *task.after)}
    found = {number for number, times in held.items() if times > 1} | ordered
    return tuple(sorted(found, key=lambda number: (len(instance.tasks[number].starts[0]), number)))


def shared_hours_of(instance: Instance, shared_tasks: Collection[int]) -> list[SharedHours] | None:
    """List every way of placing the shared tasks, or None when there are too many to look at one by one."""
    people = {number: frozenset(instance.tasks[number].attendees[0]) for number in shared_tasks}
    nearest = _shortest(instance)
    found: list[dict[int, int]] = [{}]
    for number in shared_tasks:
        grown: list[dict[int, int]] = []
        for fixed in found:
            grown += _grown(instance, fixed, number, people, nearest)
            if len(grown) > MOST_PLACEMENTS:
                return None
        found = grown
    return [
        tuple(sorted(fixed.items(), key=lambda place: place[1]))
        for fixed in found
        if all(_in_order(instance, fixed, number) for number in fixed)
    ]


def _shortest(instance: Instance) -> NDArray[np.int64]:
    """Least travel between sites by any detour: what two shared tasks need apart whatever lies between them."""
    nearest = np.array(instance.travel, dtype=np.int64).reshape(len(instance.tables), -1)
    for through in range(len(nearest)):
        nearest = np.minimum(nearest, nearest[:, through, None] + nearest[through])
    return nearest


def _grown(
    instance: Instance,
    fixed: dict[int, int],
    number: int,
    people: Mapping[int, frozenset[int]],
    nearest: NDArray[np.int64],
) -> Iterator[dict[int, int]]:
    if not instance.tasks[number].required:
        yield fixed
    task = instance.tasks[number]
    for start in task.starts[0]:
        if all(
            _apart(instance, (number, start), (other, hour), nearest)
            for other, hour in fixed.items()
            if people[number] & people[other]
        ):
            yield {**fixed, number: start}


def _apart(instance: Instance, one: tuple[int, int], other: tuple[int, int], nearest: NDArray[np.int64]) -> bool:
    (before, start), (after, then) = sorted((one, other), key=lambda place: place[1])
    end = start + instance.tasks[before].duration
    if instance.day_of[start] != instance.day_of[then]:
        return True
    return bool(then >= end + nearest[instance.tasks[before].sites[0], instance.tasks[after].sites[0]])


def _in_order(instance: Instance, fixed: Mapping[int, int], number: int) -> bool:
    return all(
        before in fixed and fixed[before] + instance.tasks[before].duration <= fixed[number]
        for before in instance.tasks[number].after
    )
