"""Cores: sets of literals of which one must hold, and what they leave open (OLL: Andres et al., ICLP 2012).

What is to be kept low is a number of *terms*. At first these are the soft literals. A core takes its terms out and puts
in "two of them hold"; when that one is in a core, "three of them hold" follows. Each core raises the bound by one, and
the question "is the bound enough?" becomes: none of the terms that are left holds. The same cores are written into
every form of a problem, since the soft literals of all forms mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.progress import Clock

__all__ = ["Core", "CoreFinder", "Term", "Written", "within"]

Term = tuple[int, int]
"""``(-1, n)``: the ``n``-th soft literal holds. ``(c, j)``: at least ``j`` of core ``c`` hold."""

Core = tuple[Term, ...]

SOFT = -1
PORTION = 1_000
TRIALS = 500
"""Conflicts spent on leaving one term out of a core, or on showing that it needs one more."""
SMALL = 40
"""Terms up to which a core is worth making smaller."""


@dataclass
class Written:
    """Cores as clauses over the soft literals of one form; ``left`` gives the literal of each term not in a core."""

    cnf: Clauses
    left: dict[Term, int]
    counts: list[list[int]] = field(default_factory=list)

    @classmethod
    def start(cls, cnf: Clauses, soft: Sequence[int]) -> Written:
        """Begin without any core."""
        return cls(cnf, {(SOFT, n): literal for n, literal in enumerate(soft)})

    @classmethod
    def write(cls, cnf: Clauses, soft: Sequence[int], cores: Sequence[Core]) -> Written:
        """Write all cores, each counted as far as it is asked."""
        written = cls.start(cnf, soft)
        later = Counter(origin for core in cores for origin, _ in core)
        for number, core in enumerate(cores):
            written.add(core, later[number] + 2)
        return written

    def add(self, core: Core, most: int) -> None:
        """Write one more core, counted up to ``most``: one of its terms holds, and two of them are a new term."""
        held = [self.left.pop(term) for term in core]
        self.cnf.add(*held)
        self.counts.append(self.cnf.count(held, min(len(held), most) - 1))
        for origin, least in [*core, (len(self.counts) - 1, 1)]:
            if origin != SOFT and least < len(self.counts[origin]):
                self.left[origin, least + 1] = self.counts[origin][least]


class CoreFinder:
    """Looks for cores with one solver that keeps what it learned from question to question."""

    def __init__(self, cnf: Clauses, soft: Sequence[int], clock: Clock) -> None:
        from pysat.solvers import Solver

        self.cores: list[Core] = []
        self.model: list[int] | None = None
        self.impossible = False
        self._written, self._clock = Written.start(Clauses(cnf.variables), soft), clock
        self._solver: Any = Solver(name="glucose4", bootstrap_with=cnf.clauses)
        self._most = len(soft)

    def __enter__(self) -> CoreFinder:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def search(self, most: int, patience: int) -> Iterator[Core]:
        """Give core after core, until an agenda has no more (``model``), none can be (``impossible``), or patience ends.

        ``most`` is the figure above which nothing matters, ``patience`` a number of conflicts for each core.
        """
        self._most = most
        while self.model is None and not self.impossible:
            wanted = {-literal: term for term, literal in self._written.left.items()}
            answer = within(self._solver, patience, self._clock, list(wanted))
            if answer:
                self.model = self._solver.get_model()
            if answer is not False:
                return
            found = self._smaller(self._solver.get_core() or [])
            if not found:
                self.impossible = True
                return
            self.add(tuple(wanted[literal] for literal in found))
            yield self.cores[-1]
            while self._needs_more():
                yield self.cores[-1]

    def add(self, core: Core | None) -> None:
        """Take in a core found here or elsewhere; None: all that is left is one."""
        core = tuple(sorted(core if core is not None else self._written.left))
        self.cores.append(core)
        self._written.add(core, self._most + 1)
        self._solver.append_formula(self._written.cnf.clauses)
        self._written.cnf.clauses.clear()

    def _needs_more(self) -> bool:
        """Tell whether the last core needs one more than it is known to need, and note it."""
        origin = self.cores[-1][0][0] if len(self.cores[-1]) == 1 else SOFT
        number = origin if origin != SOFT else len(self.cores) - 1
        last = max(((c, j) for c, j in self._written.left if c == number), default=None)
        if last is None or within(self._solver, TRIALS, self._clock, [-self._written.left[last]]) is not False:
            return False
        self.add((last,))
        return True

    def _smaller(self, core: list[int]) -> list[int]:
        for literal in sorted(core) if len(core) <= SMALL else ():
            rest = [other for other in core if other != literal]
            if literal in core and rest and within(self._solver, TRIALS, self._clock, rest) is False:
                core = self._solver.get_core() or []
        return core


def within(solver: Any, conflicts: int, clock: Clock, assumptions: Sequence[int]) -> bool | None:
    """Search for some conflicts, looking at the clock between portions."""
    answer: bool | None = None
    for spent in range(0, conflicts, PORTION):
        if clock.left <= 0:
            return None
        solver.conf_budget(min(PORTION, conflicts - spent))
        answer = solver.solve_limited(assumptions=list(assumptions))
        if answer is not None:
            break
    return answer
