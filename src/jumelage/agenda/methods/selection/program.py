"""Which meetings to hold, before when: the best value, then the least shortfall, that anyone's time allows.

Hours are forgotten; what stays is each person's number of meetings and free slots, and the tables' total. Between
two sides (firms and hosts) this is a flow with costs, integral by itself; a mixed-integer solver (HiGHS) takes
every other case too. Being a relaxation, its optimum bounds every agenda.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE, Objective

__all__ = ["Selection", "select"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The tasks to hold, and the bounds they prove; ``tasks`` is None when the solver found none in time."""

    tasks: frozenset[int] | None
    bounds: dict[Objective, int]


WHOLE = 1e-6
Rows = list[tuple[list[int], list[float], float]]


def select(instance: Instance, order: tuple[Objective, ...], limit: float) -> Selection:
    """Choose tasks for value and shortfall in the given order; other objectives are passed over."""
    rows, splits = _rows(instance), _splits(instance)
    follows = [name for name in order if name != TRAVEL][:3] if splits is not None else order
    names = [name for name in follows if name in (VALUE, SHORTFALL) or (splits is not None and name == BREAKS)]
    tasks, people, gaps = len(instance.tasks), len(instance.problem.people), len(splits or ())
    costs = {
        VALUE: np.array([-task.value for task in instance.tasks] + [0] * (people + gaps), dtype=float),
        SHORTFALL: np.array([0] * tasks + [1] * people + [0] * gaps, dtype=float),
        BREAKS: np.array([0] * (tasks + people) + [1] * gaps, dtype=float),
    }
    rows += _runs(instance, splits or [], tasks + people)
    lower = np.array([float(task.required) for task in instance.tasks] + [0.0] * (people + gaps))
    can = [float(bool(task.sites and task.all_starts)) for task in instance.tasks]
    upper = np.array(can + [float(person.min_meetings) for person in instance.problem.people] + [1.0] * gaps)
    if (lower > upper).any():
        return Selection(None, {})
    bounds: dict[Objective, int] = {}
    chosen: frozenset[int] | None = frozenset(task.number for task in instance.tasks) if not names else None
    for name in names:
        found = _least(costs[name], Bounds(lower, upper), _matrix(rows, len(lower)), limit)
        if found.x is None:
            return Selection(chosen if name == BREAKS else None, bounds)
        best = round(float(found.fun))
        dual = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        proved = int(np.ceil(dual - WHOLE)) if np.isfinite(dual) else -(10**9)
        bounds[name] = -proved if name == VALUE else max(0, proved)
        if proved < best and name != BREAKS:
            return Selection(None, bounds)
        chosen = frozenset(number for number in range(tasks) if found.x[number] > 0.5)
        held = np.flatnonzero(costs[name])
        rows.append((held.tolist(), costs[name][held].tolist(), float(best)))
    return Selection(chosen, bounds)


Split = tuple[int, int]
"""A person, and the length of one more run of their free slots: using it costs a break."""


def _splits(instance: Instance) -> list[Split] | None:
    """Give the runs of free slots beyond each person's longest; None where runs do not tell the breaks."""
    if len(instance.problem.all_days) > 1 or any(task.duration > 1 for task in instance.tasks):
        return None
    return [(person, length) for person in instance.persons for length in _lengths(instance, person)[1:]]


def _lengths(instance: Instance, person: int) -> list[int]:
    free = sorted({slot for number in instance.tasks_of[person] for slot in instance.tasks[number].all_starts})
    breaks = [n for n in range(1, len(free)) if free[n] > free[n - 1] + 1]
    return sorted((b - a for a, b in pairwise([0, *breaks, len(free)])), reverse=True)


def _runs(instance: Instance, splits: list[Split], first: int) -> Rows:
    """A person's meetings fit their longest run and those bought with a break."""
    extra: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, (person, length) in enumerate(splits):
        extra[person].append((first + n, length))
    return [
        (
            [*instance.tasks_of[person], *(column for column, _ in own)],
            [1.0] * len(instance.tasks_of[person]) + [-float(length) for _, length in own],
            float(_lengths(instance, person)[0]),
        )
        for person, own in extra.items()
        if all(len(instance.tasks[n].attendees) == 1 for n in instance.tasks_of[person])
    ]


def _least(cost: np.ndarray, bounds: Bounds, constraint: LinearConstraint, limit: float) -> Any:
    """Solve without integrality first: between two sides the answer is whole, or soon rounded by branching."""
    options: Any = {"time_limit": max(0.05, limit), "mip_rel_gap": 0.0}
    loose = milp(cost, bounds=bounds, constraints=constraint, options=options)
    if loose.x is not None and np.abs(loose.x - np.round(loose.x)).max(initial=0.0) < WHOLE:
        return loose
    return milp(cost, integrality=np.ones(len(cost), dtype=int), bounds=bounds, constraints=constraint, options=options)


def _rows(instance: Instance) -> Rows:
    """Give each person's limits and the tables' total, as ``sum <= limit``."""
    rows: Rows = []
    tasks = instance.tasks
    for number, person in enumerate(instance.problem.people):
        # Who might be replaced by a colleague (any_of) is not sure to attend: only the sure ones count here.
        sure = [n for n in instance.tasks_of[number] if all(number in group for group in tasks[n].attendees)]
        free = {slot + k for n in sure for slot in tasks[n].all_starts for k in range(tasks[n].duration)}
        rows.append((sure, [float(tasks[n].duration) for n in sure], float(len(free))))
        if person.max_meetings is not None:
            rows.append((sure, [1.0] * len(sure), float(person.max_meetings)))
        if person.min_meetings:
            own = list(instance.tasks_of[number])
            rows.append(([*own, len(tasks) + number], [-1.0] * (len(own) + 1), -float(person.min_meetings)))
    for task in tasks:
        rows.extend(([task.number, before], [1.0, -1.0], 0.0) for before in task.after)
    if all(tables is not None for tables in instance.tables):
        usable = sum(day >= 0 for day in instance.day_of)
        seats = usable * sum(tables or 0 for tables in instance.tables)
        rows.append((list(range(len(tasks))), [float(task.duration) for task in tasks], float(seats)))
    return rows


def _matrix(rows: Rows, width: int) -> LinearConstraint:
    filled = [(columns, values, limit) for columns, values, limit in rows if columns]
    counts = [len(columns) for columns, _, _ in filled]
    row = np.repeat(np.arange(len(filled)), counts)
    column = np.array([c for columns, _, _ in filled for c in columns], dtype=int)
    value = np.array([v for _, values, _ in filled for v in values], dtype=float)
    matrix = coo_array((value, (row, column)), shape=(len(filled), width)).tocsr()
    return LinearConstraint(matrix, ub=np.array([limit for _, _, limit in filled]))
