"""First come, first fitted: for problems too large for their time, an agenda at once and no proof."""

from __future__ import annotations

from bisect import insort
from collections import Counter

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.instance import Instance, Place, Schedule, Task
from jumelage.agenda.model.objectives import KNOWN, MOVED, VALUE
from jumelage.agenda.model.progress import Clock
from jumelage.agenda.model.scoring import person_breaks

__all__ = ["Fit", "fit"]

CELLS_A_SECOND = 12_000
"""Starts that a second of search can take in; above, there is time for fitting only."""


class Fit:
    """Fitting alone, for problems too large for their time; it proves nothing but what is plain."""

    supports = frozenset({*KNOWN.values(), MOVED})

    def applies(self, run: Run) -> bool:
        """Tell whether writing a model would take more than the time there is."""
        tasks = run.instance.tasks
        cells = sum(len(task.all_starts) * max(1, len(task.sites)) * len(task.attendees) for task in tasks)
        return cells > CELLS_A_SECOND * max(1.0, run.clock.left)

    def solve(self, run: Run) -> Outcome | None:
        """Fit only; an agenda that breaks too unevenly is none."""
        instance = run.instance
        schedule = fit(instance, run.clock)
        difference = instance.problem.max_break_difference
        if schedule is not None and difference is not None:
            breaks = [person_breaks(instance, schedule, person) for person in instance.persons]
            schedule = schedule if max(breaks) - min(breaks) <= difference else None
        bounds = {objective: 0 for objective in run.objectives if not objective.maximise}
        if VALUE in run.objectives:
            bounds[VALUE] = sum(task.value for task in instance.tasks)
        return Outcome(schedule, bounds)


def fit(instance: Instance, clock: Clock) -> Schedule | None:
    """Fit required tasks first, then the most valuable, each at its first free hour; None if a required one has none."""
    schedule: Schedule = {}
    busy: dict[int, list[tuple[int, int, int]]] = {person: [] for person in instance.persons}
    used: Counter[tuple[int, int]] = Counter()
    order = sorted(instance.tasks, key=lambda t: (not t.required, -t.value, len(t.all_starts), t.number))
    waiting = order
    while waiting:
        ready = [task for task in waiting if all(before in schedule for before in task.after)]
        for task in ready:
            place = _first(instance, schedule, busy, used, task) if clock.left > 0 else None
            if place is not None:
                schedule[task.number] = place
                for person in task.attendees[place[2]]:
                    insort(busy[person], (place[0], place[0] + task.duration, place[1]))
                used.update((place[1], place[0] + k) for k in range(task.duration))
            elif task.required:
                return None
        tried = {task.number for task in ready}
        waiting = [task for task in waiting if task.number not in tried] if ready else []
    return schedule if all(t.number in schedule for t in instance.tasks if t.required) else None


def _first(
    instance: Instance,
    schedule: Schedule,
    busy: dict[int, list[tuple[int, int, int]]],
    used: Counter[tuple[int, int]],
    task: Task,
) -> Place | None:
    people = instance.problem.people
    floor = max((schedule[b][0] + instance.tasks[b].duration for b in task.after), default=0)
    for group, starts in enumerate(task.starts):
        limits = ((people[p].max_meetings, len(busy[p])) for p in task.attendees[group])
        if any(most is not None and held >= most for most, held in limits):
            continue
        for slot in starts:
            for site in task.sites if slot >= floor else ():
                tables = instance.tables[site]
                if tables is not None and any(used[site, slot + k] >= tables for k in range(task.duration)):
                    continue
                if all(_free(instance, busy[p], slot, slot + task.duration, site) for p in task.attendees[group]):
                    return slot, site, group
    return None


def _free(instance: Instance, busy: list[tuple[int, int, int]], start: int, end: int, site: int) -> bool:
    """Tell whether a person can be there: nothing at the same time, and the way from and to what is the same day."""
    day = instance.day_of[start]
    for other, until, place in busy:
        if instance.day_of[other] != day:
            continue
        if until <= start:
            if start - until < instance.travel[place][site]:
                return False
        elif other - end < instance.travel[site][place]:
            return False
    return True
