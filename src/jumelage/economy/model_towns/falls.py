"""Falls that last: in which years each place's own figure broke down, by how much, and how sure that is.

A series is the path of a place beside all places. A fall runs over one year or several, up to fifteen: its drop is
the middle level of the three years from its last on, less that of the three before it, less what the place's usual
growth before makes of that distance. A year that is made up for within three is no fall; nor is the end of a boom, since the path itself
must come down. The drop is divided by the place's own noise (the median absolute jolt, which a fall hardly moves), and the
largest over all windows is the statistic.

Its law is that of copies without any fall: the same number of years, growth that carries over as much from one year to the
next (of the place, shrunk to the middle of all places), jolts with tails as heavy as those of all places (Student), put through
the same computation. So the p-value counts the windows searched; over places, q-values hold the share of false finds
(Benjamini and Hochberg 1995). Years in which the fall may have begun are those whose likelihood ratio stays under 7.35, the
95 % limit for the date of one break (Eo and Morley 2015, *Quantitative Economics* 6, 463-497).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEWEST_YEARS", "Fall", "find_falls"]

Floats = NDArray[np.float64]

FEWEST_YEARS = 12
"""Shorter series are not searched: nothing could be told from noise."""
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 15)
"""Years that a fall may take."""
_SIDE = 3
_DATE_LIMIT = 7.35
_WARM_UP = 20
_OWN = 20.0
"""Years of its own that weigh as much as all other places in what a place carries over."""
_STEP = 0.12
_LONG = 10
"""Years from which a fall may be most of the series: it is measured against the growth before it alone."""
_BEFORE = 10
"""Years from which the growth before a fall is told by them alone: a slide may last as long as the years after it."""


@dataclass(frozen=True, slots=True)
class Fall:
    """The surest fall of one place.

    Parameters
    ----------
    first, last
        Positions of the first and the last year of the fall; the year before ``first`` is the last normal one.
    size
        What it cost beside the place's usual growth, in the unit of the series; below zero.
    behind
        What it cost beside all places.
    p
        Chance of such a fall somewhere in a series without any.
    earliest, latest
        Positions between which it may have begun (95 %).
    """

    first: int
    last: int
    size: float
    behind: float
    p: float
    earliest: int
    latest: int


def find_falls(paths: Floats, *, draws: int = 4999, seed: int = 0) -> list[Fall | None]:
    """Find the surest fall of each path.

    Parameters
    ----------
    paths
        Levels beside all places, shape ``(places, years)``; logarithms where growth in per cent is meant. A path with a
        hole, or that never moves, has no fall.
    draws
        Copies without a fall; no p-value is under ``1 / (draws + 1)``.
    seed
        Of the copies.
    """
    found: list[Fall | None] = [None] * len(paths)
    years = paths.shape[1]
    growth = np.diff(paths, axis=1)
    usable = np.flatnonzero(np.isfinite(growth).all(axis=1) & (np.nan_to_num(growth).std(axis=1) > 1e-12))
    if years < FEWEST_YEARS or not len(usable):
        return found
    carried = _carried(growth[usable])
    tails = _tails(growth[usable])
    grid = np.round(carried / _STEP).astype(int)
    for step in np.unique(grid):
        rows = usable[grid == step]
        windows, spread, null = _law(float(step * _STEP), tails, (draws, years), seed)
        own = _drops(paths[rows], windows) / spread
        for row, scores in zip(rows, own, strict=True):
            found[row] = _surest(paths[row], windows, scores, null)
    return found


@lru_cache(maxsize=64)
def _law(memory: float, tails: float, shape: tuple[int, int], seed: int) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Return the windows, the deviation of the drop in each, and the lowest scores of copies without a fall, in order."""
    windows = _windows(shape[1])
    rng = np.random.default_rng([seed, round(memory * 100) + 100])
    drops = _drops(_copies(memory, tails, shape, rng), windows)
    spread = drops.std(axis=0)
    return windows, spread, np.sort((drops / spread).min(axis=1))


