import datetime as dt

import pytest

from jumelage.mission.grid import Grid


@pytest.fixture
def grid(brief):
    return Grid.of(brief)


def test_days_lie_end_to_end(grid):
    assert grid.days == ((0, 34), (34, 64))
    assert grid.starts[0] == dt.datetime(2027, 5, 12, 8, 30)
    assert grid.starts[34] == dt.datetime(2027, 5, 13, 8, 30)


def test_minutes_round_up_to_slots(grid):
    assert [grid.slots(m) for m in (0, 1, 15, 16, 60)] == [0, 1, 1, 2, 4]


def test_a_meeting_fits_only_inside_its_day(grid):
    assert grid.fits(30, 4)
    assert not grid.fits(31, 4)
    assert grid.end(30, 4) == dt.datetime(2027, 5, 12, 17, 0)


def test_an_hour_off_the_grid_has_no_slot(grid):
    assert grid.slot_of(dt.datetime(2027, 5, 12, 8, 40)) is None
