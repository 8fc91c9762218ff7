"""Fitting at once gives agendas that hold, on any small problem and on one too large for its time."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check, solve
from jumelage.agenda.methods.first import first_agenda
from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import compile_problem
from jumelage.agenda.model.progress import Clock

sys.path.insert(0, str(Path(__file__).parent))
from strategies import problems


@given(problems(slots=6, most_meetings=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_fitted_holds(problem: Problem) -> None:
    run = Run.of(compile_problem(problem), Clock.start(1))
    schedule = first_agenda(run, run.clock)
    if schedule is not None:
        placements = tuple(
            Placement(problem.meetings[n].id, slot, problem.sites[site].id) for n, (slot, site, _) in schedule.items()
        )
        report = check(problem, Agenda("feasible", meetings=placements))
        assert report.ok, report.violations


def test_too_large_for_its_time_is_still_answered() -> None:
    people = tuple(Person(f"p{n}") for n in range(120))
    meetings = tuple(Meeting(f"m{n}", (f"p{n % 60}", f"p{60 + n % 59}")) for n in range(300))
    problem = Problem(slots=1_000, sites=(Site("hall", 20),), people=people, meetings=meetings)
    found = solve(problem, time_limit=10)
    assert found.status == "feasible"
    assert check(problem, found).ok
