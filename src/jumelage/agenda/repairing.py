"""Repair: keep what a published agenda promised, move as little as the change allows, then improve."""

from __future__ import annotations

from dataclasses import asdict, replace

from jumelage.agenda.explain.moves import moves
from jumelage.agenda.model.instance import Instance, Schedule, compile_problem
from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.result import Agenda
from jumelage.agenda.model.scoring import score
from jumelage.agenda.solving import agenda_of

__all__ = ["repair"]


def repair(
    problem: Problem,
    published: Agenda,
    *,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Report | None = None,
    curve: bool = False,
) -> Agenda:
    """Change a published agenda as little as a changed problem needs.

    Parameters
    ----------
    problem
        The problem as it is now.
    published
        The agenda that people hold. Meetings that no longer exist are forgotten.
    time_limit, workers, seed, progress
        As for :func:`jumelage.agenda.solve`.
    curve
        Trace how more moves would buy fewer breaks (``extra["trade_off"]``), in the last third of the time.

    Returns
    -------
    Agenda
        Best in value, then shortfall, then fewest meetings moved (slot or site), then the problem's other
        objectives. ``moved`` names the moved ones; ``extra["moves"]`` says from where, to where, for whom and why.
    """
    clock = Clock.start(time_limit)
    from jumelage.agenda.explain.trade_off import Point, trade_off
    from jumelage.agenda.methods.search import search

    clock = clock.at_least(1.0)  # loading the solvers must not take all of a short time
    problem = Problem.from_document(problem.to_document())
    instance = compile_problem(problem)
    before = _published(instance, published)
    first = Clock(time_limit * 2 / 3, clock.started) if curve else clock
    outcome = search(
        instance, first, workers=workers, seed=seed, report=progress or (lambda line: None), published=before
    )
    tables = {m.id: m.table for m in published.meetings if m.table}
    kept = {number: tables[problem.meetings[number].id] for number in before if problem.meetings[number].id in tables}
    agenda = _with_moves(problem, agenda_of(instance, outcome, clock, kept), published)
    if not curve or outcome.schedule is None:
        return agenda
    least = Point(len(agenda.moved or ()), score(instance, outcome.schedule)["breaks"], agenda.status == "optimal")
    points = trade_off(instance, before, outcome.schedule, least, clock)
    return replace(
        agenda, extra={**agenda.extra, "trade_off": [asdict(point) for point in points]}, seconds=clock.elapsed
    )


def _published(instance: Instance, published: Agenda) -> Schedule:
    numbers = {meeting.id: number for number, meeting in enumerate(instance.problem.meetings)}
    sites = {site.id: number for number, site in enumerate(instance.problem.sites)}
    return {numbers[m.id]: (m.slot, sites.get(m.site, -1), 0) for m in published.meetings if m.id in numbers}


def _with_moves(problem: Problem, agenda: Agenda, published: Agenda) -> Agenda:
    if not agenda.exists:
        return replace(agenda, moved=())
    held = {m.id: (m.slot, m.site) for m in published.meetings}
    moved = tuple(m.id for m in agenda.meetings if m.id in held and held[m.id] != (m.slot, m.site))
    return replace(agenda, moved=moved, extra={"moves": moves(problem, published, agenda)})
