"""Visits with travel: the best agenda over every placement, each bounded by its linear model.

A delegation's common tasks are few; every way of placing them is a placement. Within a placement the windows are short enough
to list their routes, and the linear model over routes is almost always whole: so the placements are searched best bound
first, and most are ruled out by their bound alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.search import Candidate, VisitSearch
from jumelage.agenda.methods.visits.shared_tasks import SharedHours, parties_of, shared_hours_of, shared_tasks_of
from jumelage.agenda.methods.visits.windows import Routes, TooManyRoutesError, Window, routes_of, windows_of
from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE
from jumelage.agenda.model.progress import Clock

__all__ = ["Visits", "candidates_of"]

MOST_STOPS = 1_500_000
PREPARING = 0.3
"""Of the time limit, what listing routes may take."""


class Visits:
    """Linear programming over routes, for missions of visits whose shared tasks can be placed in few ways."""

    supports = frozenset({VALUE, SHORTFALL, BREAKS, TRAVEL})

    def applies(self, run: Run) -> bool:
        """Tell whether people travel and each meeting has one site and group of attendees."""
        instance = run.instance
        return (
            run.published is None
            and bool(instance.travelling)
            and all(len(task.attendees) == 1 and len(task.sites) == 1 for task in instance.tasks)
            and instance.problem.max_break_difference is None
        )

    def solve(self, run: Run) -> Outcome | None:
        """Search placement by placement; None where there are too many placements or routes.

        With enough time to prove every objective, nothing is left to chance; the seed orders improvements before that.
        """
        parties = parties_of(run.instance)
        shared_tasks = shared_tasks_of(run.instance, parties)
        placements = shared_hours_of(run.instance, shared_tasks)
        if placements is None:
            return None
        resources = Resources(run.instance, parties, frozenset(shared_tasks))
        try:
            candidates, complete = candidates_of(run.instance, resources, placements, run.clock)
        except TooManyRoutesError:
            return None
        return VisitSearch(run, resources, candidates, complete).search()


def candidates_of(
    instance: Instance, resources: Resources, placements: Sequence[SharedHours], clock: Clock
) -> tuple[list[Candidate], bool]:
    """Give each placement the routes of its windows, and tell whether there was time for all of them.

    A placement in which a window has no route is impossible.
    """
    loose = _loose(instance, resources)
    known: dict[Window, Routes] = {}
    stops = 0
    candidates: list[Candidate] = []
    for fixed in placements:
        windows = [w for n, d in enumerate(resources.parties) if d.travels for w in windows_of(instance, n, d, fixed)]
        for window in windows:
            if clock.elapsed > PREPARING * clock.limit:
                if candidates:
                    return candidates, False
                raise TooManyRoutesError
            if window not in known:
                party = resources.parties[window.party]
                known[window] = routes_of(instance, party, resources.shared_tasks, window, resources.index)
                stops += len(known[window].stops)
                if stops > MOST_STOPS:
                    raise TooManyRoutesError
        if all(known[window].travel.size for window in windows):
            owners = [window.party for window in windows] + [-1] * len(loose)
            candidates.append(Candidate(fixed, [*(known[window] for window in windows), *loose], owners))
    return candidates, True


def _loose(instance: Instance, resources: Resources) -> list[Routes]:
    """A meeting between people who all stay put is a window of its own: not held, or at one of its starts."""
    driven = {number for party in resources.parties if party.travels for number in party.tasks}
    return [
        Routes.of([((), 0, 0), *(((resources.index[task.number, start],), 0, 0) for start in task.starts[0])])
        for task in instance.tasks
        if task.number not in driven and task.number not in resources.shared_tasks
    ]
