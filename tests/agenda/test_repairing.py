"""A repair keeps what it can, and says what it changed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check, exposure, repair, solve

sys.path.insert(0, str(Path(__file__).parent))
from strategies import agendas, problems, rank

NO_HURRY = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def moved(before: Agenda, after: Agenda) -> int:
    held = {p.id: (p.slot, p.site) for p in before.meetings}
    return sum(p.id in held and held[p.id] != (p.slot, p.site) for p in after.meetings)


def repair_rank(problem: Problem, before: Agenda, after: Agenda) -> tuple[int, ...]:
    figures = check(problem, after).objective
    first = [-figures[n] if n == "value" else figures[n] for n in problem.objectives if n in ("value", "shortfall")]
    last = [figures[n] for n in problem.objectives if n not in ("value", "shortfall")]
    return (*first, moved(before, after), *last)


def compare_repairs(problem: Problem, slot: int) -> None:
    published = solve(problem, workers=1, time_limit=20)
    ill = replace(problem.people[0], unavailable=tuple({*problem.people[0].unavailable, slot % problem.slots}))
    changed = replace(problem, people=(ill, *problem.people[1:]))
    mended = repair(changed, published, workers=1, time_limit=20)
    every = agendas(changed)
    if not every:
        assert mended.status == "infeasible"
        return
    assert mended.status == "optimal"
    assert check(changed, mended).ok
    assert len(mended.moved or ()) == moved(published, mended)
    assert repair_rank(changed, published, mended) == min(repair_rank(changed, published, a) for a in every)


@given(problems(), st.integers(0, 4))
@settings(max_examples=10, deadline=None, suppress_health_check=NO_HURRY)
def test_no_repair_is_better(problem: Problem, slot: int) -> None:
    compare_repairs(problem, slot)


@pytest.mark.slow
@given(problems(slots=6), st.integers(0, 5))
@settings(max_examples=100, deadline=None, suppress_health_check=NO_HURRY)
def test_no_repair_is_better_at_length(problem: Problem, slot: int) -> None:
    compare_repairs(problem, slot)


def round_robin(people: int, slots: int, tables: int, **more: object) -> Problem:
    pairs = [(a, b) for a in range(people) for b in range(a)]
    return Problem(
        slots=slots,
        sites=(Site("hall", tables),),
        people=tuple(Person(f"p{n}", max_meetings=people - 2, min_meetings=1) for n in range(people)),
        meetings=tuple(Meeting(f"{a}-{b}", (f"p{a}", f"p{b}"), required=False) for a, b in pairs),
        **more,  # type: ignore[arg-type]
    )


def test_what_moved_is_said_for_whom_and_why() -> None:
    problem = Problem(
        slots=3,
        sites=(Site("hall"),),
        people=(Person("ann"), Person("bob")),
        meetings=(Meeting("m", ("ann", "bob")),),
    )
    published = Agenda("optimal", meetings=(Placement("m", 0, "hall", 4),))
    kept = repair(problem, published)
    assert (kept.moved, kept.meetings) == ((), published.meetings)
    ill = replace(problem, people=(Person("ann", unavailable=(0,)), Person("bob")))
    mended = repair(ill, published, curve=True)
    (change,) = mended.extra["moves"]
    assert mended.moved == ("m",)
    assert change["people"] == ["ann", "bob"]
    assert "ann" in change["why"].fr
    assert mended.extra["trade_off"][0] == {"moved": 1, "breaks": 0, "proved": True}


@given(st.integers(3, 9), st.integers(2, 6), st.integers(1, 4), st.sampled_from([0.05, 0.2, 0.6]))
@settings(max_examples=4, deadline=None, suppress_health_check=NO_HURRY)
def test_stopped_at_any_moment_an_agenda_holds(people: int, slots: int, tables: int, limit: float) -> None:
    problem = round_robin(people, slots, tables)
    found = solve(problem, time_limit=limit)
    assert found.status in ("optimal", "feasible", "unknown")
    if found.exists:
        assert check(problem, found).ok
        for name, bound in found.bound.items():
            assert bound is None or (
                found.objective[name] <= bound if name == "value" else found.objective[name] >= bound
            )


def test_exposure_names_the_full_and_the_idle() -> None:
    problem = round_robin(4, 2, 1)
    found = solve(problem)
    exposed = exposure(problem, found)
    assert sum(exposed.meetings.values()) == 2 * len(found.meetings)
    assert set(exposed.idle) == {name for name, count in exposed.meetings.items() if not count}
    assert rank(problem, found)[1] == sum(exposed.short.values())
