from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.economy.measures.change import MOVEMENTS, split_change
from jumelage.economy.measures.shiftshare import shift_share

counts = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=12)


def test_a_closing_mine_is_loss_of_old_work_only() -> None:
    found = split_change(np.array([800.0, 100, 100]), np.array([300.0, 100, 100]))
    assert found.growth_of_new == found.growth_of_old == found.loss_of_new == 0
    assert found.loss_of_old == pytest.approx(found.end - found.start)
    assert found.share_from_loss == 1
    assert found.jobs["loss_of_old"] == -500


def test_new_firms_are_growth_of_new_work_only() -> None:
    found = split_change(np.array([800.0, 100, 0]), np.array([800.0, 150, 200]))
    assert found.growth_of_new == pytest.approx(found.end - found.start)
    assert found.share_from_loss == 0


@given(counts)
def test_the_parts_add_up_to_the_change(pairs: list[tuple[int, int]]) -> None:
    before, after = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    if not before.sum() or not after.sum():
        return
    found = split_change(before, after)
    assert sum(getattr(found, name) for name in MOVEMENTS) == pytest.approx(found.end - found.start, abs=1e-9)
    assert sum(found.jobs.values()) == pytest.approx(after.sum() - before.sum())


def test_unknown_cells_take_no_part() -> None:
    found = split_change(np.array([800.0, np.nan, 100]), np.array([300.0, 50, 100]))
    assert found.compared == 2
    assert found.jobs["growth_of_new"] == 0


def test_shift_share_of_a_worked_example() -> None:
    # Whole: 1000 -> 1100 (+10 %); industry 1 +20 %, industry 2 unchanged. Place: 100 -> 130, 100 -> 90.
    found = shift_share(np.array([100.0, 100]), np.array([130.0, 90]), np.array([500.0, 500]), np.array([600.0, 500]))
    assert found is not None
    assert (found.growth, found.mix, found.local) == pytest.approx((20, 0, 0), abs=1e-9)
