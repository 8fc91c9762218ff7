"""Missions that the method by visits declines: what are tours and routes worth beside the plain model by hours?

``python -m benchmarks.agenda.fallbacks [--short]``. Made missions, no test data: a day without a shared task, and
delegates who also meet one another. The same missions, the same seconds, with and without each:
tours first (``methods/driving``), routes (``methods/cp/routes.py``), hours alone (``methods/cp/hours.py``).
"""

from __future__ import annotations

from dataclasses import replace
from unittest import mock

from benchmarks.agenda.report import arguments, publish, table
from benchmarks.agenda.visits import made_mission

from jumelage.agenda import Meeting, Problem, check, solve
from jumelage.agenda.methods import search
from jumelage.agenda.methods.cp.methods import Routes
from jumelage.agenda.methods.driving.method import Tours

SECONDS = 15.0
WAYS: dict[str, tuple[type, ...]] = {
    "tours, then routes": (),
    "tours, then hours": (Routes,),
    "routes": (Tours,),
    "hours alone": (Tours, Routes),
}


def apart(delegates: int, hosts: int) -> Problem:
    """A mission that has only its opening in common."""
    problem = made_mission(delegates, hosts, seed=1)
    return replace(problem, meetings=tuple(m for m in problem.meetings if m.id not in ("lunch", "group1", "group2")))


def among(delegates: int, hosts: int) -> Problem:
    """A mission whose first four delegates also meet one another."""
    problem = made_mission(delegates, hosts, seed=1)
    own = (Meeting(f"x{n}", (f"d{n}", f"d{(n + 1) % 4}"), sites=("hall",), required=False, value=2) for n in range(4))
    return replace(problem, meetings=(*problem.meetings, *own))


MISSIONS = {
    "4 × 8, opening only": apart(4, 8),
    "10 × 20, opening only": apart(10, 20),
    "6 × 12, delegates meet": among(6, 12),
    "12 × 24, delegates meet": among(12, 24),
}


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__)
    rows = []
    for name, problem in list(MISSIONS.items())[: 1 if options.short else None]:
        for way, without in WAYS.items():
            methods = tuple(method for method in search.METHODS if not isinstance(method, without))
            with mock.patch.object(search, "METHODS", methods):
                agenda = solve(problem, time_limit=2 if options.short else SECONDS)
            report = check(problem, agenda)
            if agenda.exists and not report.ok:
                raise AssertionError(report.violations[:3])
            figures = [f"{v} ({agenda.bound[k]})" for k, v in agenda.objective.items()] or ["–"] * 4
            rows.append([name, way, agenda.status, *figures, f"{agenda.seconds:.1f}"])
            print(*rows[-1], flush=True)
    head = ("mission", "way", "status", "value (bound)", "shortfall", "travel", "breaks", "seconds")
    publish("Missions that the method by visits declines", f"{SECONDS:.0f} s each.\n\n" + table(head, rows), options)


if __name__ == "__main__":
    main()
