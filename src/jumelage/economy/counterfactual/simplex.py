"""Least squares over the simplex: the weights of a synthetic control, exactly and fast.

With weights that sum to one, ``A w - b = (A - b 1') w = B w``. The non-negative ``u`` that minimises
``|B u|^2 + (sum(u) - 1)^2`` is a multiple of the wanted ``w``: over its scale the objective is
``|B w|^2 / (1 + |B w|^2)``, which grows with ``|B w|^2``. So one non-negative least squares (Lawson and Hanson 1974,
chapter 23) gives the optimum, with no step size, no tolerance to choose and no large penalty.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

__all__ = ["frank_wolfe_weights", "simplex_weights"]

Floats = NDArray[np.float64]

_ITERATIONS_A_COLUMN = 100


def simplex_weights(columns: Floats, target: Floats, *, ridge: float = 0.0, intercept: bool = False) -> Floats:
    """Return the weights, at least 0 and summing to 1, that bring ``columns @ weights`` nearest to ``target``.

    Parameters
    ----------
    columns
        Shape ``(rows, units)``.
    target
        Shape ``(rows,)``.
    ridge
        Penalty on the sum of squared weights, in squared units of ``target``.
    intercept
        Let a constant stand beside the weighted columns (it is not penalised and not returned).

    Returns
    -------
    numpy.ndarray
        Shape ``(units,)``.
    """
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    apart = columns - target[:, None]
    units = columns.shape[1]
    # Any scale gives the same weights; this one keeps the two terms alike in size.
    scale = float(np.sqrt(np.square(apart).sum(axis=0).min() + ridge))
    if not scale > 0.0:
        scale = float(np.sqrt(np.square(apart).sum(axis=0).max())) or 1.0
    parts = [apart / scale, np.ones((1, units))]
    if ridge > 0.0:
        parts.insert(1, np.sqrt(ridge) / scale * np.eye(units))
    matrix = np.vstack(parts)
    right = np.zeros(len(matrix))
    right[-1] = 1.0
    found: Floats = nnls(matrix, right, maxiter=_ITERATIONS_A_COLUMN * units)[0]
    total = found.sum()
    return found / total if total > 0.0 else np.full(units, 1.0 / units)


def frank_wolfe_weights(
    columns: Floats,
    target: Floats,
    *,
    ridge: float,
    min_decrease: float,
) -> Floats:
    """Return the weights as the published synthetic difference-in-differences computes them.

    A hundred Frank-Wolfe steps, weights of at most a quarter of the largest set to zero, then steps until the mean
    squared error falls by less than ``min_decrease ** 2`` (Arkhangelsky et al. 2021, supplement; R package
    *synthdid*). It stops short of the optimum that :func:`simplex_weights` gives; it is here to reproduce published
    figures to their last digit. An intercept always stands beside the columns where ``columns`` are centred.
    """
    start = np.full(columns.shape[1], 1.0 / columns.shape[1])
    first = _frank_wolfe(columns, target, start, ridge, min_decrease, 100)
    first = np.where(first > first.max() / 4.0, first, 0.0)
    return _frank_wolfe(columns, target, first / first.sum(), ridge, min_decrease, 10_000)


def _frank_wolfe(
    columns: Floats, target: Floats, weights: Floats, ridge: float, min_decrease: float, iterations: int
) -> Floats:
    rows = len(target)
    values: list[float] = []
    while len(values) < iterations and (len(values) < 2 or values[-2] - values[-1] > min_decrease**2):
        error = columns @ weights - target
        gradient = error @ columns + ridge * weights
        best = int(np.argmin(gradient))
        step = -weights
        step[best] += 1.0
        moved = columns[:, best] - columns @ weights
        curvature = float(moved @ moved + ridge * (step @ step))
        if curvature > 0.0:
            weights = weights + float(np.clip(-(gradient @ step) / curvature, 0.0, 1.0)) * step
        error = columns @ weights - target
        values.append(float((ridge * (weights @ weights) + error @ error) / rows))
    return weights
