"""First come, first fitted: for problems too large for their time, an agenda at once and no proof."""

from __future__ import annotations

from bisect import insort
from collections import Counter

from jumelage.agenda.model.instance import Instance, Place, Schedule, Task
from jumelage.agenda.model.progress import Clock

__all__ = ["fit", "too_large"]

CELLS_A_SECOND = 12_000
"""Starts that a second of search can take in; above, there is time for fitting only."""


def too_large(instance: Instance, clock: Clock) -> bool:
    """Tell whether writing a model would take more than the time there is."""
    cells = sum(len(task.all_starts) * max(1, len(task.sites)) * len(task.crews) for task in instance.tasks)
    return cells > CELLS_A_SECOND * max(1.0, clock.left)


def fit(instance: Instance, clock: Clock) -> Schedule | None:
    """Fit required tasks first, then the most valuable, each at its first free hour; None if a required one has none."""
    schedule: Schedule = {}
    diary: dict[int, list[tuple[int, int, int]]] = {person: [] for person in instance.persons}
    used: Counter[tuple[int, int]] = Counter()
    order = sorted(instance.tasks, key=lambda t: (not t.required, -t.value, len(t.all_starts), t.number))
    waiting = order
    while waiting:
        ready = [task for task in waiting if all(before in schedule for before in task.after)]
        for task in ready:
            place = _first(instance, schedule, diary, used, task) if clock.left > 0 else None
            if place is not None:
                schedule[task.number] = place
                for person in task.crews[place[2]]:
                    insort(diary[person], (place[0], place[0] + task.duration, place[1]))
                used.update((place[1], place[0] + k) for k in range(task.duration))
            elif task.required:
                return None
        tried = {task.number for task in ready}
        waiting = [task for task in waiting if task.number not in tried] if ready else []
    return schedule if all(t.number in schedule for t in instance.tasks if t.required) else None


def _first(
    instance: Instance,
    schedule: Schedule,
    diary: dict[int, list[tuple[int, int, int]]],
    used: Counter[tuple[int, int]],
    task: Task,
) -> Place | None:
    people = instance.problem.people
    floor = max((schedule[b][0] + instance.tasks[b].duration for b in task.after), default=0)
    for crew, starts in enumerate(task.starts):
        limits = ((people[p].max_meetings, len(diary[p])) for p in task.crews[crew])
        if any(most is not None and held >= most for most, held in limits):
            continue
        for slot in starts:
            for site in task.sites if slot >= floor else ():
                tables = instance.tables[site]
                if tables is not None and any(used[site, slot + k] >= tables for k in range(task.duration)):
                    continue
                if all(_free(instance, diary[p], slot, slot + task.duration, site) for p in task.crews[crew]):
                    return slot, site, crew
    return None


def _free(instance: Instance, diary: list[tuple[int, int, int]], start: int, end: int, site: int) -> bool:
    """Tell whether a person can be there: nothing at the same time, and the way from and to what is the same day."""
    day = instance.day_of[start]
    for other, until, place in diary:
        if instance.day_of[other] != day:
            continue
        if until <= start:
            if start - until < instance.travel[place][site]:
                return False
        elif other - end < instance.travel[site][place]:
            return False
    return True
