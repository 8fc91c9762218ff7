"""The ridge step of the augmented synthetic control."""

from __future__ import annotations

import numpy as np

from jumelage.economy.counterfactual.simplex import Floats, simplex_weights

__all__ = ["choose_penalty", "ridge_correction"]

_PENALTIES = 20
_SMALLEST_RATIO = 1e-8


def ridge_correction(columns: Floats, target: Floats, weights: Floats, penalty: float) -> Floats:
    """Return what is added to ``weights``, shape ``(donors,)``; ``columns`` and ``target`` are centred on the donors."""
    missing = target - columns @ weights
    solved = np.linalg.solve(columns @ columns.T + penalty * np.eye(len(target)), missing)
    return np.asarray(solved @ columns, dtype=np.float64)


def choose_penalty(columns: Floats, target: Floats) -> float:
    """Choose the largest penalty within one standard error of the best, leaving out one year before at a time.

    Every year but the last is left out once, as the reference implementation of the method does.
    """
    largest = float(np.linalg.svd(columns, compute_uv=False)[0]) ** 2
    if largest <= 0.0:
        return 1.0
    penalties = largest * (_SMALLEST_RATIO ** (1 / _PENALTIES)) ** np.arange(-1, _PENALTIES)
    errors = np.array([_errors(columns, target, year, penalties) for year in range(len(target) - 1)])
    means = errors.mean(axis=0)
    if len(errors) < 2:
        return float(penalties[means.argmin()])
    limit = means.min() + errors.std(axis=0, ddof=1)[means.argmin()] / np.sqrt(len(errors))
    return float(penalties[means <= limit].max())


def _errors(columns: Floats, target: Floats, year: int, penalties: Floats) -> list[float]:
    kept, aim = np.delete(columns, year, axis=0), np.delete(target, year)
    weights = simplex_weights(kept, aim)
    return [
        float((target[year] - columns[year] @ (weights + ridge_correction(kept, aim, weights, p))) ** 2)
        for p in penalties
    ]
