"""A bound on value or shortfall of missions whose people travel, from the tours that each day can hold.

The bound is a small integer program: each driver takes one tour a day (a set of meetings that a route can hold,
:mod:`jumelage.agenda.methods.driving.tours`), each meeting is held once at most, each host has their number and hours. Drivers and
hosts need not agree on the hour there, so no agenda is worth more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from jumelage.agenda.methods.driving.tours import shortcuts, tours
from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.objectives import SHORTFALL, Objective
from jumelage.agenda.model.progress import Clock

__all__ = ["TourBound", "first_bound"]

Row = dict[int, float]


class TourBound:
    """The integer program over tours."""

    def __init__(self, instance: Instance, clock: Clock) -> None:
        self.instance = instance
        self.column: dict[tuple[int, int], int] = {}
        for task in instance.tasks:
            for day in sorted({instance.day_of[s] for s in task.all_starts}):
                self.column[task.number, day] = len(self.column)
        self.width = len(self.column)
        self.rows: list[tuple[Row, float, float]] = []
        for task in instance.tasks:
            own = {self.column[key]: 1.0 for key in self._days(task.number)}
            self.rows.append((own, float(task.required), 1.0))
        for person in instance.persons:
            self._limits(person)
            if person not in instance.travelling or shortcuts(instance, person) or not self._tours(person, clock):
                self._hours(person)

    def _days(self, number: int) -> list[tuple[int, int]]:
        days = range(len(self.instance.problem.all_days))
        return [(number, day) for day in days if (number, day) in self.column]

    def _sure(self, person: int) -> list[int]:
        tasks = self.instance.tasks
        return [n for n in self.instance.tasks_of[person] if all(person in group for group in tasks[n].attendees)]

    def _limits(self, person: int) -> None:
        asked = self.instance.problem.people[person]
        if asked.max_meetings is not None:
            own = {self.column[key]: 1.0 for n in self._sure(person) for key in self._days(n)}
            self.rows.append((own, 0.0, float(asked.max_meetings)))

    def _hours(self, person: int) -> None:
        """Without tours: a day's meetings take no more slots than the person has."""
        free: dict[int, set[int]] = defaultdict(set)
        used: dict[int, Row] = defaultdict(dict)
        for number in self._sure(person):
            task = self.instance.tasks[number]
            for slot in task.all_starts:
                day = self.instance.day_of[slot]
                free[day].update(range(slot, slot + task.duration))
                used[day][self.column[number, day]] = float(task.duration)
        self.rows.extend((row, 0.0, float(len(free[day]))) for day, row in used.items())

    def _tours(self, person: int, clock: Clock) -> bool:
        if len(self._sure(person)) < len(self.instance.tasks_of[person]):
            return False
        found = [tours(self.instance, person, day, clock) for day in range(len(self.instance.problem.all_days))]
        for day, sets in enumerate(found):
            if sets is None:
                return False
            first = self.width
            self.width += len(sets)
            if sets:
                self.rows.append(({first + k: 1.0 for k in range(len(sets))}, 0.0, 1.0))
            for number in self.instance.tasks_of[person]:
                if (number, day) in self.column:
                    row = {first + k: -1.0 for k, own in enumerate(sets) if number in own}
                    self.rows.append(({**row, self.column[number, day]: 1.0}, -np.inf, 0.0))
        return True

    def least(self, objective: Objective, limit: float) -> int | None:
        """Bound value or shortfall; None when nothing was proved in time."""
        rows = list(self.rows)
        people = self.instance.problem.people
        width = self.width + len(people)
        for number, person in enumerate(people):
            if person.min_meetings:
                own = {self.column[key]: 1.0 for n in self.instance.tasks_of[number] for key in self._days(n)}
                rows.append(({**own, self.width + number: 1.0}, float(person.min_meetings), np.inf))
        upper = np.ones(width)
        upper[self.width :] = [person.min_meetings for person in people]
        answer = milp(
            self._cost(objective, width),
            integrality=np.ones(width, dtype=int),
            bounds=Bounds(0, upper),
            constraints=_matrix(rows, width),
            options={"time_limit": max(0.1, limit)},
        )
        if answer.mip_dual_bound is None or not np.isfinite(answer.mip_dual_bound):
            return None
        proved = int(np.ceil(answer.mip_dual_bound - 1e-6))
        return -proved if objective.maximise else max(0, proved)

    def _cost(self, objective: Objective, width: int) -> Any:
        cost = np.zeros(width)
        if objective == SHORTFALL:
            cost[self.width :] = 1.0
        else:
            for (number, _), column in self.column.items():
                cost[column] = -self.instance.tasks[number].value
        return cost


def first_bound(run: Run) -> dict[Objective, int]:
    """Bound the first objective; the next one's bound needs the agenda's own figure in this one."""
    objective = run.objectives[0]
    found = TourBound(run.instance, run.clock.part(0.25)).least(objective, min(20.0, run.clock.left * 0.3))
    return {} if found is None else {objective: found}


def _matrix(rows: list[tuple[Row, float, float]], width: int) -> LinearConstraint:
    row = np.repeat(np.arange(len(rows)), [len(own) for own, _, _ in rows])
    column = np.array([c for own, _, _ in rows for c in own], dtype=int)
    value = np.array([v for own, _, _ in rows for v in own.values()], dtype=float)
    matrix = coo_array((value, (row, column)), shape=(len(rows), width)).tocsr()
    return LinearConstraint(matrix, np.array([low for _, low, _ in rows]), np.array([high for _, _, high in rows]))
