"""What a delegation does together: the tasks that bind several diaries, and every way of placing them.

Once opening, meals and group visits have their hours, each diary falls apart into short windows. The placement of
those common tasks is called a *frame*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.agenda.model.instance import Instance

__all__ = ["Diary", "Frame", "diaries_of", "frames_of", "hubs_of"]

Frame = tuple[tuple[int, int], ...]
"""The common tasks that are placed, each with its start, by hour."""

MOST_FRAMES = 5_000


@dataclass(frozen=True, slots=True)
class Diary:
    """The meetings of ``people`` colleagues who do the same, the most and the least of them."""

    tasks: tuple[int, ...]
    most: int | None
    least: int
    travels: bool
    people: int


def diaries_of(instance: Instance) -> tuple[Diary, ...]:
    """Group people with the same meetings and limits: they live the same days."""
    people = instance.problem.people
    own = Counter(
        (instance.tasks_of[p], people[p].max_meetings, people[p].min_meetings, p in instance.travelling)
        for p in instance.persons
        if instance.tasks_of[p]
    )
    return tuple(Diary(*key, count) for key, count in own.items())


def hubs_of(instance: Instance, diaries: Collection[Diary]) -> tuple[int, ...]:
    """Give the tasks to place first: those that bind two diaries that drive, and those in an order."""
    held = Counter(number for diary in diaries if diary.travels for number in diary.tasks)
    ordered = {number for task in instance.tasks if task.after for number in (task.number, *task.after)}
    found = {number for number, times in held.items() if times > 1} | ordered
    return tuple(sorted(found, key=lambda number: (len(instance.tasks[number].starts[0]), number)))


def frames_of(instance: Instance, hubs: Collection[int]) -> list[Frame] | None:
    """List every way of placing the hubs, or None when there are too many to look at one by one."""
    people = {number: frozenset(instance.tasks[number].crews[0]) for number in hubs}
    nearest = _shortest(instance)
    found: list[dict[int, int]] = [{}]
    for number in hubs:
        grown: list[dict[int, int]] = []
        for frame in found:
            grown += _grown(instance, frame, number, people, nearest)
            if len(grown) > MOST_FRAMES:
                return None
        found = grown
    return [
        tuple(sorted(frame.items(), key=lambda place: place[1]))
        for frame in found
        if all(_in_order(instance, frame, number) for number in frame)
    ]


def _shortest(instance: Instance) -> NDArray[np.int64]:
    """Least travel between sites by any detour: what two hubs need apart whatever lies between them."""
    nearest = np.array(instance.travel, dtype=np.int64).reshape(len(instance.tables), -1)
    for through in range(len(nearest)):
        nearest = np.minimum(nearest, nearest[:, through, None] + nearest[through])
    return nearest


def _grown(
    instance: Instance,
    frame: dict[int, int],
    number: int,
    people: Mapping[int, frozenset[int]],
    nearest: NDArray[np.int64],
) -> Iterator[dict[int, int]]:
    if not instance.tasks[number].required:
        yield frame
    task = instance.tasks[number]
    for start in task.starts[0]:
        if all(
            _apart(instance, (number, start), (other, hour), nearest)
            for other, hour in frame.items()
            if people[number] & people[other]
        ):
            yield {**frame, number: start}


def _apart(instance: Instance, one: tuple[int, int], other: tuple[int, int], nearest: NDArray[np.int64]) -> bool:
    (before, start), (after, then) = sorted((one, other), key=lambda place: place[1])
    end = start + instance.tasks[before].duration
    if instance.day_of[start] != instance.day_of[then]:
        return True
    return bool(then >= end + nearest[instance.tasks[before].sites[0], instance.tasks[after].sites[0]])


def _in_order(instance: Instance, frame: Mapping[int, int], number: int) -> bool:
    return all(
        before in frame and frame[before] + instance.tasks[before].duration <= frame[number]
        for before in instance.tasks[number].after
    )
