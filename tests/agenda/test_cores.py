"""Cores say what must hold, no more: against every choice of a few soft literals."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from jumelage.agenda.cnf import Clauses
from jumelage.agenda.cores import CoreFinder, Written
from jumelage.agenda.progress import Clock

SOFT = 6
literals = st.integers(1, SOFT).flatmap(lambda n: st.sampled_from([n, n, n, -n]))
formulas = st.lists(st.lists(literals, min_size=1, max_size=4), max_size=12)


@given(formulas)
@settings(deadline=None)
def test_bound_is_the_least_number_that_holds(formula: list[list[int]]) -> None:
    cnf, soft = Clauses(SOFT, formula), tuple(range(1, SOFT + 1))
    chosen = [
        sum(values)
        for values in product([0, 1], repeat=SOFT)
        if all(any(values[abs(literal) - 1] == (literal > 0) for literal in clause) for clause in formula)
    ]
    with CoreFinder(cnf, soft, Clock.start(20)) as finder:
        assert list(finder.search(SOFT, 1000)) == finder.cores
        assert finder.impossible == (not chosen)
        if not chosen:
            return
        assert len(finder.cores) == min(chosen)
        written = Clauses(SOFT, list(formula))
        left = Written.write(written, soft, finder.cores).left
        with Solver(
            name="minisat22", bootstrap_with=[*written.clauses, *([-term] for term in left.values())]
        ) as solver:
            assert solver.solve()
            assert sum(literal > 0 for literal in solver.get_model()[:SOFT]) == min(chosen)


def test_a_bound_shown_elsewhere_counts_as_a_core() -> None:
    cnf = Clauses(3, [[1, 2], [2, 3], [1, 3]])
    with CoreFinder(cnf, (1, 2, 3), Clock.start(20)) as finder:
        finder.add(None)
        assert len(list(finder.search(3, 1000))) == 1
        assert finder.model is not None
