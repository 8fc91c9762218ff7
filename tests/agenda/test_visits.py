"""The search by frames against every agenda of small missions, and the whole of it at work."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.agenda import Meeting, Person, Problem, Site, check, solve
from jumelage.agenda.instance import compile_problem
from jumelage.agenda.progress import Clock
from jumelage.agenda.solving import agenda_of
from jumelage.agenda.visits import search_visits
from jumelage.agenda.visits_frames import diaries_of, frames_of, hubs_of

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
    outcome = search_visits(instance, clock, seed=0, report=lambda line: None)
    if outcome is None:
        assert not instance.travelling
        return
    every = agendas(problem)
    assert outcome.proved
    assert (outcome.schedule is None) == (not every)
    if every:
        found = agenda_of(instance, outcome, clock)
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
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_best_of_all_at_length(problem: Problem) -> None:
    compare_with_every_agenda(problem)
