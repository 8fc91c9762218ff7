"""Absences noted in a draft: nothing is planned for who is away, and taking one back leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.mission import Plan
from jumelage.mission.absences import Absence, applied, away, back, unplaced

BREAKFAST, VISIT = Meeting("breakfast", ("a", "b")), Meeting("visit", ("a", "host"), duration=2, value=7)
PROBLEM = Problem(
    slots=4, sites=(Site("hall"),), people=(Person("a"), Person("b"), Person("host")), meetings=(BREAKFAST, VISIT)
)
AGENDA = Agenda("feasible", meetings=(Placement("breakfast", 0, "hall"), Placement("visit", 1, "hall")))
ALL = {"breakfast"}


def as_sets(problem: Problem) -> Problem:
    meetings = tuple(replace(one, people=tuple(sorted(one.people))) for one in problem.meetings)
    return replace(problem, meetings=meetings)


def test_what_all_do_goes_on_without_who_is_away_and_their_own_visit_loses_its_hour() -> None:
    found = away(PROBLEM, AGENDA, "a", range(0, 2), ALL)
    assert found == Absence("a", (0, 1), ("breakfast",), {"visit": 7})
    asked = applied(PROBLEM, found, gone=True)
    assert [one.people for one in asked.meetings] == [("b",), ("a", "host")]
    assert not asked.meetings[1].required
    after = unplaced(asked, AGENDA, found)
    assert [one.id for one in after.meetings] == ["breakfast"]
    assert [str(one.why.en) for one in after.dropped if not isinstance(one.why, str)] == [
        "Somebody is away at that hour."
    ]
    assert not check(asked, after).violations


def test_who_comes_back_does_what_all_do_and_an_absence_survives_that_others_leave() -> None:
    asked = applied(PROBLEM, away(PROBLEM, AGENDA, "a", range(0, 2), ALL), gone=True)
    half = back(asked, AGENDA, "a", range(1, 2), ALL, ("a", "b"))
    assert half == Absence("a", (1,))
    whole = back(asked, AGENDA, "a", range(0, 4), ALL, ("a", "b"))
    assert whole == Absence("a", (0, 1), ("breakfast",))
    assert applied(asked, whole, gone=False).meetings[0].people == ("b", "a")
    assert back(asked, AGENDA, "host", range(0, 4), ALL, ("a", "b")).slots == ()
    gone = replace(PROBLEM, people=PROBLEM.people[1:], meetings=(replace(BREAKFAST, people=("b",)),))
    assert applied(gone, whole, gone=False) == gone


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_planned_for_who_is_away_and_undoing_is_exact(made: Plan, data: st.DataObject) -> None:
    problem, agenda = made.problem, made.agenda
    person = data.draw(st.sampled_from([one.id for one in problem.people]))
    begins = data.draw(st.integers(0, problem.slots - 1))
    slots = range(begins, data.draw(st.integers(begins + 1, problem.slots)))
    together = {one.id for one in problem.meetings if len(one.people) > 4}
    found = away(problem, agenda, person, slots, together)
    assert Absence.from_document(found.to_document()) == found
    asked = applied(problem, found, gone=True)
    after = unplaced(asked, agenda, found)
    held = {one.id: one for one in asked.meetings}
    for placed in after.meetings:
        if person in held[placed.id].people:
            assert not set(range(placed.slot, placed.slot + held[placed.id].duration)) & set(slots)
    assert {one.what for one in check(asked, after).violations} <= {
        one.what for one in check(problem, agenda).violations
    }
    assert as_sets(applied(asked, found, gone=False)) == as_sets(problem)


def test_nobody_is_away_twice() -> None:
    asked = applied(PROBLEM, away(PROBLEM, AGENDA, "b", range(2, 4), ALL), gone=True)
    assert away(asked, AGENDA, "b", range(1, 4), ALL).slots == (1,)
    with pytest.raises(KeyError, match="nobody"):
        away(asked, AGENDA, "nobody", range(1), ALL)
