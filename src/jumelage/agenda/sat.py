"""Least number of soft literals by satisfiability: cores raise the bound, a race asks whether it is enough.

One solver that keeps what it learns looks for cores with little patience (:mod:`jumelage.agenda.cores`). Then "is the
bound enough?" goes to fresh solvers that race: every soft literal outside the cores is denied, every core holds no more
than it must, so that most of the formula is settled before the search begins. The first answer is an agenda that
closes the search, or raises the bound; then cores are looked for again.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.cores import Core, CoreFinder, Term, Written, within
from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.progress import Clock
from jumelage.agenda.satform import SatForm

__all__ = ["Contender", "Minimum", "minimise"]

PATIENCE = 8_000
CORE_PATIENCE = (1_000, 10_000)
"""Conflicts spent on one core: few while any form gives cores easily, then more."""
POLL = 0.005
ASSUMING = ("cadical195", "glucose4")
"""Solvers that take the question as assumptions and name a core; to the others it goes as clauses, to simplify by."""


@dataclass
class Contender:
    """A form of the problem and the solver that answers; written only when it is asked.

    ``goal`` names what to keep few (``breaks``, ``moved`` or nothing); ``kept`` what was reached before.
    """

    instance: Instance
    blocks: bool
    solver: str
    published: Schedule
    goal: str = ""
    kept: list[tuple[str, int]] = field(default_factory=list)

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

    def schedule(self, model: Sequence[int]) -> tuple[Schedule, int]:
        """Read the schedule of a model, and how many soft literals hold in it."""
        held = sum((model[abs(literal) - 1] > 0) == (literal > 0) for literal in self.soft)
        return self.form.schedule(list(model)), held

    def after(self, most: int, goal: str) -> Contender:
        """The contender for the next goal, once ``most`` was reached in this one."""
        kept = [*self.kept, (self.goal, most)] if self.goal else self.kept
        return Contender(self.instance, self.blocks, self.solver, self.published, goal, kept)


def _soft(form: SatForm, goal: str, published: Schedule) -> tuple[int, ...]:
    if goal == "moved":
        return tuple(form.stays(published))
    return tuple(literal for own in form.breaks.values() for literal in own) if goal else ()


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
) -> Minimum:
    """Minimise the number of soft literals that hold.

    ``improve`` is called again and again while solvers race: it may better the schedule by other means, and says
    whether it did.
    """
    best = start or Minimum(None, None, 0)
    # What is published is nearly an agenda: its cores lead to a near one sooner than a search from nothing.
    near = contenders[-1].goal == "moved"
    if best.schedule is None and not near:
        _any(contenders, clock, best)
        tell(best)
    if best.value == 0 or best.bound is None:
        return best
    with ExitStack() as stack:
        finders = [stack.enter_context(CoreFinder(c.form.cnf, c.soft, clock)) for c in contenders]
        _raise(contenders, finders, best, tell)
        if best.schedule is None and best.open:
            _any(contenders, clock, best)
            tell(best)
        while clock.left > 0 and best.open:
            cores = finders[0].cores
            answer = _race(contenders, cores, clock, lambda: _improved(best, improve, clock, tell))
            if answer is None:
                break
            if answer.model:
                best.schedule, best.value = answer.contender.schedule(answer.model)
            elif answer.core == () or len(cores) == len(contenders[0].soft):
                best.bound = None
            else:
                for finder in finders:
                    finder.add(answer.core)
                best.bound = len(cores)
                _raise(contenders, finders, best, tell)
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


def _any(contenders: Sequence[Contender], clock: Clock, best: Minimum) -> None:
    """Find any schedule at all, or that there is none."""
    contender, model = contenders[-1], _patient(contenders[-1].form.cnf, clock)
    if model is None:
        answer = _race(contenders, None, clock, _wait)
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


@dataclass(slots=True)
class _Answer:
    """Who answered, with what: a model, or (empty model) a core where the solver gives one."""

    contender: Contender
    model: list[int]
    core: Core | None = None


@dataclass(slots=True)
class _Run:
    """One solver at work in its process."""

    contender: Contender
    terms: dict[int, Term]
    process: subprocess.Popen[bytes]
    out: IO[bytes]

    @classmethod
    def start(cls, contender: Contender, cores: Sequence[Core] | None) -> _Run:
        """Ask whether the cores are enough; without any list, whether there is a schedule at all."""
        cnf = Clauses(contender.form.cnf.variables, list(contender.form.cnf.clauses))
        left = Written.write(cnf, contender.soft, cores).left if cores is not None else {}
        terms = {-literal: term for term, literal in left.items()}
        if contender.solver not in ASSUMING:
            cnf.clauses.extend([literal] for literal in terms)
        numbers = array("i", [*terms, 0] if contender.solver in ASSUMING else [0])
        for clause in cnf.clauses:
            numbers.extend(clause)
            numbers.append(0)
        out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop
        with tempfile.TemporaryFile() as question:
            question.write(f"{contender.solver}\n".encode())
            question.write(numbers.tobytes())
            question.seek(0)
            command = [sys.executable, "-m", "jumelage.agenda.satworker"]
            process = subprocess.Popen(command, stdin=question, stdout=out, stderr=subprocess.DEVNULL)
        return cls(contender, terms, process, out)

    def answer(self) -> _Answer | None:
        """Read the answer, if it is there."""
        if self.process.poll() != 0:
            return None
        self.out.seek(0)
        word, *numbers = self.out.read().split() or [b""]
        literals = [int(number) for number in numbers]
        if word == b"SAT":
            return _Answer(self.contender, literals)
        if word != b"UNSAT":
            return None
        core = tuple(self.terms[literal] for literal in literals) if self.contender.solver in ASSUMING else None
        return _Answer(self.contender, [], core)

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.out.close()


def _race(
    contenders: Sequence[Contender], cores: Sequence[Core] | None, clock: Clock, idle: Callable[[], bool]
) -> _Answer | None:
    """Ask every contender; the first answer counts. None: time is over, or ``idle`` has made the answer needless."""
    runs: list[_Run] = []
    try:
        for contender in contenders:
            runs.append(_Run.start(contender, cores))
        while clock.left > 0:
            for run in runs:
                answer = run.answer()
                if answer is not None:
                    return answer
            if all(run.process.poll() is not None for run in runs) or idle():
                return None
        return None
    finally:
        for run in runs:
            run.stop()
