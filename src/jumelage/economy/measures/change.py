"""Split a change of concentration into growth of new work and loss of old work.

A place whose mill closes looks more diverse the next day. Following the question of Burnett and Brunelle (2019), the
change of the Herfindahl index is shared between four movements. An industry is *old work* when at the start its share
is above the index itself: that is exactly where one more job raises concentration (d HHI / d e_i = 2 (s_i - HHI) / E).
The others are *new work*. The parts are Shapley values over the 24 orders of the four movements, so they add up to the
change exactly and depend on no order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.measures.diversity import herfindahl, known_shares
from jumelage.economy.table.long_table import Floats
from jumelage.serialisation import Measure

__all__ = ["MOVEMENTS", "ConcentrationChange", "split_change"]

MOVEMENTS = ("growth_of_new", "loss_of_old", "growth_of_old", "loss_of_new")


@dataclass(frozen=True, slots=True)
class ConcentrationChange:
    """What moved the Herfindahl index between two years.

    Parameters
    ----------
    start, end
        The index at both ends, over the industries known at both.
    growth_of_new, loss_of_old, growth_of_old, loss_of_new
        Parts of the change; they sum to ``end - start``. Below zero: the movement made the place less concentrated.
    jobs
        Employment gained or lost in each movement (losses below zero).
    old
        Positions of the industries that were old work.
    compared
        Number of industries known at both ends.
    """

    start: Measure
    end: Measure
    growth_of_new: Measure
    loss_of_old: Measure
    growth_of_old: Measure
    loss_of_new: Measure
    jobs: dict[str, float]
    old: tuple[int, ...]
    compared: int

    @property
    def share_from_loss(self) -> float | None:
        """Return what part of a fall in concentration is loss of old work; None when there is no fall."""
        falls = -min(self.loss_of_old, 0.0), -min(self.growth_of_new, 0.0)
        return falls[0] / sum(falls) if self.end < self.start and sum(falls) > 0 else None


def split_change(before: Floats, after: Floats) -> ConcentrationChange:
    """Split the change between two years.

    Parameters
    ----------
    before, after
        Employment of one place by industry, shape ``(industries,)``, in the same order; NaN where unknown. Industries
        unknown at either end are left out of both.
    """
    known = np.isfinite(before) & np.isfinite(after)
    start, end = np.where(known, before, 0.0), np.where(known, after, 0.0)
    old = known & (known_shares(start) > herfindahl(known_shares(start)) - 1e-12) & (start > 0)
    moves = _movements(start, end, old)
    parts = _shapley(start, moves)
    return ConcentrationChange(
        start=herfindahl(known_shares(start)),
        end=herfindahl(known_shares(end)),
        jobs={name: float(move.sum()) for name, move in moves.items()},
        old=tuple(int(i) for i in np.flatnonzero(old)),
        compared=int(known.sum()),
        **parts,
    )


def _movements(start: Floats, end: Floats, old: NDArray[np.bool_]) -> dict[str, Floats]:
    gain, loss = np.maximum(end - start, 0.0), np.minimum(end - start, 0.0)
    return {
        "growth_of_new": np.where(old, 0.0, gain),
        "loss_of_old": np.where(old, loss, 0.0),
        "growth_of_old": np.where(old, gain, 0.0),
        "loss_of_new": np.where(old, 0.0, loss),
    }


def _shapley(start: Floats, moves: dict[str, Floats]) -> dict[str, float]:
    orders = list(permutations(MOVEMENTS))
    parts = dict.fromkeys(MOVEMENTS, 0.0)
    for order in orders:
        employment, index = start, _index(start)
        for name in order:
            employment = employment + moves[name]
            following = _index(employment)
            parts[name] += (following - index) / len(orders)
            index = following
    return parts


def _index(employment: Floats) -> float:
    # A place that has lost every job on the way holds no share at all.
    return herfindahl(known_shares(employment)) if employment.sum() > 1e-9 else 0.0
