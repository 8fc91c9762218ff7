"""Missions whose people drive: value and shortfall hour by hour under the outings' bound, then the roads.

While value or shortfall is sought, legs do not matter: it is enough that who is at one site is not too soon at
another. Travel and breaks are then improved on the routes of what was chosen, and proved where the mission is small.
"""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.agenda.methods.cp.hours import Model
from jumelage.agenda.methods.cp.routes import RouteModel, has_routes
from jumelage.agenda.methods.cp.stages import Stage, hold, run
from jumelage.agenda.methods.driving.bound import outlook
from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.model.instance import Instance, Schedule, restrict
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.scoring import score

__all__ = ["by_driving", "drivable"]

FIRST = ("value", "shortfall")


def drivable(instance: Instance) -> bool:
    """Tell whether value or shortfall come first and can be sought without legs."""
    order = instance.problem.objectives
    return (
        bool(instance.travelling)
        and instance.problem.max_break_difference is None
        and bool(order)
        and order[0] in FIRST
        and all(len(task.crews) == 1 and len(task.sites) <= 1 for task in instance.tasks)
    )


@dataclass
class _Search:
    instance: Instance
    clock: Clock
    workers: int
    seed: int
    report: Report
    outcome: Outcome

    def stage(self, model: Model | RouteModel, name: str, share: float, bound: int | None = None) -> bool:
        """Run one objective and keep what it reached; tell whether it is proved."""
        stage = Stage(name, max(0.02, self.clock.left * share), self.workers, self.seed, bound)

        def tell(schedule: Schedule, proved: int | None) -> None:
            figure = score(self.instance, schedule)[name]
            self.report(self.clock.progress(name, figure, bound if proved is None else proved))

        answer = run(model, stage, self.outcome.schedule, tell)
        if answer.schedule is not None:
            self.outcome.schedule = answer.schedule
        if self.outcome.schedule is None:
            self.outcome.proved = answer.impossible
            return False
        best = score(self.instance, self.outcome.schedule)[name]
        self.outcome.bounds[name] = answer.bound if answer.bound is not None else (bound or 0)
        hold(model, name, best)
        return self.outcome.bounds[name] == best


def by_driving(
    instance: Instance, clock: Clock, names: tuple[str, ...], *, workers: int, seed: int, report: Report
) -> Outcome:
    """Solve a mission objective by objective."""
    bounds = outlook(instance, clock)
    search = _Search(instance, clock, workers, seed, report, Outcome())
    model = Model.build(instance, tours=False)
    first = [
        name for name, follow in zip(names, range(len(names)), strict=True) if set(names[: follow + 1]) <= set(FIRST)
    ]
    proved = True
    for position, name in enumerate(first):
        share = (0.85 if len(names) > len(first) else 1.0) if position == len(first) - 1 else 0.85
        proved = search.stage(model, name, share if position == 0 else 0.5, bounds.get(name)) and proved
        if search.outcome.schedule is None:
            return search.outcome
    rest = names[len(first) :]
    if rest:
        proved = _roads(search, tuple(first), rest, proved) and proved
    search.outcome.proved = proved
    return search.outcome


def _roads(search: _Search, first: tuple[str, ...], rest: tuple[str, ...], proved: bool) -> bool:
    """Improve what depends on legs: over every choice of meetings in small missions, else over the chosen ones."""
    instance, outcome = search.instance, search.outcome
    if search.clock.left < 0.2 or outcome.schedule is None:
        return False
    if has_routes(instance):
        model = RouteModel.build(instance)
        reached = score(instance, outcome.schedule)
        for name in first:
            hold(model, name, reached[name])
        results = [search.stage(model, name, _share(rest, n)) for n, name in enumerate(rest)]
        return all(results)
    chosen = sorted(outcome.schedule)
    part = _Search(
        restrict(instance, frozenset(chosen)), search.clock, search.workers, search.seed, search.report, Outcome()
    )
    part.outcome.schedule = {n: outcome.schedule[number] for n, number in enumerate(chosen)}
    small = RouteModel.build(part.instance)
    for n, name in enumerate(rest):
        if search.clock.left > 0.2:
            part.stage(small, name, _share(rest, n))
    outcome.schedule = {chosen[n]: place for n, place in (part.outcome.schedule or {}).items()}
    outcome.bounds |= dict.fromkeys(rest, 0)
    figures = score(instance, outcome.schedule)
    return all(outcome.bounds[name] == figures[name] for name in rest)


def _share(rest: tuple[str, ...], position: int) -> float:
    return 1.0 if position == len(rest) - 1 else 0.6