def _carried(growth: Floats) -> Floats:
    """Return how much of a year's departure each place carries over to the next: its own, shrunk to the middle of all."""
    left = _without_falls(growth)
    squares = np.maximum((left[:, :-1] ** 2).sum(axis=1), 1e-300)
    raw = (left[:, 1:] * left[:, :-1]).sum(axis=1) / squares
    own = raw + (1 + 3 * raw) / growth.shape[1]  # corrected for a short series (Kendall 1954)
    middle = float(np.median(own))
    weight = growth.shape[1] / (growth.shape[1] + _OWN * min(len(growth) - 1, 5) / 5)
    return np.asarray(np.clip(weight * own + (1 - weight) * middle, -0.48, 0.9))


def _without_falls(growth: Floats) -> Floats:
    """Return departures from the usual growth, the steepest stretch of each length up to ten years brought back to it."""
    left = growth - np.median(growth, axis=1, keepdims=True)
    limit = 3 * 1.4826 * np.median(np.abs(left), axis=1, keepdims=True)
    years = growth.shape[1]
    sums = np.insert(np.cumsum(left, axis=1), 0, 0.0, axis=1)
    best, chosen = np.zeros(len(left)), np.zeros((len(left), 2), dtype=int)
    for length in LENGTHS:
        if length > years // 3:
            break
        totals = (sums[:, length:] - sums[:, :-length]) / np.sqrt(length)
        at = totals.argmin(axis=1)
        lowest = totals[np.arange(len(left)), at]
        better = lowest < best
        best = np.where(better, lowest, best)
        chosen[better] = np.column_stack([at, at + length])[better]
    years_at = np.arange(years)
    inside = (years_at >= chosen[:, :1]) & (years_at < chosen[:, 1:])
    left -= inside * ((left * inside).sum(axis=1) / np.maximum(inside.sum(axis=1), 1))[:, None]
    return np.asarray(np.clip(left, -limit, limit))


def _tails(growth: Floats) -> float:
    """Return the degrees of freedom of the growth of all places, from how far its 95 % reaches beyond its half."""
    left = growth - np.median(growth, axis=1, keepdims=True)
    scaled = np.abs(left) / np.maximum(np.median(np.abs(left), axis=1, keepdims=True), 1e-300)
    reach = float(np.quantile(scaled, 0.95))
    # Two-sided 95 % over 50 % of Student's law, by degrees of freedom; the median of few years adds 6.5 over their number.
    ratios = {2.5: 4.56, 3.0: 4.16, 4.0: 3.75, 5.0: 3.54, 7.0: 3.32, 10.0: 3.18, 20.0: 3.06}
    return next((freedom for freedom, ratio in ratios.items() if reach - 6.5 / growth.shape[1] >= ratio), 200.0)


