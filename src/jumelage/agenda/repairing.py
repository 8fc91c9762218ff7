"""Repair: keep what a published agenda promised, move as little as the change allows, then improve."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace

from jumelage.agenda.explain.moves import moves
from jumelage.agenda.format.validation import validate
from jumelage.agenda.methods.run import Run
from jumelage.agenda.methods.watch import search_in_time
from jumelage.agenda.model.instance import Instance, Schedule, compile_problem
from jumelage.agenda.model.objectives import BREAKS
from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Clock, Report, silent
from jumelage.agenda.model.result import Agenda
from jumelage.agenda.solving import agenda_of
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["repair"]


def repair(
    problem: Problem,
    published: Agenda,
    *,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Report = silent,
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
        objectives; among equals same hours are kept before same sites, these before same half-days. ``moved`` names the moved ones; ``extra["moves"]`` gives for each what changed, for whom and why.
    """
    clock = Clock.start(time_limit)
    validate(problem)
    _refuse_twice(published)
    instance = compile_problem(problem)
    before = _published(instance, published)
    run = Run.of(instance, clock, workers=workers, seed=seed, report=progress, published=before)
    outcome = search_in_time(run.within(2 / 3) if curve else run)
    tables = {m.id: m.table for m in published.meetings if m.table}
    kept = {number: tables[problem.meetings[number].id] for number in before if problem.meetings[number].id in tables}
    agenda = _with_moves(problem, agenda_of(run, outcome, kept), published)
    if not curve or outcome.schedule is None:
        return agenda
    from jumelage.agenda.explain.trade_off import Point, trade_off

    breaks = BREAKS.score(instance, outcome.schedule)
    points = trade_off(run, outcome.schedule, Point(len(agenda.moved or ()), breaks, agenda.status == "optimal"))
    return replace(
        agenda, extra={**agenda.extra, "trade_off": [asdict(point) for point in points]}, seconds=clock.elapsed
    )


def _refuse_twice(published: Agenda) -> None:
    """Refuse what the check refuses of any agenda: a meeting that is there twice."""
    times = Counter([placement.id for placement in published.meetings] + [dropped.id for dropped in published.dropped])
    twice = [name for name, count in times.items() if count > 1]
    if twice:
        names = ", ".join(twice)
        raise InputError.at(
            f"agenda, meetings ({names})",
            Bilingual(fr=f"« {names} » y est deux fois.", en=f"“{names}” is there twice."),
            Bilingual(fr="Gardez la place qui a été publiée.", en="Keep the place that was published."),
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
