"""One satisfiability question in its own process, so that it can be stopped at any moment.

Standard input: a line with the solver's name, then the clauses as 32-bit integers, each ended by 0.
Standard output: ``UNSAT``, or ``SAT`` and the model.
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
    with Solver(name=name, bootstrap_with=clauses[:-1]) as solver:
        if solver.solve():
            sys.stdout.write("SAT " + " ".join(map(str, solver.get_model())))
        else:
            sys.stdout.write("UNSAT")


if __name__ == "__main__":
    main()
