"""How far a measure can be known when some cells are hidden, sampled or rounded.

A hidden cell lies between bounds, and nothing says where: a measure takes its smallest and largest value over them. A
sampled or rounded cell has a law: its true value is drawn many times. Together, the interval runs from the 2.5 %
quantile of the smallest values to the 97.5 % quantile of the largest. Without a known law it is the bounds alone.

The Herfindahl index and the inverse of the effective number of industries are quasiconvex in employment: each is largest
at a corner of the bounds, and smallest where every hidden cell is as near as its bounds allow to one common level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.survey import Survey
from jumelage.serialisation import Measure

__all__ = ["Cells", "Range", "cells_of", "quantile_range", "ratio_range"]

Range = tuple[Measure, Measure]
"""Smallest and largest value of a 95 % interval; infinite (null in a document) where nothing bounds it."""

Bools = NDArray[np.bool_]
DRAWS = 600
MOST_CORNERS = 10
"""With more hidden cells a wider bound is used in place of every corner."""
_TAILS = (0.025, 0.975)
_NORMAL = 1.96


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The industries of one place: published, and between which values they may lie in each draw.

    Parameters
    ----------
    published
        Shape ``(industries,)``; NaN where hidden.
    lower, upper
        Shape ``(draws, industries)``, one draw where no law is known; ``upper`` is infinite where nothing bounds it.
    variance
        Of sampling and rounding, shape ``(industries,)``, also where nothing was seen; None where no law is known.
    """

    published: Floats
    lower: Floats
    upper: Floats
    variance: Floats | None = None

    @property
    def hidden(self) -> Bools:
        """Tell which cells are not published."""
        return np.isnan(self.published)

    def employment(self, members: Bools) -> Range:
        """Bound the sum of some cells."""
        return quantile_range(self.lower[:, members].sum(axis=1), self.upper[:, members].sum(axis=1))

    def share(self, members: Bools, among: Bools | None = None) -> Range:
        """Bound the share of some cells in all, or in ``among``."""
        others = (np.ones(len(self.published), dtype=bool) if among is None else among) & ~members
        ends = []
        for of, rest in ((self.lower, self.upper), (self.upper, self.lower)):
            own, other = of[:, members].sum(axis=1), rest[:, others].sum(axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                share = np.where(np.isinf(own), 1.0, own / (own + other))
            ends.append(np.nan_to_num(np.where(np.isinf(other) & ~np.isinf(own), 0.0, share)))
        return quantile_range(*ends)

    def hhi(self) -> Range:
        """Bound the Herfindahl index.

        Where every cell is published and has a law: the index less what noise adds to it, and 1.96 of its deviation to the
        second order on both sides, which holds the truth more often in small places than draws do.
        """
        if self.variance is None or self.hidden.any() or not self.published.sum() > 0:
            return self._concentration(_hhi)
        total = self.published.sum()
        shares = self.published / total
        of_shares = ((1 - 2 * shares) * self.variance + shares**2 * self.variance.sum()) / total**2
        index = float((shares**2).sum())
        slope = 2 * (shares - index) / total
        half = _NORMAL * float(np.sqrt((slope**2 * self.variance).sum() + 2 * (of_shares**2).sum()))
        middle = index - float(of_shares.sum())
        # The published value stays inside: a reader must find it there.
        return max(min(middle - half, index), 1.0 / len(shares)), min(max(middle + half, index), 1.0)

    def effective_industries(self) -> Range:
        """Bound the effective number of industries."""
        low, high = self._concentration(_inverse_effective)
        return 1.0 / high, 1.0 / low if low > 0 else np.inf

    def _concentration(self, index: Callable[[Floats], Floats]) -> Range:
        if not self.hidden.any():
            values = index(self.lower)
            low, high = quantile_range(values, values)
            if len(values) > 1:
                # Noise raises concentration twice, in the figures and in the draws: the interval is turned around.
                middle = float(index(self.published[None])[0])
                low, high = 2 * middle - high, 2 * middle - low
            return max(low, 1.0 / max(int((self.upper > 0).any(axis=0).sum()), 1)), min(high, 1.0)
        return quantile_range(self._smallest(index), self._largest(index))

    def _largest(self, index: Callable[[Floats], Floats]) -> Floats:
        hidden = np.flatnonzero(self.hidden & (self.upper > self.lower).any(axis=0))
        if len(hidden) > MOST_CORNERS or np.isinf(self.upper[:, hidden]).any():
            # A sum of squared shares, or the inverse effective number, is at most the largest share.
            tops = [self._shares_at_most(i) for i in range(len(self.published))]
            return np.asarray(np.max(np.stack(tops), axis=0))
        found = np.zeros(len(self.lower))
        for corner in product((False, True), repeat=len(hidden)):
            values = self.lower.copy()
            values[:, hidden] = np.where(corner, self.upper[:, hidden], self.lower[:, hidden])
            found = np.maximum(found, index(values))
        return found

    def _shares_at_most(self, i: int) -> Floats:
        rest = self.lower.sum(axis=1) - self.lower[:, i]
        with np.errstate(invalid="ignore"):
            share = np.where(np.isinf(self.upper[:, i]), 1.0, self.upper[:, i] / (self.upper[:, i] + rest))
        return np.asarray(np.nan_to_num(share))

    def _smallest(self, index: Callable[[Floats], Floats]) -> Floats:
        finite = np.where(
            np.isinf(self.upper), np.maximum(self.lower, self.lower.max(axis=1, keepdims=True)), self.upper
        )
        low, high = np.zeros(len(finite)), finite.max(axis=1)
        for _ in range(60):
            middle = (low + high) / 2
            values = self._levelled(middle, finite)
            below = middle < values.sum(axis=1) * index(values)  # where the derivative along the level is zero
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return index(self._levelled((low + high) / 2, finite))

    def _levelled(self, level: Floats, upper: Floats) -> Floats:
        return np.asarray(np.clip(level[:, None], self.lower, upper))


def cells_of(published: Floats, lower: Floats, upper: Floats, survey: Survey, *, seed: int = 0) -> Cells:
    """Make the cells of a place.

    Parameters
    ----------
    published, lower, upper
        Shape ``(industries,)``: the figures, NaN where hidden, and their bounds (equal where published).
    survey
        How the figures were gathered: with a known law, published cells are drawn from it.
    seed
        Of the draws.
    """
    if survey.sampled is None:
        return Cells(published, lower[None], upper[None])
    known = np.isfinite(published) & (published > 0)
    spread = np.sqrt(survey.variance(np.where(known, published, 0.0))) * known
    noise = np.random.default_rng(seed).standard_normal((DRAWS, len(published)))
    drawn = np.where(known, np.maximum(np.where(known, published, 0.0) + noise * spread, 0.0), lower)
    return Cells(published, drawn, np.where(known, drawn, upper), survey.variance(np.nan_to_num(published)))


def ratio_range(above: Range, below: Range) -> Range:
    """Bound a ratio of two bounded figures, each 0 or more."""
    low = above[0] / below[1] if below[1] > 0 and np.isfinite(below[1]) else 0.0
    return low, above[1] / below[0] if below[0] > 0 else np.inf


def quantile_range(low: Floats, high: Floats) -> Range:
    """Return the 95 % interval of a measure from its smallest and largest value in each draw, shape ``(draws,)``."""
    if len(low) == 1:
        return float(low[0]), float(high[0])
    return float(np.quantile(low, _TAILS[0])), float(np.quantile(high, _TAILS[1])) if np.isfinite(
        high
    ).all() else np.inf


def _shares(values: Floats) -> Floats:
    total = values.sum(axis=1, keepdims=True)
    shares: Floats = values / np.where(total > 0, total, 1.0)
    return shares


def _hhi(values: Floats) -> Floats:
    found: Floats = (_shares(values) ** 2).sum(axis=1)
    return found


def _inverse_effective(values: Floats) -> Floats:
    shares = _shares(values)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    found: Floats = np.exp((shares * logs).sum(axis=1))
    return found
