"""What a counterfactual says: the path the place would have had, the gap, and how well the years before agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jumelage.economy.counterfactual.block import Block
from jumelage.economy.counterfactual.simplex import Floats

__all__ = ["Estimate", "Method"]

Method = Literal[
    "difference_in_differences",
    "synthetic_control",
    "demeaned_synthetic_control",
    "ridge_augmented",
    "demeaned_ridge_augmented",
    "synthetic_did",
]


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A counterfactual and the gap to it.

    Parameters
    ----------
    method
        How the weights were found.
    pre
        Number of years before the shock.
    counterfactual
        Path of the treated unit without the shock, shape ``(years,)``, in the unit of the outcome.
    gaps
        Treated minus counterfactual, shape ``(years,)``.
    donor_weights
        Shape ``(donors,)``, summing to 1; below zero only for the ridge-augmented forms.
    time_weights
        Shape ``(pre,)``: the years before that the gap is measured from; zeros where it is measured from nothing.
    """

    method: Method
    pre: int
    counterfactual: Floats
    gaps: Floats
    donor_weights: Floats
    time_weights: Floats

    @property
    def effect(self) -> float:
        """Return the mean gap of all years from the shock on (the effect on the treated)."""
        return float(self.gaps[self.pre :].mean())

    def mean_gap(self, window: slice) -> float:
        """Return the mean gap over some years."""
        return float(self.gaps[window].mean())

    @property
    def pre_fit_rmspe(self) -> float:
        """Return the root mean squared gap before the shock, the level apart where the method sets it apart."""
        before = self.gaps[: self.pre]
        if self.method in ("synthetic_control", "ridge_augmented"):
            return float(np.sqrt(np.square(before).mean()))
        return float(np.sqrt(np.square(before - before.mean()).mean()))


def estimate_of(
    block: Block, method: Method, weights: Floats, time_weights: Floats | None = None, level: float = 0.0
) -> Estimate:
    """Assemble the estimate from its weights; ``level`` is the constant that stands beside the donors."""
    path = weights @ block.donors + level
    times = np.zeros(block.pre) if time_weights is None else time_weights
    path = path + times @ (block.treated - path)[block.before]
    return Estimate(method, block.pre, path, block.treated - path, weights, times)
