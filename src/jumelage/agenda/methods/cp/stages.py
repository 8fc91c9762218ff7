"""CP-SAT on one objective after the other, each kept at what it reached while the next is improved."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from ortools.sat.python import cp_model

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.instance import Schedule
from jumelage.agenda.model.objectives import BREAKS, FINISHES, TRAVEL, Objective

__all__ = ["Answer", "CpAgenda", "Stage", "by_stages", "hold", "optimise"]

ALONE = 0.5
"""Units of CP-SAT's deterministic time for the search alone, about a second."""
ENOUGH = 0.05
"""Seconds below which no more search begins."""
SHARE = 0.6
"""Of the time left, what an objective takes before the last one."""
BETWEEN = frozenset({BREAKS, TRAVEL, FINISHES})
"""Objectives that count what lies between a person's meetings, or around them."""

Tell = Callable[[Schedule, int | None], None]


class CpAgenda(Protocol):
    """A CP-SAT model whose solutions are schedules."""

    cp: cp_model.CpModel

    def objective(self, objective: Objective) -> Any:
        """Give the expression of an objective."""

    def hint(self, schedule: Schedule) -> None:
        """Start the search from a schedule."""

    def schedule(self, value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Schedule:
        """Read the schedule of a solution."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What to optimise (None: any agenda will do), for how many seconds, and a bound known from elsewhere."""

    objective: Objective | None
    run: Run
    limit: float
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
    def __init__(self, model: CpAgenda, stage: Stage, tell: Tell) -> None:
        super().__init__()
        self.model, self.stage, self.tell = model, stage, tell

    def on_solution_callback(self) -> None:
        self.tell(self.model.schedule(self), _whole(self.stage.objective, self.best_objective_bound))


def hold(model: CpAgenda, objective: Objective, figure: int) -> None:
    """Keep an objective at what it reached, or better."""
    expression = model.objective(objective)
    model.cp.add(expression >= figure if objective.maximise else expression <= figure)


def by_stages(run: Run, build: Callable[[bool], CpAgenda]) -> Outcome:
    """Optimise a run's objectives in their order.

    ``build`` makes the model: told False where the objectives of :data:`BETWEEN` are not counted yet, True from the first
    of them on. Both have the same schedules.
    """
    outcome = Outcome(run.incumbent.schedule)
    whole = not run.objectives or run.objectives[0] in BETWEEN
    model = build(whole)
    reached: list[tuple[Objective, int]] = []
    for position, objective in enumerate(run.objectives or (None,)):
        if objective in BETWEEN and not whole:
            whole, model = True, build(True)
            for earlier, figure in reached:
                hold(model, earlier, figure)
        if objective is not None and objective in run.proved:
            outcome.bounds[objective] = figure = run.proved[objective]
        else:
            last = position >= len(run.objectives) - 1
            if outcome.schedule is not None and run.clock.left <= ENOUGH:
                break
            stage = Stage(objective, run, run.clock.left * (1.0 if last else SHARE))
            answer = optimise(model, stage, outcome.schedule, teller(run, objective))
            if answer.schedule is not None:
                outcome.schedule = answer.schedule
            if outcome.schedule is None:
                return Outcome(impossible=answer.impossible)
            if objective is None:
                break
            if answer.bound is not None:
                outcome.bounds[objective] = answer.bound
            figure = objective.score(run.instance, outcome.schedule)
        reached.append((objective, figure))
        hold(model, objective, figure)
    return outcome


def teller(run: Run, objective: Objective | None) -> Tell:
    """Report each schedule of a stage."""
    return lambda schedule, bound: run.tell(objective, schedule, bound)


def optimise(model: CpAgenda, stage: Stage, start: Schedule | None, tell: Tell) -> Answer:
    """Optimise one objective of a model, from a schedule where there is one."""
    if stage.objective is not None:
        expression = model.objective(stage.objective)
        if stage.bound is not None:
            model.cp.add(expression <= stage.bound if stage.objective.maximise else expression >= stage.bound)
        if stage.objective.maximise:
            model.cp.maximize(expression)
        else:
            model.cp.minimize(expression)
    if start is not None:
        model.hint(start)
    answer = _solve(model, stage, tell, alone=True)
    if answer.settled or stage.limit < answer.seconds + ENOUGH:
        return answer
    if answer.schedule is not None:
        model.hint(answer.schedule)
    return _solve(model, replace(stage, limit=stage.limit - answer.seconds), tell, alone=False)


def _solve(model: CpAgenda, stage: Stage, tell: Tell, *, alone: bool) -> Answer:
    """Search: first alone and for a fixed amount of work (the same answer each time), then with every worker."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, stage.limit)
    solver.parameters.random_seed = stage.run.seed
    solver.parameters.num_workers = 1 if alone else stage.run.workers
    solver.parameters.catch_sigint_signal = False
    if alone:
        solver.parameters.max_deterministic_time = ALONE
    with stage.run.clock.stop.tells(solver.stop_search):
        status: Any = solver.solve(model.cp, _Improvements(model, stage, tell))
    settled = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        bound = _whole(stage.objective, solver.objective_value if settled else solver.best_objective_bound)
        return Answer(model.schedule(solver), bound, False, settled, solver.wall_time)
    return Answer(None, None, status == cp_model.INFEASIBLE, settled, solver.wall_time)


def _whole(objective: Objective | None, bound: float) -> int | None:
    """Every objective is a whole number: so is its bound."""
    if objective is None or abs(bound) > 1e15:
        return None
    return math.floor(bound + 1e-6) if objective.maximise else max(0, math.ceil(bound - 1e-6))
