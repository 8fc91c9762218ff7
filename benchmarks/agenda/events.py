"""Events with more requests than places: proved figures, and what booking policies leave.

``python -m benchmarks.agenda.events [--short]``.
"""

from __future__ import annotations

import time

from benchmarks.agenda.peers import book
from benchmarks.agenda.report import DATA, arguments, memory_mb, publish, table

import jumelage.agenda.methods.search  # noqa: F401  the solvers load before any clock runs
from jumelage.agenda import Agenda, Problem, Progress, check, exposure, read_problem, solve

EVENTS = (("regional_45x30", 20.0), ("oversubscribed_700x169", 60.0))


def figures(problem: Problem, agenda: Agenda) -> list[object]:
    """Give value, shortfall, breaks, and how many hosts are full or idle, from the check."""
    report = check(problem, agenda)
    if not report.ok:
        raise AssertionError(report.violations[:3])
    exposed = exposure(problem, agenda)
    hosts = {p.id for p in problem.people if p.id.startswith("h")}
    full, idle = (len(hosts.intersection(names)) for names in (exposed.full, exposed.idle))
    return [report.objective["value"], report.objective["shortfall"], report.objective["breaks"], full, idle]


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__)
    rows, said = [], []
    for name, limit in EVENTS[:1] if options.short else EVENTS:
        problem = read_problem(DATA / f"{name}.json")
        proved: dict[str, float] = {}

        def watch(line: Progress, proved: dict[str, float] = proved) -> None:
            if line.value is not None and line.value == line.bound:
                proved.setdefault(line.objective, line.seconds)

        started, cpu = time.perf_counter(), time.process_time()
        agenda = solve(problem, time_limit=limit, progress=watch)
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        times = ", ".join(f"{objective} after {seconds:.1f} s" for objective, seconds in proved.items())
        bounds = ", ".join(f"{k} {v}" for k, v in agenda.bound.items())
        open_ = [
            f"{k} {agenda.objective[k]} over a bound of {v}"
            for k, v in agenda.bound.items()
            if v != agenda.objective[k]
        ]
        left = f"; **not proved**: {', '.join(open_)}" if open_ else ""
        said.append(
            f"`{name}`: {agenda.status} in {wall:.1f} s ({cpu:.1f} s of this process's CPU); proved: {times}; bounds: "
            f"{bounds}{left}; {memory_mb()} MB."
        )
        rows.append([name, "ours", *figures(problem, agenda)])
        rows.append([name, "first come, first slot", *figures(problem, book(problem, None))])
        rows.append([name, "random", *figures(problem, book(problem, 0))])
    head = ("event", "policy", "value", "shortfall", "breaks", "full hosts", "idle hosts")
    publish("Oversubscribed events", "\n\n".join(said) + "\n\n" + table(head, rows), options)


if __name__ == "__main__":
    main()
