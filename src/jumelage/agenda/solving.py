"""Solve a problem: the best agenda for its objectives in their order, each with a proved bound."""

from __future__ import annotations

from jumelage.agenda.explain.conflict import why_infeasible
from jumelage.agenda.explain.dropped import why_dropped
from jumelage.agenda.format.validation import validate
from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.methods.watch import search_in_time
from jumelage.agenda.model.instance import Instance, Schedule, compile_problem
from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Clock, Report, silent
from jumelage.agenda.model.result import Agenda, Dropped, Placement
from jumelage.agenda.model.tables import seat

__all__ = ["agenda_of", "solve"]


def solve(
    problem: Problem,
    *,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Report = silent,
) -> Agenda:
    """Find the best agenda of a problem.

    Parameters
    ----------
    problem
        What must be respected and what matters, in order.
    time_limit
        Seconds; the best agenda found by then is returned with the bounds proved by then.
    workers
        Threads.
    seed
        Same problem, seed and workers, and enough time: same agenda.
    progress
        Called with each improvement, from the calling thread.

    Returns
    -------
    Agenda
        ``status`` is ``optimal`` when every objective is proved, ``feasible`` when not, ``infeasible`` with a
        conflict in ``why`` when there is none, ``unknown`` when none was found in time. Interrupted (Ctrl-C), the
        search ends at once and the best agenda found is returned.

    Raises
    ------
    InputError
        When the problem is not coherent (:func:`jumelage.agenda.format.validation.validate`).
    """
    clock = Clock.start(time_limit)
    validate(problem)
    instance = compile_problem(problem)
    run = Run.of(instance, clock, workers=workers, seed=seed, report=progress)
    return agenda_of(run, search_in_time(run))


def agenda_of(run: Run, outcome: Outcome, kept: dict[int, int] | None = None) -> Agenda:
    """Name what was found, with the reason of what is not there; ``kept`` are tables that should stay."""
    instance, clock, schedule = run.instance, run.clock, outcome.schedule
    if schedule is None:
        if not outcome.impossible:
            return Agenda(status="unknown", seconds=clock.elapsed)
        return Agenda(status="infeasible", why=why_infeasible(instance, clock), seconds=clock.elapsed)
    figures = run.figures(schedule)
    own = [objective for objective in run.objectives if objective.name in instance.problem.objectives]
    reasons = why_dropped(instance, schedule)
    return Agenda(
        status="optimal" if outcome.proves(figures) else "feasible",
        objective={objective.name: figures[objective] for objective in own},
        bound={objective.name: outcome.bounds.get(objective) for objective in own},
        meetings=_placements(instance, schedule, kept),
        dropped=tuple(Dropped(instance.problem.meetings[number].id, why) for number, why in reasons.items()),
        seconds=clock.elapsed,
    )


def _placements(instance: Instance, schedule: Schedule, kept: dict[int, int] | None) -> tuple[Placement, ...]:
    tables = seat(instance, schedule, kept)
    problem = instance.problem
    placements = []
    for number in sorted(schedule):
        slot, site, attending = schedule[number]
        meeting, people = problem.meetings[number], instance.tasks[number].attendees[attending]
        came = tuple(problem.people[p].id for p in people) if meeting.any_of else ()
        placements.append(Placement(meeting.id, slot, problem.sites[site].id, tables[number], came))
    return tuple(placements)
