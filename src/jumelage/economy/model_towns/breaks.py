"""Change points: in which year a place's growth broke down, by how much, and how sure that is.

The series is the growth from one year to the next. It is cut into segments of steady growth by penalised least
squares, exactly (dynamic programming: Auger and Lawrence 1989, *Bulletin of Mathematical Biology* 51, 39-54), with a
penalty of three log n a cut (Zhang and Siegmund 2007, *Biometrics* 63, 22-32) that rises with the noise and with how
much of one year's growth carries over to the next. A fall is a segment that grows less than the one before it and
less than all the years before. Its confidence comes from the same split searched in drawn series that have no break:
same noise, same memory, as many years. The years in which it may have begun are those whose likelihood ratio stays
under 7.35, the 95 % limit for the date of one break (Eo and Morley 2015, *Quantitative Economics* 6, 463-497).

A fall of one or two years is too short for a segment. It is looked for as an outlier: the mean growth of the window
beside that of all other years, by the t-test of deleted residuals with Bonferroni's correction for every window
(Cook and Weisberg 1982, *Residuals and Influence in Regression*, section 2.2.2), with tails as heavy as those of
Student's t of five degrees of freedom: growth of small places has them. It counts where it lasts: the level of the three
years after stays below that of the three years before by at least half of the fall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

__all__ = ["FEWEST_YEARS", "Break", "find_breaks"]

Floats = NDArray[np.float64]

FEWEST_YEARS = 12
"""Shorter series are not searched: nothing could be told from noise."""

_SHORTEST = 3
"""Years: one bad harvest and the good one after it are no break."""

_LASTS, _HALF = 3, 0.5
"""Years on either side of a step whose levels are compared, and the share of it that must still be missing."""

_TAILS = 5
"""Degrees of freedom of the law of an ordinary year's growth."""

_COUNTED = 10
"""Years of the fall that its size adds up."""

_PENALTY = 3
_DATE_LIMIT = 7.35
_WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Break:
    """A segment in which growth broke down.

    Parameters
    ----------
    year
        The first year of the fall: the year before is the last normal one.
    last_year
        The last year of the segment.
    size
        What its first ten years (or fewer) cost beside the growth before, in the unit of the series (log points for a
        logarithm); below zero.
    confidence
        One minus the p-value of the test against series without a break: 0 to 1.
    earliest, latest
        Years between which the fall may have begun (95 %).
    """

    year: int
    last_year: int
    size: float
    confidence: float
    earliest: int
    latest: int


def find_breaks(
    values: Sequence[float] | Floats, years: Sequence[int], *, draws: int = 399, seed: int = 0
) -> tuple[Break, ...]:
    """Find the falls of one series, the largest first.

    Parameters
    ----------
    values
        Level of the series, shape ``(years,)``; a logarithm where growth in per cent is meant. Take away what all
        places have in common first, or a recession of the whole country is a break of each town.
    years
        Consecutive years, in order.
    draws
        Number of drawn series; no confidence is above ``1 - 1 / (draws + 1)``.
    seed
        Of the draws.

    Returns
    -------
    tuple of Break
        Empty where the series has fewer than ``FEWEST_YEARS`` values, has holes, or never broke down.
    """
    levels = np.asarray(values, dtype=float)
    if len(levels) != len(years):
        raise ValueError("values and years must have the same length")
    growth = np.diff(levels)
    if len(levels) < FEWEST_YEARS or not np.isfinite(growth).all() or growth.std() < 1e-12:
        return ()
    cuts, noise, memory = segments(growth)
    rng = np.random.default_rng(seed)
    falls = [
        _fall(growth, cuts[i - 1 : i + 2], years, _Noise(noise, memory, draws, rng))
        for i in range(1, len(cuts) - 1)
        if _size(growth, cuts[i - 1 : i + 2]) < 0
    ]
    falls += _steps(levels, growth, years)
    return tuple(sorted(falls, key=lambda fall: fall.size))


def segments(growth: Floats) -> tuple[list[int], Floats, float]:
    """Cut a series into segments of steady mean.

    Returns
    -------
    list of int
        The cuts, 0 and the length included.
    numpy.ndarray
        The jolts left once the means and the memory are taken out, shape ``(changes - 1,)``.
    float
        The memory: the share of a year's departure that carries over to the next (0 to 0.9).
    """
    size = len(growth)
    spread = float(np.median(np.abs(np.diff(growth)))) * 1.4826 / np.sqrt(2)
    cuts = _cut(growth, _PENALTY * np.log(size) * max(spread, 1e-9) ** 2)
    left = _left(growth, cuts)
    memory = _memory(left, len(cuts) - 1)
    variance = float(np.square(left).sum()) / max(size - len(cuts) + 1, 1)
    cuts = _cut(growth, _PENALTY * np.log(size) * max(variance, 1e-18) * (1 + memory) / (1 - memory))
    left = _left(growth, cuts)
    memory = _memory(left, len(cuts) - 1)
    jolts = left[1:] - memory * left[:-1]
    return cuts, jolts - jolts.mean(), memory


