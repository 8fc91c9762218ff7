"""Absences noted in a draft: nothing is planned for who is away, and taking one back leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.mission import Plan
from jumelage.mission.absences import AWAY, Absence, Attendance, applied, away, back, differences, unplaced
from jumelage.mission.changing import with_delegates
from jumelage.serialisation import from_document, to_document

TOUR = Meeting("tour", ("a", "b", "plant"))
VISIT = Meeting("visit", ("a",), duration=2, value=7, sites=("firm",))
THANKS = Meeting("thanks", ("b",), after=("visit",), required=False)
PROBLEM = Problem(
    slots=5, sites=(Site("hall"), Site("firm")), people=(Person("a"), Person("b"), Person("plant")),
    meetings=(TOUR, VISIT, THANKS),
)  # fmt: skip
AGENDA = Agenda(
    "feasible",
    meetings=(Placement("tour", 0, "hall"), Placement("visit", 1, "firm"), Placement("thanks", 3, "hall")),
)
ALL = Attendance(("a", "b"), frozenset({"tour"}), {"firm": ("visit",)})


def as_sets(problem: Problem) -> Problem:
    meetings = tuple(replace(one, people=tuple(sorted(one.people))) for one in problem.meetings)
    return replace(problem, meetings=meetings)


def test_what_all_do_goes_on_without_a_delegate_whose_own_visit_loses_its_hour_with_what_waits_for_it() -> None:
    found = away(PROBLEM, AGENDA, "a", range(0, 2), ALL)
    assert found == Absence("a", (0, 1), ("tour",), {"visit": 7})
    asked = applied(PROBLEM, found, gone=True)
    assert [one.people for one in asked.meetings] == [("b", "plant"), ("a",), ("b",)]
    assert not asked.meetings[1].required
    after = unplaced(asked, AGENDA, found)
    assert [one.id for one in after.meetings] == ["tour"]
    assert {one.id: one.why for one in after.dropped} == {"visit": AWAY, "thanks": AWAY}
    assert not check(asked, after).violations


def test_nothing_goes_on_without_its_host_or_the_last_delegate() -> None:
    for gone, at in (("plant", range(0, 1)), ("b", range(0, 1))):
        before = PROBLEM if gone == "plant" else applied(PROBLEM, away(PROBLEM, AGENDA, "a", at, ALL), gone=True)
        found = away(before, AGENDA, gone, at, ALL)
        assert not found.missed
        assert found.promised == {"tour": 1}
        asked = applied(before, found, gone=True)
        assert "tour" not in {one.id for one in unplaced(asked, AGENDA, found).meetings}


def test_who_comes_back_does_what_all_do_unless_something_stands_against_it() -> None:
    asked = applied(PROBLEM, away(PROBLEM, AGENDA, "a", range(0, 2), ALL), gone=True)
    assert back(asked, AGENDA, "a", range(1, 2), ALL) == Absence("a", (1,))
    whole = back(asked, AGENDA, "a", range(0, 4), ALL)
    assert whole == Absence("a", (0, 1), ("tour",))
    assert applied(asked, whole, gone=False).meetings[0].people == ("b", "plant", "a")
    assert back(asked, AGENDA, "plant", range(0, 4), ALL).slots == ()
    used = replace(asked, people=(replace(asked.people[0], max_meetings=1), *asked.people[1:]))
    assert back(used, AGENDA, "a", range(0, 4), ALL) == Absence("a", (0, 1))  # the visit took its place


def test_an_absence_survives_that_others_leave_and_join() -> None:
    found = away(PROBLEM, AGENDA, "a", range(0, 2), ALL)
    gone = replace(PROBLEM, people=PROBLEM.people[1:], meetings=(replace(TOUR, people=("b", "plant")),))
    assert applied(gone, found, gone=False) == gone
    asked = applied(PROBLEM, found, gone=True)
    more = with_delegates(asked, ("a", "b"), ("a", "b", "c"), {"tour"})
    assert more.meetings[0].people == ("b", "plant", "c")
    assert [(who, out, ends) for who, out, ends in differences(PROBLEM, asked)] == [("a", {0, 1}, set())]
    assert [(who, out, ends) for who, out, ends in differences(asked, PROBLEM)] == [("a", set(), {0, 1})]


def test_a_host_of_whom_only_the_place_was_known_is_counted_while_it_is_away() -> None:
    found = away(PROBLEM, AGENDA, "firm", range(1, 2), ALL)
    assert found == Absence("firm", (1,), (), {"visit": 7}, ("visit",))
    assert from_document(Absence, to_document(found)) == found
    asked = applied(PROBLEM, found, gone=True)
    assert asked.meetings[1].people == ("a", "firm")
    assert [one.id for one in unplaced(asked, AGENDA, found).meetings] == ["tour"]
    assert applied(asked, found, gone=False) == PROBLEM


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_planned_for_who_is_away_and_undoing_is_exact(made: Plan, data: st.DataObject) -> None:
    problem, agenda = made.problem, made.agenda
    delegation = [one.id for one in made.programme.participants if one.delegate]
    whole = {one.id for one in problem.meetings if set(delegation) <= set(one.people)}
    person = data.draw(st.sampled_from([one.id for one in problem.people]))
    begins = data.draw(st.integers(0, problem.slots - 1))
    slots = range(begins, data.draw(st.integers(begins + 1, problem.slots)))
    found = away(problem, agenda, person, slots, Attendance(tuple(delegation), frozenset(whole)))
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