def _copies(memory: float, tails: float, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Draw paths that never fall. What swings back is an error of measurement; what carries over is growth."""
    years = shape[1]
    jolts = rng.standard_t(tails, size=(shape[0], years - 1 + _WARM_UP))
    if memory >= 0:
        for year in range(1, jolts.shape[1]):
            jolts[:, year] += memory * jolts[:, year - 1]
        return np.concatenate([np.zeros((shape[0], 1)), np.cumsum(jolts[:, _WARM_UP:], axis=1)], axis=1)
    error = rng.standard_t(tails, size=shape) * np.sqrt(-memory)
    path = np.cumsum(jolts[:, : years - 1] * np.sqrt(1 + 2 * max(memory, -0.5)), axis=1)
    return np.asarray(error + np.concatenate([np.zeros((shape[0], 1)), path], axis=1))


def _windows(years: int) -> NDArray[np.intp]:
    """List first and last year of every window that leaves two years after it, and one before."""
    pairs = [(a, a + k - 1) for k in LENGTHS for a in range(1, years) if a + k - 1 + _SIDE <= years]
    return np.array(pairs, dtype=np.intp)


def _drops(paths: Floats, windows: NDArray[np.intp]) -> Floats:
    """Return the drop of each window in units of the path's own noise, shape ``(paths, windows)``."""
    growth = np.diff(paths, axis=1)
    left = _without_falls(growth)
    noise = 1.4826 * np.median(np.abs(left), axis=1, keepdims=True)
    noise = np.maximum(noise, 0.25 * left.std(axis=1, keepdims=True) + 1e-300)  # series that mostly stand still
    # Middles, not means: one bad year beside the window moves nothing.
    middles = np.median(np.lib.stride_tricks.sliding_window_view(paths, _SIDE, axis=1), axis=2)
    first, last = windows.T
    start = np.maximum(first - _SIDE, 0)
    before = np.where(first >= _SIDE, middles[:, start], (paths[:, start] + paths[:, first - 1]) / 2)
    after = middles[:, last]
    apart = (last + (_SIDE - 1) / 2) - (first + start - 1) / 2
    overall = np.median(growth, axis=1, keepdims=True)
    usual = np.where(last - first + 1 >= _LONG, usual_before(growth)[:, first], overall)
    return np.asarray((after - before - usual * apart) / noise)


def usual_before(growth: Floats) -> Floats:
    """Return the usual growth before each position, shape ``(paths, years)``: of the years before it, of all where few."""
    years = growth.shape[1] + 1
    usual = np.repeat(np.median(growth, axis=1, keepdims=True), years, axis=1)
    for first in range(_BEFORE + 1, years):
        usual[:, first] = np.median(growth[:, : first - 1], axis=1)
    return usual


def _surest(path: Floats, windows: NDArray[np.intp], scores: Floats, null: Floats) -> Fall | None:
    best = int(scores.argmin())
    if scores[best] >= 0:
        return None
    long = windows[best][1] - windows[best][0] + 1 >= _LONG
    usual = float(usual_before(np.diff(path)[None])[0, windows[best][0]] if long else np.median(np.diff(path)))
    first, last, earliest, latest = _dated(np.diff(path) - usual, windows[best])
    found, until = (int(end) for end in windows[best])
    return Fall(
        first=first,
        last=last,
        size=float(path[last] - path[first - 1]) - usual * (last - first + 1),
        behind=float(np.median(path[until : until + _SIDE]) - np.median(path[max(found - _SIDE, 0) : found])),
        p=_tail(float(scores[best]), null),
        earliest=earliest,
        latest=latest,
    )


def _tail(score: float, null: Floats) -> float:
    """Return the p-value of a score; beyond the fiftieth of the copies the tail goes on as a power law (Hill 1975)."""
    count = max(len(null) // 50, 10)
    edge = float(null[count])
    if score >= edge:
        return (1 + int(np.searchsorted(null, score, side="right"))) / (len(null) + 1)
    index = float(np.mean(np.log(null[:count] / edge)))
    return float((count + 1) / (len(null) + 1) * (score / edge) ** (-1 / max(index, 1e-9)))


def _dated(left: Floats, near: NDArray[np.intp]) -> tuple[int, int, int, int]:
    """Return first and last position of the fall that meets ``near`` and explains growth best, and the likely first ones."""
    sums = np.insert(np.cumsum(left), 0, 0.0)
    first, last = (int(end) for end in near)
    ends = len(left) + 1
    pairs = np.array(
        [
            (a, b)
            for a in range(1, min(last + _SIDE, ends))  # middles of three years hold still when the window moves by one
            for b in range(max(a, first - _SIDE + 1), min(a + 2 * LENGTHS[-1], ends))
        ]
    )
    totals = sums[pairs[:, 1]] - sums[pairs[:, 0] - 1]
    explained = np.where(totals < 0, totals**2 / (pairs[:, 1] - pairs[:, 0] + 1), 0.0)
    squares = np.maximum(float((left**2).sum()) - explained, 1e-12)
    best = int(squares.argmin())
    likely = pairs[len(left) * np.log(squares / squares[best]) <= _DATE_LIMIT, 0]
    return int(pairs[best, 0]), int(pairs[best, 1]), int(likely.min()), int(likely.max())
