"""The four ways to draw a counterfactual, and their forms with a level of their own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jumelage.economy.counterfactual.block import Block
from jumelage.economy.counterfactual.estimate import Estimate, Method, estimate_of
from jumelage.economy.counterfactual.ridge import choose_penalty, ridge_correction
from jumelage.economy.counterfactual.simplex import Floats, frank_wolfe_weights, simplex_weights

__all__ = [
    "METHODS",
    "difference_in_differences",
    "ridge_augmented",
    "synthetic_control",
    "synthetic_did",
]

_INFINITESIMAL = 1e-6


def difference_in_differences(block: Block) -> Estimate:
    """Compare with the plain mean of the donors, measured from the plain mean of the years before."""
    donors = np.full(len(block.donors), 1.0 / len(block.donors))
    return estimate_of(block, "difference_in_differences", donors, np.full(block.pre, 1.0 / block.pre))


def synthetic_control(block: Block, *, demeaned: bool = False, as_published: bool = False) -> Estimate:
    """Compare with the weighted donors that follow the same path before the shock.

    Parameters
    ----------
    block
        The table.
    demeaned
        Let the place keep a level of its own: only the shape of the path is matched (Doudchenko and Imbens 2016;
        Ferman and Pinto 2021).
    as_published
        Stop where the R package *synthdid* stops (its ``sc_estimate``), short of the optimum.

    References
    ----------
    Abadie, Diamond and Hainmueller (2010), *JASA* 105, 493-505.
    """
    before = block.donors[:, block.before].T
    target = block.treated[block.before]
    if as_published:
        noise = noise_level(block)
        weights = frank_wolfe_weights(
            before, target, ridge=block.pre * (_INFINITESIMAL * noise) ** 2, min_decrease=1e-5 * noise
        )
    else:
        weights = simplex_weights(before, target, intercept=demeaned)
    level = float((target - before @ weights).mean()) if demeaned else 0.0
    return estimate_of(block, "demeaned_synthetic_control" if demeaned else "synthetic_control", weights, level=level)


def ridge_augmented(block: Block, *, penalty: float | None = None, demeaned: bool = False) -> Estimate:
    """Correct a synthetic control that does not quite fit, by ridge regression on the years before.

    Parameters
    ----------
    block
        The table.
    penalty
        Ridge penalty, in squared units of the outcome; chosen by leaving out one year before at a time when None.
    demeaned
        Take every unit's own mean of the years before away first.

    References
    ----------
    Ben-Michael, Feller and Rothstein (2021), *JASA* 116, 1789-1803, equations 6 and 7.
    """
    donors, treated = block.donors, block.treated
    if demeaned:
        donors = donors - donors[:, block.before].mean(axis=1, keepdims=True)
        treated = treated - treated[block.before].mean()
    columns, target = donors[:, block.before].T, treated[block.before]
    middle = columns.mean(axis=1)
    columns, target = columns - middle[:, None], target - middle
    chosen = choose_penalty(columns, target) if penalty is None else penalty
    weights = simplex_weights(columns, target)
    weights = weights + ridge_correction(columns, target, weights, chosen)
    level = float((block.treated[block.before] - weights @ block.donors[:, block.before]).mean()) if demeaned else 0.0
    return estimate_of(block, "demeaned_ridge_augmented" if demeaned else "ridge_augmented", weights, level=level)


def synthetic_did(block: Block, *, as_published: bool = False) -> Estimate:
    """Weigh the donors to run parallel with the place, and the years before to be like those after.

    Parameters
    ----------
    block
        The table.
    as_published
        Stop where the R package *synthdid* stops, short of the optimum, to reproduce its figures.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), *American Economic Review* 111, 4088-4118, algorithm 1.
    """
    before, after = block.donors[:, block.before], block.donors[:, block.after]
    noise = noise_level(block)
    donor_ridge = block.pre * np.sqrt(after.shape[1]) * noise**2
    time_ridge = len(before) * (_INFINITESIMAL * noise) ** 2
    solve = _published(noise) if as_published else _optimum
    donors = solve(before.T, block.treated[block.before], donor_ridge)
    times = solve(before, after.mean(axis=1), time_ridge)
    return estimate_of(block, "synthetic_did", donors, times)


def noise_level(block: Block) -> float:
    """Return the standard deviation of the yearly changes of the donors before the shock."""
    changes = np.diff(block.donors[:, block.before], axis=1)
    return float(changes.std(ddof=1)) if changes.size > 1 else 0.0


def _optimum(columns: Floats, target: Floats, ridge: float) -> Floats:
    return simplex_weights(columns, target, ridge=ridge, intercept=True)


def _published(noise: float) -> Callable[[Floats, Floats, float], Floats]:
    def solve(columns: Floats, target: Floats, ridge: float) -> Floats:
        centred = columns - columns.mean(axis=0)
        return frank_wolfe_weights(centred, target - target.mean(), ridge=ridge, min_decrease=1e-5 * noise)

    return solve


METHODS: dict[Method, Callable[[Block], Estimate]] = {
    "difference_in_differences": difference_in_differences,
    "synthetic_control": synthetic_control,
    "demeaned_synthetic_control": lambda block: synthetic_control(block, demeaned=True),
    "ridge_augmented": ridge_augmented,
    "demeaned_ridge_augmented": lambda block: ridge_augmented(block, demeaned=True),
    "synthetic_did": synthetic_did,
}
