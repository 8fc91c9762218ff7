"""Solve a problem: the best agenda for its objectives in their order, each with a proved bound."""

from __future__ import annotations

from jumelage.agenda.explain.conflict import why_infeasible
from jumelage.agenda.explain.dropped import why_dropped
from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.model.instance import Instance, Schedule, compile_problem
from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.result import Agenda, Dropped, Placement
from jumelage.agenda.model.scoring import score
from jumelage.agenda.model.tables import seat

__all__ = ["agenda_of", "solve"]


def solve(
    problem: Problem,
    *,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Report | None = None,
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
        Called with each improvement, from the solving thread.

    Returns
    -------
    Agenda
        ``status`` is ``optimal`` when every objective is proved, ``feasible`` when not, ``infeasible`` with a
        conflict in ``why`` when there is none, ``unknown`` when none was found in time.

    Raises
    ------
    InputError
        When the problem is not coherent (see :meth:`Problem.from_document`).
    """
    clock = Clock.start(time_limit)
    from jumelage.agenda.methods.search import search

    clock = clock.at_least(1.0)  # loading the solvers must not take all of a short time
    problem = Problem.from_document(problem.to_document())
    instance = compile_problem(problem)
    outcome = search(instance, clock, workers=workers, seed=seed, report=progress or (lambda line: None))
    return agenda_of(instance, outcome, clock)


def agenda_of(instance: Instance, outcome: Outcome, clock: Clock, kept: dict[int, int] | None = None) -> Agenda:
    """Say an outcome by name, with the reason of what is not there."""
    if outcome.schedule is None:
        if not outcome.proved:
            return Agenda(status="unknown", seconds=clock.elapsed)
        return Agenda(status="infeasible", why=why_infeasible(instance, clock), seconds=clock.elapsed)
    schedule = outcome.schedule
    figures = score(instance, schedule)
    reasons = why_dropped(instance, schedule)
    return Agenda(
        status="optimal" if outcome.proved else "feasible",
        objective={name: figures[name] for name in instance.problem.objectives},
        bound={name: outcome.bounds.get(name) for name in instance.problem.objectives},
        meetings=_placements(instance, schedule, kept),
        dropped=tuple(Dropped(instance.problem.meetings[number].id, why) for number, why in reasons.items()),
        seconds=clock.elapsed,
    )


def _placements(instance: Instance, schedule: Schedule, kept: dict[int, int] | None) -> tuple[Placement, ...]:
    tables = seat(instance, schedule, kept)
    problem = instance.problem
    placements = []
    for number in sorted(schedule):
        slot, site, crew = schedule[number]
        task = instance.tasks[number]
        people = tuple(problem.people[p].id for p in task.crews[crew]) if len(task.crews) > 1 else ()
        if problem.meetings[number].any_of and not people:
            people = tuple(problem.people[p].id for p in task.crews[crew])
        placements.append(Placement(problem.meetings[number].id, slot, problem.sites[site].id, tables[number], people))
    return tuple(placements)
