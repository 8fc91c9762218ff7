"""Change points: found where they are, not where there is only noise, never from too little."""

from __future__ import annotations

import numpy as np
import pytest

from jumelage.economy.model_towns.breaks import FEWEST_YEARS, find_breaks

YEARS = range(1970, 2010)


def series(seed: int, drop: float = 0.0, start: int = 1990, length: int = 6, noise: float = 0.02) -> np.ndarray:
    rng = np.random.default_rng(seed)
    growth = rng.normal(0.01, noise, size=len(YEARS))
    growth[start - 1970 : start - 1970 + length] += drop
    return np.cumsum(growth)


def test_a_closure_is_dated_and_measured() -> None:
    found = [find_breaks(series(seed, drop=-0.08), YEARS, draws=99) for seed in range(40)]
    first = [falls[0] for falls in found if falls]
    assert len(first) >= 38
    assert np.median([fall.year for fall in first]) == 1990
    assert np.mean([abs(fall.year - 1990) <= 1 for fall in first]) >= 0.85
    assert np.mean([fall.earliest <= 1990 <= fall.latest for fall in first]) >= 0.9
    assert np.median([fall.size for fall in first]) == pytest.approx(-0.48, abs=0.06)
    assert np.mean([fall.confidence >= 0.95 for fall in first]) >= 0.9


@pytest.mark.parametrize("length", [1, 2])
def test_a_fall_of_one_or_two_years_that_lasts_is_found(length: int) -> None:
    found = [find_breaks(series(seed, drop=-0.4 / length, length=length), YEARS, draws=99) for seed in range(40)]
    sure = [[fall for fall in falls if fall.confidence >= 0.95] for falls in found]
    assert sum(any(fall.earliest <= 1990 <= fall.latest for fall in falls) for falls in sure) >= 38
    assert np.median([falls[0].size for falls in sure if falls]) == pytest.approx(-0.4, abs=0.04)


def test_a_spike_and_its_end_are_no_fall() -> None:
    growth = np.random.default_rng(2).normal(0.01, 0.02, size=len(YEARS))
    growth[20], growth[21] = 0.3, -0.3
    assert not [fall for fall in find_breaks(np.cumsum(growth), YEARS) if fall.confidence >= 0.95]


def test_noise_alone_is_rarely_called_a_break() -> None:
    sure = [any(fall.confidence >= 0.95 for fall in find_breaks(series(seed), YEARS, draws=99)) for seed in range(150)]
    assert np.mean(sure) <= 0.05


def test_one_bad_harvest_is_no_break() -> None:
    growth = np.random.default_rng(1).normal(0.01, 0.02, size=len(YEARS))
    growth[20], growth[21] = -0.3, 0.3
    assert find_breaks(np.cumsum(growth), YEARS) == ()


def test_the_same_call_gives_the_same_answer() -> None:
    assert find_breaks(series(3, drop=-0.08), YEARS, seed=7) == find_breaks(series(3, drop=-0.08), YEARS, seed=7)


def test_what_cannot_be_searched_has_no_break() -> None:
    few = FEWEST_YEARS - 1
    assert find_breaks(np.linspace(0, -5, few), range(few)) == ()
    assert find_breaks(np.zeros(40), YEARS) == ()
    holed = series(4, drop=-0.2)
    holed[15] = np.nan
    assert find_breaks(holed, YEARS) == ()
    with pytest.raises(ValueError, match="same length"):
        find_breaks([1.0, 2.0], [2000])
