"""The search: one objective after the other, each kept while the next is improved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.cpsat import Model
from jumelage.agenda.events import by_selection, few_cells, seat_all, selectable
from jumelage.agenda.exact import prove
from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.missions import by_driving, drivable
from jumelage.agenda.outcome import Outcome
from jumelage.agenda.progress import Clock, Report
from jumelage.agenda.routes import RouteModel, has_routes
from jumelage.agenda.satform import suits
from jumelage.agenda.scoring import score
from jumelage.agenda.visits import search_visits

__all__ = ["search"]

WITHOUT_TOURS = ("value", "shortfall")


def search(
    instance: Instance,
    clock: Clock,
    *,
    workers: int,
    seed: int,
    report: Report,
    published: Schedule | None = None,
) -> Outcome:
    """Search for the best schedule; with ``published``, ``moved`` comes after value and shortfall."""
    names = _order(instance.problem.objectives, published is not None)
    if suits(instance) and few_cells(instance):
        return _by_clauses(instance, clock, names, workers=workers, seed=seed, report=report, published=published)
    if published is None and selectable(instance):
        found = by_selection(instance, clock, names, seed=seed, workers=workers, report=report)
        if found is not None:
            return found
    if published is None:
        found = search_visits(instance, clock, seed=seed, report=report)
        if found is not None and (found.schedule is not None or found.proved):
            return found
    if published is None and drivable(instance):
        return by_driving(instance, clock, names, workers=workers, seed=seed, report=report)
    outcome = Outcome()
    model = _model(instance, published)
    proved = True
    for position, name in enumerate(names):
        limit = clock.left * (1.0 if position == len(names) - 1 else 0.6)
        status, bound = _stage(model, name, outcome, limit, workers, seed, _reporter(instance, clock, name, report))
        if status == cp_model.INFEASIBLE and outcome.schedule is None:
            return Outcome(proved=True)
        if outcome.schedule is None:
            return outcome
        if name:
            best = _figure(instance, outcome.schedule, published, name)
            outcome.bounds[name] = _whole(name, bound, best, status)
            model.cp.add(model.objective(name) >= best if name == "value" else model.objective(name) <= best)
        proved = proved and status == cp_model.OPTIMAL
        if clock.left <= 0.05 and position < len(names) - 1:
            proved = False
            break
    outcome.proved = proved
    return outcome


def _by_clauses(
    instance: Instance,
    clock: Clock,
    names: tuple[str, ...],
    *,
    workers: int,
    seed: int,
    report: Report,
    published: Schedule | None,
) -> Outcome:
    """Prove by clauses; without an agenda near the end of the time, take what the model finds."""
    easy = instance.problem.max_break_difference is None
    start = seat_all(instance, clock.left * 0.3, workers, seed) if easy and published is None else None
    first = Clock(clock.limit * 0.95 if start is not None else clock.limit * 0.9, clock.started)
    outcome = prove(instance, first, names=names, report=report, published=published, start=start)
    if outcome.schedule is None and not outcome.proved:
        model = Model.build(instance, tours=not easy)
        _stage(model, "", outcome, clock.left, workers, seed, lambda schedule, bound: None)
        outcome.bounds = dict.fromkeys((name for name in names if name in ("moved", "breaks")), 0)
    return outcome


def _model(instance: Instance, published: Schedule | None) -> Model | RouteModel:
    """Choose the model: routes where they fit and nothing must stay in place, else hour by hour."""
    if published is None and has_routes(instance):
        return RouteModel.build(instance)
    model = Model.build(instance, tours=True)
    if published is not None:
        model.publish(published)
    return model


def _order(objectives: tuple[str, ...], repairing: bool) -> tuple[str, ...]:
    if not repairing:
        return objectives or ("",)
    first = tuple(name for name in objectives if name in WITHOUT_TOURS)
    return (*first, "moved", *(name for name in objectives if name not in WITHOUT_TOURS))


def _figure(instance: Instance, schedule: Schedule, published: Schedule | None, name: str) -> int:
    if name != "moved":
        return score(instance, schedule)[name]
    held = published or {}
    return sum(number in held and held[number][:2] != place[:2] for number, place in schedule.items())


def _whole(name: str, bound: float, best: int, status: Any) -> int:
    if status == cp_model.OPTIMAL:
        return best
    return int(bound + 1e-6) if name == "value" else max(0, -int(-bound + 1e-6))


def _reporter(instance: Instance, clock: Clock, name: str, report: Report) -> Callable[[Schedule, float], None]:
    def tell(schedule: Schedule, bound: float) -> None:
        report(clock.progress(name, score(instance, schedule).get(name), int(bound)))

    return tell


class _Improvements(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model | RouteModel, outcome: Outcome, tell: Callable[[Schedule, float], None]) -> None:
        super().__init__()
        self.model, self.outcome, self.tell = model, outcome, tell

    def on_solution_callback(self) -> None:
        self.outcome.schedule = self.model.schedule(self)
        self.tell(self.outcome.schedule, self.best_objective_bound)


def _stage(
    model: Model | RouteModel,
    name: str,
    outcome: Outcome,
    limit: float,
    workers: int,
    seed: int,
    tell: Callable[[Schedule, float], None],
) -> tuple[Any, float]:
    if name == "value":
        model.cp.maximize(model.objective(name))
    elif name:
        model.cp.minimize(model.objective(name))
    if outcome.schedule is not None:
        model.hint(outcome.schedule)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, limit)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.interleave_search = workers > 1
    status = solver.solve(model.cp, _Improvements(model, outcome, tell))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        outcome.schedule = model.schedule(solver)
    return status, solver.best_objective_bound
