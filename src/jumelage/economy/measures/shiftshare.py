"""Shift-share: what part of a place's change is the whole's growth, its mix of industries, and the place itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jumelage.economy.table.long_table import Floats
from jumelage.serialisation import Measure

__all__ = ["ShiftShare", "shift_share"]


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
    """

    growth: Measure
    mix: Measure
    local: Measure
    change: Measure


def shift_share(before: Floats, after: Floats, whole_before: Floats, whole_after: Floats) -> ShiftShare | None:
    """Split a change; None when the whole has nothing to compare with.

    Parameters
    ----------
    before, after
        Employment of the place by industry, shape ``(industries,)``; NaN where unknown.
    whole_before, whole_after
        The same of the whole. An industry unknown in any of the four is left out; one that the whole did not have at
        the start counts as local.
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
    return ShiftShare(growth, mix, change - growth - mix, change)
