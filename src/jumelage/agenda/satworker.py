"""One satisfiability question in its own process, so that it can be stopped at any moment.

Standard input: a line with the solver's name, its seconds of processor (0: no end) and its options (``name=number``),
then the clauses as 32-bit integers, each ended by 0. Standard output: ``UNSAT``, or ``SAT`` and the model.
"""

from __future__ import annotations

import sys
from array import array

__all__ = ["main"]


def main() -> None:
    """Read, solve, write."""
    from pysat.solvers import Solver

    name, seconds, *options = sys.stdin.buffer.readline().decode().split()
    _end_after(int(seconds))
    numbers = array("i")
    numbers.frombytes(sys.stdin.buffer.read())
    clauses: list[list[int]] = [[]]
    for number in numbers:
        if number:
            clauses[-1].append(number)
        else:
            clauses.append([])
    with Solver(name=name) as solver:
        if options:
            solver.configure({key: int(value) for key, value in (option.split("=") for option in options)})
        solver.append_formula(clauses[:-1])
        if solver.solve():
            sys.stdout.write("SAT " + " ".join(map(str, solver.get_model())))
        else:
            sys.stdout.write("UNSAT")


def _end_after(seconds: int) -> None:
    if seconds and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


if __name__ == "__main__":
    main()
