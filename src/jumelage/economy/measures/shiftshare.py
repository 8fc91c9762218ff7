"""Shift-share: what part of a place's change is the whole's growth, its mix of industries, and the place itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.measures.intervals import Range, quantile_range
from jumelage.economy.table.long_table import Floats
from jumelage.serialisation import Measure

__all__ = ["Ends", "ShiftShare", "shift_share"]


@dataclass(frozen=True, slots=True)
class ShiftShare:
    """The three parts of a change in employment; they add up to it (Dunn 1960).

    Parameters
    ----------
    growth
        Change, had every industry grown as the whole economy did.
    mix
        More or less because the place's industries grew unlike the whole economy, elsewhere.
    local
        What is left: the place did better or worse than its industries elsewhere.
    change
        Change over the industries compared.
    bounds
        95 % interval of each part: sampling and rounding of the place, cells of other places that are hidden.
    """

    growth: Measure
    mix: Measure
    local: Measure
    change: Measure
    bounds: dict[str, Range] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """What is known of the place and of the whole at both ends of a period.

    Parameters
    ----------
    before, after
        Draws of the place's industries, shape ``(draws, industries)``.
    whole_before, whole_after
        Smallest and largest value of the whole, shape ``(2, industries)``.
    """

    before: Floats
    after: Floats
    whole_before: Floats
    whole_after: Floats


def shift_share(
    before: Floats, after: Floats, whole_before: Floats, whole_after: Floats, ends: Ends | None = None
) -> ShiftShare | None:
    """Split a change; None when the whole has nothing to compare with.

    Parameters
    ----------
    before, after
        Employment of the place by industry, shape ``(industries,)``; NaN where unknown.
    whole_before, whole_after
        The same of the whole. An industry unknown in any of the four is left out; one that the whole did not have at
        the start counts as local.
    ends
        For the bounds of the parts; none are given without it.
    """
    known = np.isfinite(before) & np.isfinite(after) & np.isfinite(whole_before) & np.isfinite(whole_after)
    start, end, first, last = (values[known] for values in (before, after, whole_before, whole_after))
    if not first.sum() > 0:
        return None
    overall = last.sum() / first.sum() - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(first > 0, last / first - 1, overall)
    growth, mix = float((start * overall).sum()), float((start * (own - overall)).sum())
    change = float((end - start).sum())
    bounds = None if ends is None else _bounds(ends, known)
    return ShiftShare(growth, mix, change - growth - mix, change, bounds)


def _bounds(ends: Ends, known: NDArray[np.bool_]) -> dict[str, Range]:
    start, end = ends.before[:, known], ends.after[:, known]
    (first_low, first_high), (last_low, last_high) = ends.whole_before[:, known], ends.whole_after[:, known]
    with np.errstate(divide="ignore", invalid="ignore"):
        overall = [last_low.sum() / first_high.sum() - 1, last_high.sum() / first_low.sum() - 1]
        ratios = [last_low / first_high, last_high / first_low]
    ratios = [np.where(first_high > 0, ratio, 1 + rate) for ratio, rate in zip(ratios, overall, strict=True)]
    total = start.sum(axis=1)
    growth = [total * rate for rate in overall]
    # Nothing of an industry at the start of the place: whatever became of it elsewhere adds nothing.
    elsewhere = [
        np.where(start > 0, start * np.where(np.isnan(ratio), np.inf, ratio), 0.0).sum(axis=1) for ratio in ratios
    ]
    return {
        "growth": quantile_range(*growth),
        "mix": quantile_range(elsewhere[0] - total - growth[1], elsewhere[1] - total - growth[0]),
        "local": quantile_range(end.sum(axis=1) - elsewhere[1], end.sum(axis=1) - elsewhere[0]),
        "change": quantile_range(end.sum(axis=1) - total, end.sum(axis=1) - total),
    }
