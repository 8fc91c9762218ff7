"""Missions whose people travel: value and shortfall hour by hour under the bound of the tours, then the routes.

While value or shortfall is sought, legs do not matter: it is enough that who is at one site is not too soon at
another. Travel and breaks are then improved on the routes of what was chosen, and proved where the mission is small.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.instance import Schedule, restrict
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE, Objective

if TYPE_CHECKING:
    from jumelage.agenda.methods.cp.stages import CpAgenda

__all__ = ["Tours"]

FIRST = frozenset({VALUE, SHORTFALL})
ENOUGH = 0.2
"""Seconds below which routes are not begun."""


class Tours:
    """Models by hours and by routes under the bound of the tours that a day can hold."""

    supports = frozenset({VALUE, SHORTFALL, BREAKS, TRAVEL})

    def applies(self, run: Run) -> bool:
        """Tell whether value or shortfall come first and can be sought without legs."""
        instance = run.instance
        return (
            run.published is None
            and bool(instance.travelling)
            and instance.problem.max_break_difference is None
            and bool(run.objectives)
            and run.objectives[0] in FIRST
            and all(len(task.attendees) == 1 and len(task.sites) <= 1 for task in instance.tasks)
        )

    def solve(self, run: Run) -> Outcome:
        """Solve a mission objective by objective."""
        from jumelage.agenda.methods.cp.hours import HourModel
        from jumelage.agenda.methods.driving.bound import first_bound

        bounds = first_bound(run)
        search, model = (
            _Search(run, run, outcome=Outcome(run.incumbent.schedule)),
            HourModel.build(run.instance, tours=False),
        )
        count = next((n for n, o in enumerate(run.objectives) if o not in FIRST), len(run.objectives))
        first, rest = run.objectives[:count], run.objectives[count:]
        for position, objective in enumerate(first):
            share = 1.0 if position == len(first) - 1 and not rest else (0.85 if position == 0 else 0.5)
            search.stage(model, objective, share, bounds.get(objective))
            if search.outcome.schedule is None:
                return search.outcome
        if rest:
            _routes(search, first, rest)
        return search.outcome


@dataclass
class _Search:
    """Stages of a run; of a part of it, whose tasks have ``numbers`` in the whole run."""

    run: Run
    whole_run: Run
    numbers: list[int] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)

    def stage(self, model: CpAgenda, objective: Objective, share: float, bound: int | None = None) -> None:
        """Optimise one objective and keep what it reached."""
        from jumelage.agenda.methods.cp.stages import Stage, hold, optimise

        run, outcome = self.run, self.outcome

        def tell(schedule: Schedule, proved: int | None) -> None:
            whole = {self.numbers[n]: place for n, place in schedule.items()} if self.numbers else schedule
            self.whole_run.tell(objective, whole, bound if proved is None else proved)

        stage = Stage(objective, run, run.clock.left * share, bound)
        answer = optimise(model, stage, outcome.schedule, tell)
        if answer.schedule is not None:
            outcome.schedule = answer.schedule
        if outcome.schedule is None:
            outcome.impossible = answer.impossible
            return
        proved = bound if answer.bound is None else answer.bound
        if proved is not None:
            outcome.bounds[objective] = proved
        hold(model, objective, objective.score(run.instance, outcome.schedule))


def _routes(search: _Search, first: tuple[Objective, ...], rest: tuple[Objective, ...]) -> None:
    """Improve what depends on legs: over every choice of meetings in small missions, else over the chosen ones."""
    from jumelage.agenda.methods.cp.routes import RouteModel, has_routes
    from jumelage.agenda.methods.cp.stages import hold

    run, outcome = search.run, search.outcome
    if run.clock.left < ENOUGH or outcome.schedule is None:
        return
    if has_routes(run.instance):
        model = RouteModel.build(run.instance)
        for objective in first:
            hold(model, objective, objective.score(run.instance, outcome.schedule))
        for n, objective in enumerate(rest):
            search.stage(model, objective, _share(rest, n))
        return
    chosen = sorted(outcome.schedule)
    part = _Search(replace(run, instance=restrict(run.instance, frozenset(chosen))), run, chosen)
    part.outcome.schedule = {n: outcome.schedule[number] for n, number in enumerate(chosen)}
    small = RouteModel.build(part.run.instance)
    for n, objective in enumerate(rest):
        if run.clock.left > ENOUGH:
            part.stage(small, objective, _share(rest, n))
    outcome.schedule = {chosen[n]: place for n, place in (part.outcome.schedule or {}).items()}
    outcome.bounds |= dict.fromkeys(rest, 0)


def _share(rest: tuple[Objective, ...], position: int) -> float:
    return 1.0 if position == len(rest) - 1 else 0.6
