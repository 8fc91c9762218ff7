"""Falls that last: found where they are, not where there is only noise, never from too little."""

from __future__ import annotations

import numpy as np
import pytest

from jumelage.economy.model_towns.falls import FEWEST_YEARS, find_falls

YEARS = 40


def paths(seed: int, rows: int = 40, noise: float = 0.02, carried: float = 0.0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(0, noise, size=(rows, YEARS + 20))
    for year in range(1, drawn.shape[1]):
        drawn[:, year] += carried * drawn[:, year - 1]
    return np.cumsum(drawn[:, 20:], axis=1)


@pytest.mark.parametrize(
    "fall",
    [{20: np.log(0.61)}, dict.fromkeys(range(20, 26), -0.08), dict.fromkeys((20, 22, 25, 27), np.log(0.86))],
    ids=["step", "slide", "staircase"],
)
def test_a_fall_is_found_dated_and_measured_however_it_came(fall: dict[int, float]) -> None:
    levels = paths(5)
    for year, size in fall.items():
        levels[:4, year:] += size
    found = find_falls(levels)[:4]
    assert all(one is not None and one.p < 0.005 for one in found)
    assert np.median([one.first for one in found if one]) == 20
    assert all(one.earliest <= 20 <= one.latest for one in found if one and len(fall) == 1)
    assert np.median([one.size for one in found if one]) == pytest.approx(sum(fall.values()), abs=0.12)


@pytest.mark.parametrize("carried", [-0.3, 0.0, 0.5])
def test_noise_alone_is_rarely_sure(carried: float) -> None:
    p = [one.p for seed in range(4) for one in find_falls(paths(seed, carried=carried)) if one]
    assert np.mean(np.array(p) <= 0.05) <= 0.12
    assert np.mean(np.array(p) <= 0.00125) <= 0.01


def test_one_bad_harvest_is_no_fall() -> None:
    levels = paths(1)
    levels[0, 20] -= 0.3
    harvest = find_falls(levels)[0]
    assert harvest is None or harvest.behind > -0.15


def test_the_same_call_gives_the_same_answer() -> None:
    assert find_falls(paths(3), seed=7) == find_falls(paths(3), seed=7)


def test_what_cannot_be_searched_has_no_fall() -> None:
    assert find_falls(np.linspace(0, -5, FEWEST_YEARS - 1)[None]) == [None]
    assert find_falls(np.zeros((1, YEARS))) == [None]
    holed = paths(4)
    holed[0, 15] = np.nan
    assert find_falls(holed)[0] is None
