"""The search by placements against every agenda of small missions, and the whole of it at work."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.agenda import Meeting, Person, Problem, Site, check, solve
from jumelage.agenda.methods.driving.method import Tours
from jumelage.agenda.methods.run import Run
from jumelage.agenda.methods.visits.method import Visits, candidates_of
from jumelage.agenda.methods.visits.program import Prices, Program
from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.shared_tasks import parties_of, shared_hours_of, shared_tasks_of
from jumelage.agenda.model.instance import compile_problem
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE, Objective
from jumelage.agenda.model.progress import Clock
from jumelage.agenda.solving import agenda_of

sys.path.insert(0, str(Path(__file__).parent))
from strategies import agendas, rank


@st.composite
def missions(draw: st.DrawFn) -> Problem:
    """Two delegates who drive, two hosts at home, perhaps something in common; travel need not be metric."""
    slots, cut = draw(st.integers(3, 5)), draw(st.integers(1, 4))
    limit = st.none() | st.integers(0, 2)
    meetings = [
        Meeting(
            id=f"v{number}",
            people=(draw(st.sampled_from(["d0", "d1"])), host := draw(st.sampled_from(["h0", "h1"]))),
            duration=draw(st.sampled_from([1, 1, 2])),
            sites=(f"at-{host}",),
            required=draw(st.integers(0, 3)) == 0,
            value=draw(st.integers(0, 3)),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        people = draw(st.sampled_from([("d0", "d1"), ("d0", "d1", "h0")]))
        meetings.append(
            Meeting("all", people, sites=("hall",), required=draw(st.booleans()), after=draw(_before(meetings)))
        )
    length = st.integers(0, 3)
    return Problem(
        slots=slots,
        days=((0, cut), (cut, slots)) if cut < slots and draw(st.booleans()) else (),
        sites=(Site("hall", 1), Site("at-h0", draw(st.sampled_from([1, 2]))), Site("at-h1")),
        travel={"hall": {"at-h0": draw(length), "at-h1": draw(length)}, "at-h0": {"at-h1": draw(length)}},
        people=tuple(
            Person(
                name, tuple(draw(st.lists(st.integers(0, slots - 1), max_size=1))), draw(limit), draw(st.integers(0, 2))
            )
            for name in ("d0", "d1", "h0", "h1")
        ),
        meetings=tuple(meetings),
        objectives=tuple(draw(st.permutations(["value", "shortfall", "breaks", "travel"]))[: draw(st.integers(0, 4))]),
    )


def _before(meetings: list[Meeting]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([(), (), (meetings[0].id,)])


def compare_with_every_agenda(problem: Problem) -> None:
    instance, clock = compile_problem(problem), Clock.start(30)
    run = Run.of(instance, clock)
    if not Visits().applies(run):
        assert not instance.travelling
        return
    outcome = Visits().solve(run)
    every = agendas(problem)
    assert outcome is not None
    assert outcome.impossible == (not every)
    if every:
        found = agenda_of(run, outcome)
        assert found.status == "optimal"
        report = check(problem, found)
        assert report.ok, report.violations
        assert dict(found.objective) == dict(found.bound) == dict(report.objective)
        assert rank(problem, found) == min(rank(problem, agenda) for agenda in every)


@given(missions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_best_of_all(problem: Problem) -> None:
    compare_with_every_agenda(problem)


@pytest.mark.slow
@given(missions())
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_best_of_all_at_length(problem: Problem) -> None:
    compare_with_every_agenda(problem)


def mission(seed: int = 0) -> Problem:
    """Three delegates, four hosts, lunch and a group visit that may be morning or afternoon."""
    draw = Random(seed)
    delegates, hosts = ("ann", "bob", "cy"), ("h0", "h1", "h2", "h3")
    meetings = [
        Meeting("lunch", delegates, duration=2, sites=("hall",), at=5),
        Meeting("group", delegates, duration=2, sites=("works",)),
    ]
    for who, host in product(delegates, hosts):
        length, value = draw.randint(1, 2), draw.randint(1, 4)
        meetings.append(Meeting(f"{who}-{host}", (who, host), length, (host,), required=False, value=value))
    sites = ("hall", "works", *hosts)
    return Problem(
        slots=12,
        sites=tuple(Site(site, 1) for site in sites),
        travel={a: {b: 1 + (i + j) % 2 for j, b in enumerate(sites) if j > i} for i, a in enumerate(sites)},
        people=(*(Person(who, min_meetings=4) for who in delegates), *(Person(host, (9,), 2) for host in hosts)),
        meetings=tuple(meetings),
        objectives=("value", "shortfall", *draw.sample(["breaks", "travel"], 2)),
    )


@given(st.integers(0, 2**32 - 1), st.sampled_from([VALUE, SHORTFALL, TRAVEL, BREAKS]))
@settings(max_examples=25, deadline=None)
def test_any_prices_bound_every_placement(seed: int, objective: Objective) -> None:
    instance = compile_problem(mission())
    parties = parties_of(instance)
    shared_tasks = shared_tasks_of(instance, parties)
    resources = Resources(instance, parties, frozenset(shared_tasks))
    placements = shared_hours_of(instance, shared_tasks)
    assert placements is not None
    candidates, complete = candidates_of(instance, resources, placements, Clock.start(60))
    assert complete
    rows = np.random.default_rng(seed).normal(size=len(resources.lower))
    prices = Prices.of(resources, {objective: 1.0}, rows, 0.0)
    for candidate in candidates[:3]:
        program = Program(instance, resources, candidate.fixed, candidate.groups)
        everything = np.ones(program.columns, dtype=bool)
        answer = program.solve(objective, {}, 30, under=np.inf, among=everything)
        assert answer.chosen is not None
        figure = objective.score(instance, program.schedule(answer.chosen))
        assert candidate.least(prices, {}) <= objective.cost(figure) + 1e-6


def test_common_tasks_leave_one_day_whole() -> None:
    instance = compile_problem(mission())
    placements = shared_hours_of(instance, shared_tasks_of(instance, parties_of(instance)))
    assert placements is not None
    starts = sorted(start for fixed in placements for number, start in fixed if number == 1)
    assert starts == [0, 1, 9, 10]  # two slots of travel on either side of lunch


def test_same_agenda_again() -> None:
    one, other = (solve(mission(), time_limit=60) for _ in range(2))
    assert one.status == "optimal"
    assert check(mission(), one).ok
    assert one.meetings == other.meetings


def test_what_is_no_mission_is_left_to_the_other_models() -> None:
    for changed in (
        replace(mission(), max_break_difference=1),
        replace(mission(), travel={}),
        replace(mission(), meetings=(*mission().meetings, Meeting("more", ("ann",), any_of=(("bob", "cy"),)))),
    ):
        assert not Visits().applies(Run.of(compile_problem(changed), Clock.start(5)))


@pytest.mark.parametrize("seed", range(4))
def test_same_figures_as_the_model_by_routes(seed: int) -> None:
    run = Run.of(compile_problem(mission(seed)), Clock.start(60), workers=1)
    found, other = Visits().solve(run), Tours().solve(run)
    assert found is not None
    assert found.schedule is not None
    assert other.schedule is not None
    assert found.bounds == other.bounds == run.figures(found.schedule) == run.figures(other.schedule)
