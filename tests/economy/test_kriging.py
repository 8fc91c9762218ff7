from __future__ import annotations

import numpy as np
import pytest

from jumelage.economy.forecast import kriging
from jumelage.economy.forecast.kriging import kriged


def test_the_closed_form_is_the_mean_with_the_cell_left_out() -> None:
    values = np.random.default_rng(0).normal(size=(5, 4))
    along = kriging._covariance(values, ["3", "12", "20", "21", "40"], kriging.PLACE_REACH)
    across = kriging._covariance(values.T, ["a", "b", "c", "d"], kriging.INDUSTRY_REACH)
    covariance, flat = np.kron(along, across), values.ravel()
    found = kriged(values, ["3", "12", "20", "21", "40"], ["a", "b", "c", "d"]).ravel()
    for cell in range(flat.size):
        others = np.arange(flat.size) != cell
        noisy = covariance[np.ix_(others, others)] + kriging.NOISE * np.eye(flat.size - 1)
        assert found[cell] == pytest.approx(covariance[cell, others] @ np.linalg.solve(noisy, flat[others]), abs=1e-9)


def test_codes_are_near_as_numbers_and_names_have_no_order() -> None:
    values = np.eye(3)
    numbered = kriging._covariance(values, ["3", "12", "120"], 1.0)
    assert numbered[0, 1] == pytest.approx(np.exp(-1) / 2)
    assert numbered[0, 2] == pytest.approx(np.exp(-2) / 2)
    assert kriging._covariance(values, ["Amos", "Baie", "Causapscal"], 1.0)[0, 1] == 0


def test_an_industry_missing_in_one_place_of_its_region_is_told_there() -> None:
    # Two regions of ten places, each with six industries of its own; the fifth place lacks its first.
    first = np.arange(20)[:, None] < 10
    values = np.where(first == (np.arange(12) < 6), 3.0, -3.0)
    values[4, 0] = -3.0
    found = kriged(values, [str(i) for i in range(20)], [str(i) for i in range(12)])
    assert found[4, 0] > 0 > found[15, 0]
