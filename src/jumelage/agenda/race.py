"""A race: one question in several forms and solvers, each in a process of its own; the first answer counts.

Solvers differ by more than ten times on the same question, and no one of them is the best for all.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.cores import Core, Written
from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.progress import Clock
from jumelage.agenda.satform import SatForm

__all__ = ["Answer", "Contender", "race"]


@dataclass(frozen=True, slots=True)
class Racer:
    """A solver, its options, the form it reads (by its place among the contenders), its seconds of processor (0: no end)."""

    solver: str
    form: int
    options: str = ""
    seconds: int = 0


BLOCKS, SLOTS = 0, 1
RACERS = (
    # Without its phases of quick restarts, it finds agendas that are nearly without breaks two or three times sooner.
    Racer("cadical195", SLOTS, "stabilizeonly=1"),
    Racer("kissat404", SLOTS),
    # The form in blocks answers in a few seconds or hardly ever: then its share of the processors is for the others.
    Racer("kissat404", BLOCKS, seconds=3),
)


@dataclass
class Contender:
    """A form of the problem; written only when it is asked.

    ``goal`` names what to keep few (``breaks``, ``moved`` or nothing); ``kept`` what was reached before.
    """

    instance: Instance
    blocks: bool
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
        return Contender(self.instance, self.blocks, self.published, goal, kept)


def _soft(form: SatForm, goal: str, published: Schedule) -> tuple[int, ...]:
    if goal == "moved":
        return tuple(form.stays(published))
    return tuple(literal for own in form.breaks.values() for literal in own) if goal else ()


@dataclass(slots=True)
class Answer:
    """Who answered, with what model; an empty one says that there is none."""

    contender: Contender
    model: list[int]


@dataclass(slots=True)
class _Run:
    """One solver at work in its process."""

    contender: Contender
    process: subprocess.Popen[bytes]
    out: IO[bytes]

    @classmethod
    def start(cls, racer: Racer, contender: Contender, cores: Sequence[Core] | None) -> _Run:
        """Ask whether the cores are enough; without any list, whether there is a schedule at all."""
        cnf = Clauses(contender.form.cnf.variables, list(contender.form.cnf.clauses))
        left = Written.write(cnf, contender.soft, cores).left if cores is not None else {}
        # As clauses, not as assumptions: solvers simplify by what is written.
        cnf.clauses.extend([-literal] for literal in left.values())
        numbers = array("i")
        for clause in cnf.clauses:
            numbers.extend(clause)
            numbers.append(0)
        out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop
        with tempfile.TemporaryFile() as question:
            question.write(f"{racer.solver} {racer.seconds} {racer.options}\n".encode())
            question.write(numbers.tobytes())
            question.seek(0)
            command = [sys.executable, "-m", "jumelage.agenda.satworker"]
            process = subprocess.Popen(command, stdin=question, stdout=out, stderr=subprocess.DEVNULL)
        return cls(contender, process, out)

    def answer(self) -> Answer | None:
        """Read the answer, if it is there."""
        if self.process.poll() != 0:
            return None
        self.out.seek(0)
        word, *numbers = self.out.read().split() or [b""]
        if word not in (b"SAT", b"UNSAT"):
            return None
        return Answer(self.contender, [int(number) for number in numbers])

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.out.close()


def race(
    contenders: Sequence[Contender],
    cores: Sequence[Core] | None,
    clock: Clock,
    idle: Callable[[], bool],
    *,
    alone: bool = False,
) -> Answer | None:
    """Ask every racer; the first answer counts. None: time is over, or ``idle`` has made the answer needless.

    ``cores`` is None to ask whether there is a schedule at all. ``alone``: only the first racer, the same each time.
    """
    runs: list[_Run] = []
    try:
        for racer in RACERS[: 1 if alone else None] if clock.left > 0 else ():
            runs.append(_Run.start(racer, contenders[racer.form], cores))
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
