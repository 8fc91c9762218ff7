"""A day laid out as a grid holds every activity once for each lane, and no rectangle covers another."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.documents.day_grid import DayGrid, day_grid
from jumelage.documents.programme import Activity, Organisation, Participant, Programme
from jumelage.language import NO_TEXT, Bilingual

DAY = dt.date(2031, 2, 18)


def _covered(grid: DayGrid) -> Counter[tuple[int, int]]:
    return Counter(
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    )


@st.composite
def _programmes(draw: st.DrawFn) -> Programme:
    people = [Participant(f"p{n}", Bilingual("P", "P"), f"o{n % 3}", delegate=True) for n in range(5)]
    activities = []
    for number in range(draw(st.integers(0, 8))):
        start = dt.datetime.combine(DAY, dt.time(8)) + dt.timedelta(minutes=5 * draw(st.integers(0, 60)))
        end = start + dt.timedelta(minutes=5 * draw(st.integers(0, 12)))
        who = draw(st.sets(st.sampled_from([p.id for p in people]), min_size=1))
        activities.append(Activity(f"a{number}", "group", start, end, NO_TEXT, NO_TEXT, tuple(sorted(who))))
    organisations = tuple(Organisation(f"o{n}", f"O{n}", "T", NO_TEXT, NO_TEXT) for n in range(3))
    return Programme(
        "m", 1, NO_TEXT, NO_TEXT, "A", "B", "America/Toronto", (DAY,), organisations, tuple(people), tuple(activities)
    )


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(_programmes())
def test_every_activity_of_every_lane_has_its_place(programme: Programme) -> None:
    grid = day_grid(programme, DAY)
    assert all(count == 1 for count in _covered(grid).values())
    shown: Counter[str] = Counter()
    for cell in grid.cells:
        for lane in grid.lanes[cell.column : cell.column + cell.columns]:
            shown.update((cell.activity.id, person.id) for person in lane.people)  # type: ignore[arg-type]
        assert cell.row + cell.rows <= len(grid.rows)
    assert shown == Counter((a.id, person) for a in programme.activities for person in a.participants)


def test_what_all_share_is_drawn_once(programme: Programme) -> None:
    grid = day_grid(programme, DAY)
    lunch = [cell for cell in grid.cells if cell.activity.id == "meal:1"]
    assert [cell.columns for cell in lunch] == [len(grid.lanes)]


def test_people_of_one_organisation_who_part_have_a_lane_each(programme: Programme) -> None:
    parted = replace(
        programme,
        activities=tuple(
            replace(a, participants=("montage-1",)) if a.id == "visit:montage:acier" else a
            for a in programme.activities
        ),
    )
    lanes = [lane for lane in day_grid(parted, DAY).lanes if lane.organisation == "montage"]
    assert [[person.id for person in lane.people] for lane in lanes] == [["montage-1"], ["montage-2"]]
