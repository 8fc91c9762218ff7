"""Placebo tests: the same method on places and in years where nothing happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jumelage.economy.counterfactual.block import Block
from jumelage.economy.counterfactual.estimate import Estimate
from jumelage.economy.counterfactual.simplex import Floats

__all__ = ["Placebos", "backdated_effect", "leave_one_out", "placebos_in_space"]

Estimator = Callable[[Block], Estimate]


@dataclass(frozen=True, slots=True, eq=False)
class Placebos:
    """The method applied to every donor in turn, as if it had been hit.

    Parameters
    ----------
    gaps
        Shape ``(placebos, years)``.
    pre_fit
        Root mean squared gap before, shape ``(placebos,)``.
    pre
        Number of years before the shock.
    """

    gaps: Floats
    pre_fit: Floats
    pre: int

    def __len__(self) -> int:
        """Count the placebos."""
        return len(self.gaps)

    def mean_gaps(self, window: slice | None = None) -> Floats:
        """Return each placebo's mean gap over ``window`` (from the shock on by default), shape ``(placebos,)``."""
        means: Floats = self.gaps[:, window or slice(self.pre, None)].mean(axis=1)
        return means


def placebos_in_space(block: Block, estimator: Estimator) -> Placebos:
    """Treat every donor in turn as the place that was hit, the real one left out (Abadie et al. 2010)."""
    if len(block.donors) < 2:
        return Placebos(np.empty((0, len(block.treated))), np.empty(0), block.pre)
    found = [estimator(block.as_if(donor)) for donor in range(len(block.donors))]
    return Placebos(np.array([e.gaps for e in found]), np.array([e.pre_fit_rmspe for e in found]), block.pre)


def leave_one_out(block: Block, estimator: Estimator, window: slice | None = None, smallest: float = 1e-6) -> Floats:
    """Return the effect without each donor that carries weight, one value a donor, in the order of the donors.

    Donors with a weight of at most ``smallest`` change nothing and are not listed.
    """
    if len(block.donors) < 2:
        return np.empty(0)
    carrying = np.flatnonzero(np.abs(estimator(block).donor_weights) > smallest)
    chosen = window or block.after
    return np.array([estimator(block.without(int(donor))).mean_gap(chosen) for donor in carrying])


def backdated_effect(block: Block, estimator: Estimator, years: int) -> Estimate | None:
    """Pretend the shock came ``years`` earlier and stop at the real one; None where too few years are left."""
    return estimator(block.backdated(years)) if block.pre - years >= 2 else None
