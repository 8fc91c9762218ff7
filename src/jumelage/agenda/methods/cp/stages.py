"""One run of CP-SAT on one objective, from a hint, with the time and the bound that are left."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.methods.cp.hours import Model
from jumelage.agenda.methods.cp.routes import RouteModel
from jumelage.agenda.model.instance import Schedule

__all__ = ["Answer", "Stage", "hold", "run"]

ALONE = 0.5
"""Units of CP-SAT's deterministic time for the search alone, about a second."""

Tell = Callable[[Schedule, int | None], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """What to optimise ("" for any agenda), for how long, and a bound known from elsewhere."""

    name: str
    limit: float
    workers: int
    seed: int
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stage found: the schedule, the bound it proved, whether none can exist, and whether that is the last word."""

    schedule: Schedule | None
    bound: int | None
    impossible: bool
    settled: bool = True
    seconds: float = 0.0


class _Improvements(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model | RouteModel, stage: Stage, tell: Tell) -> None:
        super().__init__()
        self.model, self.stage, self.tell = model, stage, tell

    def on_solution_callback(self) -> None:
        bound = _whole(self.stage.name, self.best_objective_bound) if self.stage.name else None
        self.tell(self.model.schedule(self), bound)


def hold(model: Model | RouteModel, name: str, figure: int) -> None:
    """Keep an objective at what it reached, or better."""
    expression: Any = model.objective(name)
    model.cp.add(expression >= figure if name == "value" else expression <= figure)


def run(model: Model | RouteModel, stage: Stage, start: Schedule | None, tell: Tell) -> Answer:
    """Optimise one objective of a model."""
    cp, name = model.cp, stage.name
    if name:
        expression = model.objective(name)
        if stage.bound is not None:
            cp.add(expression <= stage.bound if name == "value" else expression >= stage.bound)
        if name == "value":
            cp.maximize(expression)
        else:
            cp.minimize(expression)
    if start is not None:
        model.hint(start)
    answer = _solve(model, stage, tell, alone=True)
    if answer.settled or stage.limit < answer.seconds + 0.05:
        return answer
    if answer.schedule is not None:
        model.hint(answer.schedule)
    return _solve(model, replace(stage, limit=stage.limit - answer.seconds), tell, alone=False)


def _solve(model: Model | RouteModel, stage: Stage, tell: Tell, *, alone: bool) -> Answer:
    """Search: first alone and for a fixed amount of work (the same answer each time), then with every worker."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = stage.limit
    solver.parameters.random_seed = stage.seed
    solver.parameters.num_workers = 1 if alone else stage.workers
    if alone:
        solver.parameters.max_deterministic_time = ALONE
    status: Any = solver.solve(model.cp, _Improvements(model, stage, tell))
    settled = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        proof = solver.objective_value if settled else solver.best_objective_bound
        bound = _whole(stage.name, proof) if stage.name else None
        return Answer(model.schedule(solver), bound, False, settled, solver.wall_time)
    return Answer(None, None, status == cp_model.INFEASIBLE, settled, solver.wall_time)


def _whole(name: str, bound: float) -> int | None:
    if abs(bound) > 1e15:
        return None
    return math.floor(bound + 1e-6) if name == "value" else max(0, math.ceil(bound - 1e-6))
