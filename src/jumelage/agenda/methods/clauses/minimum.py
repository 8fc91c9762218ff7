"""Least number of soft literals by satisfiability: disjoint cores first, then one question a bound.

Each question "at most k?" goes, with its bound as a clause, to fresh solvers that race on different forms of the
same problem: a bound written into the formula lets them simplify by it, which assumptions do not.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, Any

from jumelage.agenda.methods.clauses import worker
from jumelage.agenda.methods.clauses.cnf import Clauses
from jumelage.agenda.methods.clauses.form import SatForm
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.objectives import BREAKS, MOVED, Objective
from jumelage.agenda.model.progress import Clock

__all__ = ["Contender", "Minimum", "minimise"]

PATIENCE = 8_000
PORTION = 1_000
CORE_PATIENCE = 5_000
POLL = 0.005


@dataclass
class Contender:
    """A form of the problem and the solver that answers; written only when it is asked.

    ``goal`` is what to keep few (breaks, meetings moved or nothing); ``kept`` what was reached before.
    """

    instance: Instance
    blocks: bool
    solver: str
    published: Schedule
    goal: Objective | None = None
    kept: list[tuple[Objective, int]] = field(default_factory=list)

    @property
    def form(self) -> SatForm:
        """The clauses, with what was reached before."""
        return self._written[0]

    @property
    def soft(self) -> tuple[int, ...]:
        """The literals to keep few."""
        return self._written[1]

    @cached_property
    def _written(self) -> tuple[SatForm, tuple[int, ...]]:
        form = SatForm.build(self.instance, blocks=self.blocks)
        for goal, most in self.kept:
            soft = _soft(form, goal, self.published)
            if most < len(soft):
                form.cnf.add(-form.cnf.count(soft, most)[most])
        return form, _soft(form, self.goal, self.published)

    def after(self, most: int, goal: Objective | None) -> Contender:
        """The contender for the next goal, once ``most`` was reached in this one."""
        kept = [*self.kept, (self.goal, most)] if self.goal is not None else self.kept
        return Contender(self.instance, self.blocks, self.solver, self.published, goal, kept)


def _soft(form: SatForm, goal: Objective | None, published: Schedule) -> tuple[int, ...]:
    if goal == MOVED:
        return tuple(form.stays(published))
    return tuple(literal for own in form.breaks.values() for literal in own) if goal == BREAKS else ()


@dataclass(slots=True)
class Minimum:
    """What was found: the best schedule and its figure, the bound proved (None: no schedule can exist)."""

    schedule: Schedule | None
    value: int | None
    bound: int | None


def minimise(
    contenders: Sequence[Contender],
    clock: Clock,
    tell: Callable[[Minimum], None],
    start: Minimum | None = None,
    improve: Callable[[Minimum, float], bool] | None = None,
) -> Minimum:
    """Minimise the number of soft literals that hold.

    ``improve`` is called again and again while solvers race: it may better the schedule by other means, and says
    whether it did.
    """
    best = start or Minimum(None, None, 0)
    # What is published is nearly an agenda: its cores lead to a near one sooner than a search from nothing.
    near = contenders[-1].goal == MOVED
    if best.schedule is None and not near:
        _any(contenders, clock, best)
        tell(best)
    if best.value == 0 or best.bound is None:
        return best
    for bound in _cores(contenders[-1], clock, best):
        best.bound = bound
        tell(best)
    if best.schedule is None and best.bound is not None:
        _any(contenders, clock, best)
        tell(best)
    while clock.left > 0 and best.bound is not None and (best.value is None or best.bound < best.value):
        answer = _ask(contenders, best.bound, clock, lambda: _improved(best, improve, clock, tell))
        if answer is None:
            break
        form, soft, model = answer
        if best.value == best.bound:
            break
        if model:
            best.schedule, best.value = form.schedule(model), _held(model, soft)
        elif best.bound >= len(contenders[-1].soft):
            best.bound = None
        else:
            best.bound += 1
        tell(best)
    return best


def _any(contenders: Sequence[Contender], clock: Clock, best: Minimum) -> None:
    """Find any schedule at all, or that there is none."""
    model = _patient(contenders[-1].form.cnf, clock)
    answer = _race(contenders, None, clock, _wait) if model is None else None
    if answer is not None:
        model = answer[2]
    form, soft = (answer[0], answer[1]) if answer is not None else (contenders[-1].form, contenders[-1].soft)
    if model:
        best.schedule, best.value = form.schedule(model), _held(model, soft)
    elif model is not None:
        best.bound = None


def _wait() -> bool:
    time.sleep(POLL)
    return False


def _improved(
    best: Minimum, improve: Callable[[Minimum, float], bool] | None, clock: Clock, tell: Callable[[Minimum], None]
) -> bool:
    """Improve the incumbent while waiting; tell whether it has reached the bound, so that the race is over."""
    if improve is None or best.schedule is None:
        return _wait()
    if improve(best, min(0.5, clock.left)):
        tell(best)
    return best.value == best.bound


def _held(model: Sequence[int], soft: Sequence[int]) -> int:
    return sum((model[abs(literal) - 1] > 0) == (literal > 0) for literal in soft)


def _cores(contender: Contender, clock: Clock, best: Minimum) -> list[int]:
    """Find disjoint sets of soft literals of which one must hold: their number is a bound."""
    from pysat.solvers import Solver

    bounds = []
    wanted = [-literal for literal in contender.soft]
    with Solver(name="minisat22", bootstrap_with=contender.form.cnf.clauses) as solver:
        count = 0
        while clock.left > 0:
            answer = _within(solver, CORE_PATIENCE, clock, wanted)
            if answer:
                model = solver.get_model()
                value = _held(model, contender.soft)
                if best.value is None or value < best.value:
                    best.schedule, best.value = contender.form.schedule(model), value
            if answer is not False:
                break
            core = set(solver.get_core() or ())
            if not core:
                best.bound = None
                return []
            wanted = [literal for literal in wanted if literal not in core]
            count += 1
            bounds.append(count)
    return [bound for bound in bounds if bound > (best.bound or 0)]


def _bounded(contender: Contender, most: int) -> Clauses:
    cnf = Clauses(contender.form.cnf.variables, list(contender.form.cnf.clauses))
    if most < len(contender.soft):
        if most == 0:
            cnf.clauses.extend([-literal] for literal in contender.soft)
        else:
            cnf.add(-cnf.count(contender.soft, most)[most])
    return cnf


Answer = tuple[SatForm, Sequence[int], list[int]]


def _ask(contenders: Sequence[Contender], most: int, clock: Clock, idle: Callable[[], bool]) -> Answer | None:
    """Ask whether ``most`` soft literals are enough: first here with little patience, then in a race."""
    quick = _patient(_bounded(contenders[-1], most), clock)
    if quick is not None:
        return contenders[-1].form, contenders[-1].soft, quick
    return _race(contenders, most, clock, idle)


def _patient(cnf: Clauses, clock: Clock) -> list[int] | None:
    """Try here, with little patience: the model, an empty list when there is none, None when unknown."""
    from pysat.solvers import Solver

    if clock.left <= 0:
        return None
    with Solver(name="minisat22", bootstrap_with=cnf.clauses) as solver:
        answer = _within(solver, PATIENCE, clock, ())
        return (solver.get_model() or []) if answer else ([] if answer is False else None)


def _within(solver: Any, conflicts: int, clock: Clock, assumptions: Sequence[int]) -> bool | None:
    """Search for some conflicts, looking at the clock between portions."""
    answer: bool | None = None
    for _ in range(0, conflicts, PORTION):
        if clock.left <= 0:
            return None
        solver.conf_budget(PORTION)
        answer = solver.solve_limited(assumptions=list(assumptions))
        if answer is not None:
            break
    return answer


def _race(contenders: Sequence[Contender], most: int | None, clock: Clock, idle: Callable[[], bool]) -> Answer | None:
    runs: list[tuple[Contender, subprocess.Popen[bytes], IO[bytes]]] = []
    try:
        for contender in contenders:
            cnf = contender.form.cnf if most is None else _bounded(contender, most)
            runs.append((contender, *_start(contender.solver, cnf)))
        while clock.left > 0:
            for contender, process, out in runs:
                if process.poll() == 0:
                    out.seek(0)
                    words = out.read().split()
                    if words:
                        return contender.form, contender.soft, [int(word) for word in words[1:]]
            if all(process.poll() is not None for _, process, _ in runs):
                return None
            if idle():
                return None
        return None
    finally:
        for _, process, out in runs:
            process.kill()
            process.wait()
            out.close()


def _start(solver: str, cnf: Clauses) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    numbers = array("i")
    for clause in cnf.clauses:
        numbers.extend(clause)
        numbers.append(0)
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by who races
    with tempfile.TemporaryFile() as question:
        question.write(f"{solver}\n".encode())
        question.write(numbers.tobytes())
        question.seek(0)
        command = [sys.executable, "-P", worker.__file__]  # by its path: the package need not load
        return subprocess.Popen(command, stdin=question, stdout=out, stderr=subprocess.DEVNULL), out
