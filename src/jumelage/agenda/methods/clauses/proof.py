"""Agendas in which nobody travels and everything is placed: proved by clauses, improved beside.

Value, shortfall and travel are the same for all of them. What is left (meetings moved, breaks) is minimised by
satisfiability (:mod:`jumelage.agenda.methods.clauses.minimum`), while neighbourhoods improve the best agenda in the waiting time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from jumelage.agenda.methods.clauses.minimum import Contender, Minimum, minimise
from jumelage.agenda.methods.local_search import Polisher
from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.scoring import score

__all__ = ["CONTENDERS", "moved", "prove"]

CONTENDERS = ((True, "kissat404"), (False, "cadical195"))
"""The forms (blocks or slots) and solvers that race; the last form also finds the cores."""


PAUSE = 0.01


def moved(schedule: Schedule, published: Schedule) -> int:
    """Count the meetings whose slot or site differs from the published ones."""
    return sum(number in published and published[number][:2] != place[:2] for number, place in schedule.items())


def prove(
    instance: Instance,
    clock: Clock,
    *,
    names: tuple[str, ...],
    report: Report,
    published: Schedule | None = None,
    start: Schedule | None = None,
) -> Outcome:
    """Minimise ``moved`` and ``breaks`` in the order of ``names``; the other figures are what they are.

    ``start`` is a schedule that is known to hold.
    """
    outcome, proved, best, value = Outcome(schedule=start), True, start, 0
    searched = [name for name in names if name in ("moved", "breaks")]
    contenders = [Contender(instance, blocks, solver, published or {}) for blocks, solver in CONTENDERS]
    for name in searched or [""]:
        contenders = [contender.after(value, name) for contender in contenders]
        known = None if best is None else _figure(instance, best, name, published)
        improve = _improver(instance, clock) if name == "breaks" and published is None else None
        found = minimise(contenders, clock, _teller(clock, name, report), Minimum(best, known, 0), improve)
        if found.schedule is None:
            return Outcome(proved=found.bound is None)
        best, value = found.schedule, found.value or 0
        outcome.schedule = best
        if name:
            outcome.bounds[name] = value if found.bound is None else min(value, found.bound)
            proved = proved and outcome.bounds[name] == value
    figures = score(instance, best) if best is not None else {}
    outcome.bounds |= {name: figures[name] for name in names if name not in searched and name in figures}
    outcome.proved = proved
    return outcome


def _figure(instance: Instance, schedule: Schedule, name: str, published: Schedule | None) -> int:
    if name == "moved":
        return moved(schedule, published or {})
    return score(instance, schedule)[name] if name else 0


def _improver(instance: Instance, clock: Clock) -> Callable[[Minimum, float], bool]:
    """Better the breaks by neighbourhoods, once half of the time is gone: until then the processors are for proofs."""
    polisher: list[Polisher] = []

    def pause() -> bool:
        time.sleep(PAUSE)
        return False

    def improve(best: Minimum, limit: float) -> bool:
        if best.schedule is None or best.value is None or clock.left > clock.limit / 2:
            return pause()
        if not polisher or polisher[0].total > best.value:
            polisher[:] = [Polisher(instance, best.schedule, 0)]
        polisher[0].step(limit)
        if polisher[0].total < best.value:
            best.schedule, best.value = polisher[0].schedule, polisher[0].total
            return True
        return False

    return improve


def _teller(clock: Clock, name: str, report: Report) -> Callable[[Minimum], None]:
    return lambda best: report(clock.progress(name, best.value, best.bound))
