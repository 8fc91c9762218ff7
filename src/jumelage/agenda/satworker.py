"""One satisfiability question in its own process, so that it can be stopped at any moment.

Standard input: a line with the solver's name and its seconds of processor (0: no end), then 32-bit integers: the
assumptions, then the clauses, each list ended by 0. Standard output: ``SAT`` and the model, or ``UNSAT`` and those of
the assumptions that cannot hold together.
"""

from __future__ import annotations

import sys
from array import array

__all__ = ["main"]


def main() -> None:
    """Read, solve, write."""
    from pysat.solvers import Solver

    name, seconds = sys.stdin.buffer.readline().decode().split()
    _end_after(int(seconds))
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


def _end_after(seconds: int) -> None:
    if seconds and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


if __name__ == "__main__":
    main()
