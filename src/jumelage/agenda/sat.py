"""Least number of soft literals by satisfiability: cores raise the bound, a race asks whether it is enough.

One solver that keeps what it learns looks for cores with little patience (:mod:`jumelage.agenda.cores`). Then "is the
bound enough?" goes to fresh solvers that race: every soft literal outside the cores is denied, every core holds no more
than it must, so that most of the formula is settled before the search begins. The first answer is an agenda that
closes the search, or raises the bound; then cores are looked for again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.cores import CoreFinder, within
from jumelage.agenda.instance import Schedule
from jumelage.agenda.progress import Clock
from jumelage.agenda.race import Contender, race

__all__ = ["Minimum", "minimise"]

PATIENCE = 8_000
CORE_PATIENCE = (1_000, 3_000)
"""Conflicts spent on one core: few while any form gives cores easily, then more."""
POLL = 0.005


@dataclass(slots=True)
class Minimum:
    """What was found: the best schedule and its figure, the bound proved (None: no schedule can exist)."""

    schedule: Schedule | None
    value: int | None
    bound: int | None

    @property
    def open(self) -> bool:
        """Tell whether something is left to find or to prove."""
        return self.bound is not None and (self.value is None or self.bound < self.value)


def minimise(
    contenders: Sequence[Contender],
    clock: Clock,
    tell: Callable[[Minimum], None],
    start: Minimum | None = None,
    improve: Callable[[Minimum, float], bool] | None = None,
    *,
    alone: bool = False,
) -> Minimum:
    """Minimise the number of soft literals that hold.

    ``contenders`` are the form in blocks and the form in slots.
    ``improve`` is called again and again while solvers race: it may better the schedule by other means, and says
    whether it did. ``alone``: one solver at a time, so that the same problem gives the same schedule.
    """
    best = start or Minimum(None, None, 0)
    # What is published is nearly an agenda: its cores lead to a near one sooner than a search from nothing.
    near = contenders[-1].goal == "moved"
    if best.schedule is None and not near:
        _any(contenders, clock, best, alone)
        tell(best)
    if best.value == 0 or best.bound is None or clock.left <= 0:
        return best
    # A repair is settled by one form, before another is written.
    searched = contenders[-1:] if contenders[-1].published else contenders
    with ExitStack() as stack:
        finders = [stack.enter_context(CoreFinder(c.form.cnf, c.soft, clock)) for c in searched]
        _raise(searched, finders, best, tell)
        if best.schedule is None and best.open:
            _any(contenders, clock, best, alone)
            tell(best)
        while clock.left > 0 and best.open:
            cores = finders[0].cores
            answer = race(contenders, cores, clock, lambda: _improved(best, improve, clock, tell), alone=alone)
            if answer is None:
                break
            if answer.model:
                best.schedule, best.value = answer.contender.schedule(answer.model)
            elif len(cores) == len(contenders[0].soft):
                best.bound = None
            else:
                for finder in finders:
                    finder.add(None)
                best.bound = len(cores)
                _raise(searched, finders, best, tell)
            tell(best)
    return best


def _raise(
    contenders: Sequence[Contender], finders: Sequence[CoreFinder], best: Minimum, tell: Callable[[Minimum], None]
) -> None:
    """Raise the bound by cores, form after form, until no form gives one more within our patience."""
    most = best.value if best.value is not None else len(contenders[0].soft)
    for patience in CORE_PATIENCE:
        idle = 0
        while idle < len(finders):
            for contender, finder in zip(contenders, finders, strict=True):
                idle += 1
                for core in finder.search(most, patience):
                    for other in finders:
                        if other is not finder:
                            other.add(core)
                    idle, best.bound = 0, len(finder.cores)
                    tell(best)
                    if not best.open:
                        return
                if finder.impossible:
                    best.bound = None
                    return
                if finder.model is not None:
                    best.schedule, best.value = contender.schedule(finder.model)
                    return


def _any(contenders: Sequence[Contender], clock: Clock, best: Minimum, alone: bool) -> None:
    """Find any schedule at all, or that there is none."""
    if clock.left <= 0:
        return
    contender, model = contenders[-1], _patient(contenders[-1].form.cnf, clock)
    if model is None:
        answer = race(contenders, None, clock, _wait, alone=alone)
        if answer is None:
            return
        contender, model = answer.contender, answer.model
    if model:
        best.schedule, best.value = contender.schedule(model)
    else:
        best.bound = None


def _wait() -> bool:
    time.sleep(POLL)
    return False


def _improved(
    best: Minimum, improve: Callable[[Minimum, float], bool] | None, clock: Clock, tell: Callable[[Minimum], None]
) -> bool:
    """Better the schedule while waiting; tell whether it has reached the bound, so that the race is over."""
    if improve is None or best.schedule is None:
        return _wait()
    if improve(best, min(0.5, clock.left)):
        tell(best)
    return best.value == best.bound


def _patient(cnf: Clauses, clock: Clock) -> list[int] | None:
    """Try here, with little patience: the model, an empty list when there is none, None when unknown."""
    from pysat.solvers import Solver

    if clock.left <= 0:
        return None
    with Solver(name="minisat22", bootstrap_with=cnf.clauses) as solver:
        answer = within(solver, PATIENCE, clock, ())
        return (solver.get_model() or []) if answer else ([] if answer is False else None)
