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
from dataclasses import dataclass
from typing import IO

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.instance import Schedule
from jumelage.agenda.progress import Clock
from jumelage.agenda.satform import SatForm

__all__ = ["Contender", "Minimum", "minimise"]

PATIENCE = 20_000
CORE_PATIENCE = 5_000
POLL = 0.005


@dataclass(frozen=True, slots=True)
class Contender:
    """A form of the problem, the literals to keep few, and the solver that answers."""

    form: SatForm
    soft: tuple[int, ...]
    solver: str


@dataclass(slots=True)
class Minimum:
    """What was found: the best schedule and its figure, the bound proved (None: no schedule can exist)."""

    schedule: Schedule | None
    value: int | None
    bound: int | None


def minimise(
    contenders: Sequence[Contender], clock: Clock, tell: Callable[[Minimum], None], start: Minimum | None = None
) -> Minimum:
    """Minimise the number of soft literals that hold."""
    best = start or Minimum(None, None, 0)
    for bound in _cores(contenders[-1], clock, best):
        best.bound = bound
        tell(best)
    while clock.left > 0 and best.bound is not None and (best.value is None or best.bound < best.value):
        answer = _ask(contenders, best.bound, clock, best.schedule is None and best.bound == 0)
        if answer is None:
            break
        form, soft, model = answer
        if model:
            best.schedule, best.value = form.schedule(model), _held(model, soft)
        elif best.bound >= len(contenders[0].soft):
            best.bound = None
        else:
            best.bound += 1
        tell(best)
    return best


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
            solver.conf_budget(CORE_PATIENCE)
            answer = solver.solve_limited(assumptions=wanted)
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


def _ask(contenders: Sequence[Contender], most: int, clock: Clock, whole: bool) -> Answer | None:
    """Ask whether ``most`` soft literals are enough: first here with little patience, then in a race."""
    formulas = [_bounded(contender, most) for contender in contenders]
    for contender, cnf in zip(contenders, formulas, strict=True):
        quick = _quick(cnf, clock)
        if quick is not None:
            return contender.form, contender.soft, quick
    return _race(contenders, formulas, clock)


def _quick(cnf: Clauses, clock: Clock) -> list[int] | None:
    from pysat.solvers import Solver

    if clock.left <= 0:
        return None
    with Solver(name="minisat22", bootstrap_with=cnf.clauses) as solver:
        solver.conf_budget(PATIENCE)
        answer = solver.solve_limited()
        return (solver.get_model() or []) if answer else ([] if answer is False else None)


def _race(contenders: Sequence[Contender], formulas: Sequence[Clauses], clock: Clock) -> Answer | None:
    runs: list[tuple[Contender, subprocess.Popen[bytes], IO[bytes]]] = []
    try:
        for contender, cnf in zip(contenders, formulas, strict=True):
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
            time.sleep(POLL)
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
    out: IO[bytes] = tempfile.TemporaryFile()
    with tempfile.TemporaryFile() as question:
        question.write(f"{solver}\n".encode())
        question.write(numbers.tobytes())
        question.seek(0)
        command = [sys.executable, "-m", "jumelage.agenda.satworker"]
        return subprocess.Popen(command, stdin=question, stdout=out, stderr=subprocess.DEVNULL), out
