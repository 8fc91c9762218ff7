"""The check refuses each kind of broken agenda, and counts as the format says."""

from __future__ import annotations

import pytest

from jumelage.agenda import Agenda, Dropped, Meeting, Person, Placement, Problem, Site, check

PROBLEM = Problem(
    slots=8,
    days=((0, 5), (5, 8)),
    sessions={"morning": (0, 3), "nothing": (3, 3), "later": (3, 5)},
    sites=(Site("hall", 1), Site("plant")),
    travel={"hall": {"plant": 1}},
    people=(Person("ann", unavailable=(7,)), Person("bob", max_meetings=3), Person("eve", min_meetings=2)),
    meetings=(
        Meeting("a", ("ann", "bob"), sites=("hall",), session="morning"),
        Meeting("b", ("ann",), sites=("plant",), duration=2),
        Meeting("c", ("bob", "eve"), after=("a",)),
        Meeting("d", ("bob",), required=False, value=5),
    ),
)
GOOD = {"a": (0, "hall", 1), "b": (3, "plant", None), "c": (2, "hall", 1), "d": (5, "plant", 2)}


def agenda(**changes: tuple[int, str, int | None] | None) -> Agenda:
    places = {**GOOD, **changes}
    return Agenda("feasible", meetings=tuple(Placement(name, *place) for name, place in places.items() if place))


def test_a_good_agenda_and_its_figures() -> None:
    report = check(PROBLEM, agenda())
    assert report.ok, report.violations
    # ann waits one slot beside the drive; bob waits at slot 1, and no break crosses the night; eve lacks one meeting.
    assert report.objective == {"value": 8, "shortfall": 1, "breaks": 2, "travel": 1}


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("missing", {"a": None}),
        ("session", {"a": (3, "hall", 1)}),
        ("session", {"b": (2, "plant", 1)}),
        ("day", {"b": (4, "plant", 1)}),
        ("day", {"b": (7, "plant", 1)}),
        ("unavailable", {"b": (6, "plant", 1)}),
        ("site", {"a": (0, "plant", 1)}),
        ("site", {"c": (2, "moon", 1)}),
        ("after", {"c": (0, "plant", 1)}),
        ("overlap", {"d": (2, "plant", 1)}),
        ("travel", {"b": (1, "plant", 1)}),
        ("travel", {"d": (3, "plant", 1)}),
        ("tables", {"c": (2, "hall", 2)}),
        ("tables", {"d": (3, "plant", 2), "b": (3, "plant", 2)}),
    ],
)
def test_each_broken_rule_is_named(kind: str, changes: dict[str, tuple[int, str, int | None] | None]) -> None:
    assert kind in {violation.kind for violation in check(PROBLEM, agenda(**changes)).violations}


def test_what_an_agenda_claims_is_counted_again() -> None:
    claimed = Agenda("optimal", {"breaks": 0}, meetings=agenda().meetings, dropped=(Dropped("d"), Dropped("z")))
    kinds = [violation.kind for violation in check(PROBLEM, claimed).violations]
    assert kinds == ["twice", "unknown", "objective"]
