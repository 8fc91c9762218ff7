"""The order in which methods are tried: each takes the problems that it fits, the last takes every one."""

from __future__ import annotations

from dataclasses import replace

from jumelage.agenda.methods.clauses.method import Clauses
from jumelage.agenda.methods.cp.methods import Hours, Routes
from jumelage.agenda.methods.driving.method import Tours
from jumelage.agenda.methods.greedy import Fit
from jumelage.agenda.methods.run import Method, Outcome, Run
from jumelage.agenda.methods.selection.method import Choice
from jumelage.agenda.methods.visits.method import Visits

__all__ = ["METHODS", "search"]

METHODS: tuple[Method, ...] = (Fit(), Clauses(), Choice(), Visits(), Tours(), Routes(), Hours())


def search(run: Run) -> Outcome:
    """Search with the first method that fits; one that finds nothing hands its time on.

    An objective that no general method knows is left out of the search, and so never called proved.
    """
    searched = tuple(objective for objective in run.objectives if objective in METHODS[-1].supports)
    limited = replace(run, objectives=searched)
    if not run.instance.tasks:
        return Outcome({}, limited.figures({}))
    for method in METHODS:
        if method.supports.issuperset(searched) and method.applies(limited):
            found = method.solve(limited)
            if found is not None and (found.schedule is not None or found.impossible):
                return found
    return Outcome()
