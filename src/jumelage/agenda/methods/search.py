"""The order in which methods are tried: each takes the problems that it fits, and hands on what it leaves open."""

from __future__ import annotations

from dataclasses import replace

from jumelage.agenda.methods.clauses.method import Clauses
from jumelage.agenda.methods.cp.methods import Hours, Routes
from jumelage.agenda.methods.driving.method import Tours
from jumelage.agenda.methods.run import Method, Outcome, Run
from jumelage.agenda.methods.seating import Place, Seat
from jumelage.agenda.methods.selection.method import Choice
from jumelage.agenda.methods.visits.method import Visits
from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.objectives import Objective

__all__ = ["METHODS", "search"]

METHODS: tuple[Method, ...] = (Place(), Clauses(), Seat(), Choice(), Visits(), Tours(), Routes(), Hours())

STARTS_A_SECOND = 12_000
"""Possible starts that a second can write into a model; above, there is time for placing only."""
ENOUGH = 0.05
"""Seconds below which no more search begins."""


def search(run: Run) -> Outcome:
    """Search with one method after the other until everything is proved or the time is over.

    Each starts from the incumbent and from what is proved before it. An objective that the general method does not
    know is left out of the search, and so never called proved.
    """
    searched = tuple(objective for objective in run.objectives if objective in METHODS[-1].supports)
    run = replace(run, objectives=searched)
    bounds = {objective: _plain_bound(run.instance, objective) for objective in searched}
    if not run.instance.tasks:
        return Outcome({}, run.figures({}))
    for method in METHODS:
        if not method.supports.issuperset(searched) or not method.applies(run):
            continue
        found = method.solve(replace(run, proved=_proved(run, bounds))) or Outcome()
        if found.impossible:
            return found
        for objective in searched:
            bounds[objective] = max(
                bounds[objective], found.bounds.get(objective, bounds[objective]), key=objective.cost
            )
        if found.schedule is not None:
            first = searched[0] if searched else None
            run.tell(first, found.schedule, None if first is None else bounds[first])
        if len(_proved(run, bounds)) == len(searched) and run.incumbent.schedule is not None:
            break
        if run.clock.left <= ENOUGH or (run.incumbent.schedule is not None and _too_large(run)):
            break
    return Outcome(run.incumbent.schedule, bounds)


def _plain_bound(instance: Instance, objective: Objective) -> int:
    return sum(task.value for task in instance.tasks) if objective.maximise else 0


def _proved(run: Run, bounds: dict[Objective, int]) -> dict[Objective, int]:
    """Give the first objectives whose best figures are known for sure."""
    proved: dict[Objective, int] = {}
    if run.incumbent.schedule is not None:
        for objective in run.objectives:
            figure = objective.score(run.instance, run.incumbent.schedule)
            if bounds[objective] != figure:
                break
            proved[objective] = figure
    return proved


def _too_large(run: Run) -> bool:
    """Tell whether writing a model would take more than the time there is."""
    tasks = run.instance.tasks
    starts = sum(len(task.all_starts) * max(1, len(task.sites)) * len(task.attendees) for task in tasks)
    return starts > STARTS_A_SECOND * max(1.0, run.clock.left)
