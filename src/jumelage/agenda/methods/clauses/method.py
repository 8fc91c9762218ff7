"""Agendas in which nobody travels and everything is placed: breaks and moves proved by clauses.

Value, shortfall and travel are the same for all of them. What is left is minimised by satisfiability
(:mod:`jumelage.agenda.methods.clauses.minimum`), while neighbourhoods improve the incumbent in the waiting time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from jumelage.agenda.methods.clauses.minimum import Contender, Minimum, minimise
from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.objectives import BREAKS, DISPLACED, MOVED, SHORTFALL, TRAVEL, VALUE, Objective
from jumelage.agenda.model.progress import Clock

if TYPE_CHECKING:
    from jumelage.agenda.methods.local_search import LocalSearch

__all__ = ["CONTENDERS", "Clauses", "few_starts", "fits_clauses", "prove"]

CONTENDERS = ((True, "kissat404"), (False, "cadical195"))
"""The forms (blocks or slots) and solvers that race; the last form also finds the cores."""
FEW_STARTS = 15_000
"""Possible starts up to which clauses can be written, and a model of all that was asked solved."""
PAUSE = 0.01
WARM_SECONDS = 1.5
"""Seconds at most for a better agenda before the proof begins, whatever the time limit."""
WARM_PATIENCE = 15
"""Neighbourhoods without gain after which the proof begins."""

SAME = frozenset({VALUE, SHORTFALL, TRAVEL})
"""Objectives that have one figure for every agenda of these instances."""
SOUGHT = frozenset({MOVED, BREAKS})


def few_starts(instance: Instance) -> bool:
    """Tell whether all possible starts can be written down, as clauses or in one model."""
    return sum(len(task.all_starts) for task in instance.tasks) <= FEW_STARTS


def fits_clauses(instance: Instance) -> bool:
    """Tell whether the clauses say all of an instance: no travel, no choice of site or attendees, everything placed."""
    return not instance.travelling and all(
        task.required and len(task.attendees) == 1 and len(task.sites) == 1 for task in instance.tasks
    )


class Clauses:
    """Satisfiability, for events on one site in which every meeting takes place."""

    supports = SAME | SOUGHT | {DISPLACED}

    def applies(self, run: Run) -> bool:
        """Tell whether the clauses say all, and are not too many; in a repair, whether sites are what they were."""
        tasks = run.instance.tasks
        same_site = all((site,) == tasks[number].sites for number, (_, site, _) in (run.published or {}).items())
        return same_site and fits_clauses(run.instance) and few_starts(run.instance)

    def solve(self, run: Run) -> Outcome:
        """Prove by clauses; without an agenda near the end of the time the rest is handed on."""
        start = None
        if run.instance.problem.max_break_difference is None and run.published is None:
            start = _first(run)
        return prove(replace(run, clock=run.clock.part(0.95 if start is not None else 0.9)), start)


def _first(run: Run) -> Schedule | None:
    """Seat everything, breaks aside, then reduce them for a while."""
    from jumelage.agenda.methods.cp.hours import seat_all
    from jumelage.agenda.methods.local_search import reduce_breaks

    start = seat_all(run.instance, run.within(0.3))
    if start is None or BREAKS not in run.objectives:
        return start
    run.tell(BREAKS, start, 0)
    part = run.within(min(0.2, WARM_SECONDS / max(run.clock.left, WARM_SECONDS)))
    return reduce_breaks(part, start, 0, lambda better: run.tell(BREAKS, better, 0), patience=WARM_PATIENCE)


def prove(run: Run, start: Schedule | None = None) -> Outcome:
    """Minimise what is sought in the order of the run's objectives; the others are what they are.

    ``start`` is a schedule that is known to hold.
    """
    outcome = Outcome(schedule=start)
    sought = [objective for objective in run.objectives if objective in SOUGHT]
    contenders = [Contender(run.instance, blocks, solver, run.published or {}) for blocks, solver in CONTENDERS]
    value = 0
    for objective in (*sought,) or (None,):
        contenders = [contender.after(value, objective) for contender in contenders]
        best = outcome.schedule
        known = None if best is None else _figure(run, objective, best)
        improve = _improver(run) if objective == BREAKS and run.published is None else None
        found = minimise(contenders, run.clock, _teller(run, objective), Minimum(best, known, 0), improve)
        if found.schedule is None:
            return Outcome(impossible=found.bound is None)
        outcome.schedule, value = found.schedule, found.value or 0
        if objective is not None:
            outcome.bounds[objective] = value if found.bound is None else min(value, found.bound)
    if outcome.schedule is not None:
        figures = run.figures(outcome.schedule)
        outcome.bounds |= {objective: figures[objective] for objective in figures if objective in SAME}
        if MOVED in outcome.bounds:  # who moves on one site is displaced by two each time
            outcome.bounds[DISPLACED] = 2 * outcome.bounds[MOVED]
    return outcome


def _figure(run: Run, objective: Objective | None, schedule: Schedule) -> int:
    return 0 if objective is None else objective.score(run.instance, schedule)


def _improver(run: Run) -> Callable[[Minimum, float], bool]:
    """Improve breaks by neighbourhoods, once half of the time is gone: until then the processors are for proofs."""
    searches: list[LocalSearch] = []
    clock: Clock = run.clock

    def improve(best: Minimum, limit: float) -> bool:
        if best.schedule is None or best.value is None or clock.left > clock.limit / 2:
            time.sleep(PAUSE)
            return False
        if not searches or searches[0].total > best.value:
            from jumelage.agenda.methods.local_search import LocalSearch

            searches[:] = [LocalSearch(run.instance, best.schedule, 0)]
        searches[0].step(limit)
        if searches[0].total < best.value:
            best.schedule, best.value = searches[0].schedule, searches[0].total
            return True
        return False

    return improve


def _teller(run: Run, objective: Objective | None) -> Callable[[Minimum], None]:
    return lambda best: run.tell(objective, best.schedule, best.bound)
