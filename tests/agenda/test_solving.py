"""What the solver says is best is best: tried against every agenda of small problems."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from jumelage.agenda import Meeting, Person, Problem, Site, check, solve

sys.path.insert(0, str(Path(__file__).parent))
from strategies import agendas, problems, rank


def compare_with_every_agenda(problem: Problem) -> None:
    found = solve(problem, time_limit=20, workers=1)
    every = agendas(problem)
    if not every:
        assert found.status == "infeasible"
        assert found.why.fr
        assert found.why.en
        return
    assert found.status == "optimal"
    report = check(problem, found)
    assert report.ok, report.violations
    assert dict(found.objective) == dict(found.bound) == dict(report.objective)
    assert rank(problem, found) == min(rank(problem, agenda) for agenda in every)
    assert {m.id for m in found.meetings} | {d.id for d in found.dropped} == {m.id for m in problem.meetings}


@given(problems())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_best_of_all(problem: Problem) -> None:
    compare_with_every_agenda(problem)


@pytest.mark.slow
@given(problems(slots=6, most_meetings=4))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_best_of_all_at_length(problem: Problem) -> None:
    compare_with_every_agenda(problem)


def test_fewer_breaks_may_come_with_another_of_the_best_choices() -> None:
    meetings = (
        Meeting("m0", ("p0", "p1"), at=4, required=False),
        Meeting("m1", ("p0", "p1"), required=False, value=0),
        Meeting("m2", ("p0",), after=("m1",), value=0),
    )
    people = (Person("p0"), Person("p1", unavailable=(3,)))
    order = ("value", "shortfall", "breaks")
    problem = Problem(slots=6, sites=(Site("s0"),), people=people, meetings=meetings, objectives=order)
    found = solve(problem, time_limit=20)
    assert found.status == "optimal"
    assert dict(found.objective) == dict(found.bound) == {"value": 1, "shortfall": 0, "breaks": 1}
    assert found.seconds < 10


def test_same_seed_same_agenda() -> None:
    people = tuple(Person(f"p{n}") for n in range(4))
    pairs = [(a, b) for a in range(4) for b in range(a)]
    meetings = tuple(Meeting(f"{a}-{b}", (f"p{a}", f"p{b}")) for a, b in pairs)
    problem = Problem(slots=4, sites=(Site("hall", 2),), people=people, meetings=meetings)
    one, other = (solve(problem, seed=3, time_limit=30) for _ in range(2))
    assert one.status == "optimal"
    assert one.meetings == other.meetings


def test_a_representative_of_each_group_attends_once() -> None:
    meetings = (
        Meeting("a", ("host",), any_of=(("ann", "bob"),), at=0),
        Meeting("b", ("other",), any_of=(("ann", "bob"),), at=0),
    )
    people = tuple(Person(name) for name in ("host", "other", "ann", "bob"))
    found = solve(Problem(slots=1, sites=(Site("hall", 2),), people=people, meetings=meetings))
    assert found.status == "optimal"
    assert sorted(p for m in found.meetings for p in m.people) == ["ann", "bob", "host", "other"]
