"""Visits with travel: the best agenda over every frame, each bounded by its linear model.

A delegation's common tasks are few; every way of placing them is a frame. Within a frame the windows are short enough
to list their routes, and the linear model over routes is almost always whole: so the frames are searched best bound
first, and most are ruled out by their bound alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.search import Candidate, FrameSearch
from jumelage.agenda.methods.visits.shared_tasks import Frame, diaries_of, frames_of, hubs_of
from jumelage.agenda.methods.visits.windows import Routes, TooManyRoutesError, Window, routes_of, windows_of
from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.progress import Clock, Report

__all__ = ["candidates_of", "search_visits"]

MOST_STOPS = 1_500_000
PREPARING = 0.3
"""Of the time limit, what listing routes may take."""


def search_visits(instance: Instance, clock: Clock, *, seed: int, report: Report) -> Outcome | None:
    """Search frame by frame; None where the problem is not of this kind, or has too many frames or routes.

    With enough time to prove every objective, nothing is left to chance; the seed orders improvements before that.
    """
    simple = all(len(task.crews) == 1 and len(task.sites) == 1 for task in instance.tasks)
    if not simple or not instance.travelling or instance.problem.max_break_difference is not None:
        return None
    diaries = diaries_of(instance)
    hubs = hubs_of(instance, diaries)
    frames = frames_of(instance, hubs)
    if frames is None:
        return None
    resources = Resources(instance, diaries, frozenset(hubs))
    try:
        candidates, complete = candidates_of(instance, resources, frames, clock)
    except TooManyRoutesError:
        return None
    return FrameSearch(instance, clock, report, resources, candidates, complete, seed).run()


def candidates_of(
    instance: Instance, resources: Resources, frames: Sequence[Frame], clock: Clock
) -> tuple[list[Candidate], bool]:
    """Give each frame the routes of its windows, and tell whether there was time for all of them.

    A frame in which a window has no route is impossible.
    """
    loose = _loose(instance, resources)
    known: dict[Window, Routes] = {}
    stops = 0
    candidates: list[Candidate] = []
    for frame in frames:
        windows = [w for n, d in enumerate(resources.diaries) if d.travels for w in windows_of(instance, n, d, frame)]
        for window in windows:
            if clock.elapsed > PREPARING * clock.limit:
                if candidates:
                    return candidates, False
                raise TooManyRoutesError
            if window not in known:
                diary = resources.diaries[window.diary]
                known[window] = routes_of(instance, diary, resources.hubs, window, resources.index)
                stops += len(known[window].stops)
                if stops > MOST_STOPS:
                    raise TooManyRoutesError
        if all(known[window].travel.size for window in windows):
            owners = [window.diary for window in windows] + [-1] * len(loose)
            candidates.append(Candidate(frame, [*(known[window] for window in windows), *loose], owners))
    return candidates, True


def _loose(instance: Instance, resources: Resources) -> list[Routes]:
    """A meeting between people who all stay put is a window of its own: not held, or at one of its starts."""
    driven = {number for diary in resources.diaries if diary.travels for number in diary.tasks}
    return [
        Routes.of([((), 0, 0), *(((resources.index[task.number, start],), 0, 0) for start in task.starts[0])])
        for task in instance.tasks
        if task.number not in driven and task.number not in resources.hubs
    ]
