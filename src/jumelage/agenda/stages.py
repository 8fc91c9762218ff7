"""One run of CP-SAT on one objective, from a hint, with the time and the bound that are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.cpsat import Model
from jumelage.agenda.instance import Schedule
from jumelage.agenda.routes import RouteModel

__all__ = ["Answer", "Stage", "run"]

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
    """What a stage found: the schedule, the bound it proved, and whether none can exist."""

    schedule: Schedule | None
    bound: int | None
    impossible: bool


class _Improvements(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model | RouteModel, stage: Stage, tell: Tell) -> None:
        super().__init__()
        self.model, self.stage, self.tell = model, stage, tell

    def on_solution_callback(self) -> None:
        bound = _whole(self.stage.name, self.best_objective_bound) if self.stage.name else None
        self.tell(self.model.schedule(self), bound)


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
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = stage.limit
    solver.parameters.num_workers = stage.workers
    solver.parameters.random_seed = stage.seed
    status: Any = solver.solve(cp, _Improvements(model, stage, tell))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(model.schedule(solver), _whole(name, solver.best_objective_bound) if name else None, False)
    return Answer(None, None, status == cp_model.INFEASIBLE)


def _whole(name: str, bound: float) -> int | None:
    if abs(bound) > 1e15:
        return None
    return int(bound + 1e-6) if name == "value" else max(0, -int(-bound + 1e-6))