def _cut(growth: Floats, penalty: float) -> list[int]:
    """Return the cuts that minimise the squares left plus ``penalty`` a segment, none shorter than three years."""
    size = len(growth)
    sums, squares = np.insert(np.cumsum(growth), 0, 0.0), np.insert(np.cumsum(growth**2), 0, 0.0)
    best, origin = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=int)
    best[0] = 0.0
    for end in range(_SHORTEST, size + 1):
        starts = np.arange(0, end - _SHORTEST + 1)
        cost = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / (end - starts)
        total = best[starts] + cost + penalty
        origin[end] = int(total.argmin())
        best[end] = total[origin[end]]
    cuts = [size]
    while cuts[-1] > 0:
        cuts.append(int(origin[cuts[-1]]))
    return cuts[::-1]


def _left(growth: Floats, cuts: Sequence[int]) -> Floats:
    left = growth.copy()
    for a, b in pairwise(cuts):
        left[a:b] -= growth[a:b].mean()
    return left


def _memory(left: Floats, means: int) -> float:
    """Return the first autocorrelation, corrected for a short series with ``means`` of its own (after Kendall 1954).

    None is assumed below zero, which is the careful side.
    """
    squares = float(np.square(left[:-1]).sum())
    raw = float(left[1:] @ left[:-1]) / squares if squares > 0 else 0.0
    return float(np.clip(raw + (means * (1 + raw) + 2 * raw) / len(left), 0.0, 0.9))


def _steps(levels: Floats, growth: Floats, years: Sequence[int]) -> list[Break]:
    """Find the surest lasting fall of one or two years."""
    size = len(growth)
    found: list[Break] = []
    for width in range(1, _SHORTEST):
        for start in range(_LASTS - 1, size - width - _LASTS + 1):
            inside, outside = growth[start : start + width], np.delete(growth, np.s_[start : start + width])
            normal, spread = float(outside.mean()), float(outside.std(ddof=1))
            fall = float((inside - normal).sum())
            if fall >= 0 or not _lasts(levels, start, width, normal, fall):
                continue
            statistic = fall / width / (max(spread, 1e-12) * np.sqrt(1 / width + 1 / len(outside)))
            chance = float(stdtr(min(len(outside) - 1, _TAILS), statistic)) * 2 * size
            first, last = int(years[start + 1]), int(years[start + width])
            if chance < _HALF:
                found.append(Break(first, last, fall, 1.0 - chance, first, last))
    return [max(found, key=lambda step: (step.confidence, -step.size))] if found else []


def _lasts(levels: Floats, start: int, width: int, normal: float, fall: float) -> bool:
    """Tell whether the level after a step stays below the level before by most of it, growth in between taken out."""
    trend = levels - normal * np.arange(len(levels))
    before, after = trend[start - _LASTS + 1 : start + 1], trend[start + width : start + width + _LASTS]
    return float(after.mean() - before.mean()) <= _HALF * fall


@dataclass(frozen=True, slots=True)
class _Noise:
    jolts: Floats
    memory: float
    draws: int
    rng: np.random.Generator

    def series(self, length: int) -> Floats:
        """Draw series without a break, shape ``(draws, length)``."""
        drawn = self.rng.choice(self.jolts, size=(self.draws, length + _WARM_UP))
        for year in range(1, drawn.shape[1]):
            drawn[:, year] += self.memory * drawn[:, year - 1]
        return drawn[:, _WARM_UP:]


def _size(growth: Floats, cuts: Sequence[int]) -> float:
    before, start, end = cuts
    # A boom before is no norm: the fall is measured from the lower of the last segment and all the years before.
    normal = min(float(growth[before:start].mean()), float(growth[:start].mean()))
    end = min(end, start + _COUNTED)
    return float((growth[start:end] - normal).sum())


def _fall(growth: Floats, cuts: Sequence[int], years: Sequence[int], noise: _Noise) -> Break:
    before, start, end = cuts
    window = growth[before:end]
    statistic = _splits(window[None, :])[0]
    drawn = _splits(noise.series(len(window))).min(axis=1)
    exceeded = int((drawn <= statistic[start - before - _SHORTEST]).sum())
    # Squares left after a split are proportional to 1 / (1 + t^2 / f).
    explained = 1 + np.square(np.minimum(statistic, 0.0)) / max(len(window) - 2, 1)
    likely = np.flatnonzero(len(window) * np.log(explained.max() / explained) <= _DATE_LIMIT)
    first = before + _SHORTEST
    return Break(
        year=int(years[start + 1]),
        last_year=int(years[end]),
        size=_size(growth, cuts),
        confidence=1.0 - (1 + exceeded) / (noise.draws + 1),
        earliest=int(years[first + int(likely.min()) + 1]),
        latest=int(years[first + int(likely.max()) + 1]),
    )


def _splits(series: Floats) -> Floats:
    """Return the t-statistic of the mean after against the mean before each split, shape ``(series, splits)``."""
    length = series.shape[1]
    before = np.arange(_SHORTEST, length - _SHORTEST + 1)
    sums = np.cumsum(series, axis=1)
    total, squares = sums[:, -1:], np.square(series).sum(axis=1, keepdims=True)
    first = sums[:, before - 1]
    mean_before, mean_after = first / before, (total - first) / (length - before)
    left = squares - before * mean_before**2 - (length - before) * mean_after**2
    deviation = np.sqrt(np.maximum(left, 1e-12 * squares + 1e-300) / max(length - 2, 1))
    statistic: Floats = (mean_after - mean_before) / (deviation * np.sqrt(1 / before + 1 / (length - before)))
    return statistic
