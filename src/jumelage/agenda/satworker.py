"""One satisfiability question in its own process, so that it can be stopped at any moment.

Standard input: a line with the solver's name, then 32-bit integers: the assumptions, then the clauses, each list ended
by 0. Standard output: ``SAT`` and the model, or ``UNSAT`` and those of the assumptions that cannot hold together.
"""

from __future__ import annotations

import sys
from array import array

__all__ = ["main"]


def main() -> None:
    """Read, solve, write."""
    from pysat.solvers import Solver

    name = sys.stdin.buffer.readline().decode().strip()
    numbers = array("i")
    numbers.frombytes(sys.stdin.buffer.read())
    clauses: list[list[int]] = [[]]
    for number in numbers:
        if number:
            clauses[-1].append(number)
        else:
            clauses.append([])
    assumptions, *written = clauses[:-1]
    with Solver(name=name, bootstrap_with=written) as solver:
        if solver.solve(assumptions=assumptions) if assumptions else solver.solve():
            sys.stdout.write("SAT " + " ".join(map(str, solver.get_model())))
        else:
            core = (solver.get_core() or []) if assumptions else []
            sys.stdout.write("UNSAT " + " ".join(map(str, core)))


if __name__ == "__main__":
    main()
