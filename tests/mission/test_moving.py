"""An agenda laid on other days keeps its hours; what has no hour any more is named, and the rest passes the check."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.mission.brief import Day
from jumelage.mission.editing import counted
from jumelage.mission.moving import relaid

MONDAY = dt.date(2031, 3, 3)


def days(first: dt.date, count: int, start: str = "08:30", end: str = "12:30") -> tuple[Day, ...]:
    hours = (dt.time.fromisoformat(start), dt.time.fromisoformat(end))
    return tuple(Day(first + dt.timedelta(days=n), *hours) for n in range(count))


def planned(slots: list[int]) -> tuple[Problem, Agenda]:
    """Two days of eight slots of half an hour; a meeting of two slots each."""
    starts = [
        dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(8, 30)) + dt.timedelta(minutes=30 * n)
        for day in range(2)
        for n in range(8)
    ]
    problem = Problem(
        slots=16,
        slot_minutes=30,
        starts=tuple(start.isoformat(timespec="minutes") for start in starts),
        days=((0, 8), (8, 16)),
        sites=(Site("hall", 1),),
        people=(Person("p", unavailable=(7,)), *(Person(f"h{n}") for n in range(len(slots)))),
        meetings=tuple(
            Meeting(f"m{n}", ("p", f"h{n}"), duration=2, sites=("hall",), at=slots[0] if not n else None)
            for n in range(len(slots))
        ),
    )
    return problem, counted(
        problem, Agenda("feasible", meetings=tuple(Placement(f"m{n}", slot, "hall") for n, slot in enumerate(slots)))
    )


def test_a_week_later_everything_is_where_it_was() -> None:
    problem, agenda = planned([0, 4, 8])
    later, kept, lost = relaid(problem, agenda, days(MONDAY + dt.timedelta(days=7), 2))
    assert lost == () and kept.meetings == agenda.meetings
    assert later.starts[0] == "2031-03-10T08:30" and replace(later, starts=problem.starts) == problem
    assert not check(later, kept).violations


def test_what_has_no_hour_any_more_waits_and_is_named() -> None:
    problem, agenda = planned([0, 4, 8])
    later, kept, lost = relaid(problem, agenda, days(MONDAY, 1, start="09:30"))
    assert lost == ("m0", "m2")
    assert [(one.id, later.starts[one.slot]) for one in kept.meetings] == [("m1", "2031-03-03T10:30")]
    assert {one.id for one in kept.dropped} == {"m0", "m2"}
    assert not check(later, kept).violations
    assert later.people[0].unavailable == (5,)  # still away at noon


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0, 2, 4, 8, 10, 12, 14]), unique=True, min_size=1),
    st.integers(-400, 400),
    st.integers(1, 4),
    st.integers(0, 6),
    st.integers(7, 16),
)
def test_nothing_placed_breaks_a_rule_and_nothing_is_forgotten(
    slots: list[int], by: int, count: int, start: int, end: int
) -> None:
    problem, agenda = planned(slots)
    opening = dt.datetime.combine(MONDAY, dt.time(8, 30))
    hours = [(opening + dt.timedelta(minutes=30 * n)).strftime("%H:%M") for n in (start, end)]
    later, kept, lost = relaid(problem, agenda, days(MONDAY + dt.timedelta(days=by), count, *hours))
    assert not check(later, kept).violations
    assert {one.id for one in kept.meetings} | set(lost) == {one.id for one in agenda.meetings}
    before = {one.id: dt.datetime.fromisoformat(problem.starts[one.slot]) for one in agenda.meetings}
    for one in kept.meetings:
        now = dt.datetime.fromisoformat(later.starts[one.slot])
        assert now - before[one.id] == dt.timedelta(days=by)
