"""Additive logistic regression with a ridge: few parameters, probabilities that mean what they say.

Each feature enters as itself and, where effects may bend, as what it exceeds 0, 1 and 2 deviations by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.table.long_table import Floats

__all__ = ["Logistic", "fit_logistic"]

KNOTS = (0.0, 1.0, 2.0)
BLOCK = 1 << 15
MOST_STEPS = 25
MOST_ROWS = 200_000
"""Beyond this many rows without the event, a random part of them stands for all, with weight."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted model: ``weights`` by term and the ``intercept``, on the scale of log-odds."""

    weights: Floats
    intercept: float
    knots: tuple[float, ...] = KNOTS

    def log_odds(self, features: Floats) -> Floats:
        """Return the log-odds of each row of ``features``, shape ``(rows,)``."""
        parts = [_terms(features[i : i + BLOCK], self.knots) @ self.weights for i in range(0, len(features), BLOCK)]
        return np.concatenate([*parts, np.zeros(0)]) + self.intercept

    def probability(self, features: Floats) -> Floats:
        """Return the probability of each row of ``features``, shape ``(rows,)``."""
        return _sigmoid(self.log_odds(features))


def _terms(features: Floats, knots: tuple[float, ...]) -> Floats:
    return np.hstack([features, *(np.maximum(features - knot, 0.0) for knot in knots)])


def _sigmoid(log_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0))))


def fit_logistic(
    features: Floats,
    happened: NDArray[np.bool_],
    *,
    ridge: float = 300.0,
    knots: tuple[float, ...] = KNOTS,
    seed: int = 0,
) -> Logistic:
    """Fit by penalised maximum likelihood (Newton's method, steps halved until they improve).

    Parameters
    ----------
    features
        Shape ``(rows, features)``, each of mean 0 and deviation 1 or so.
    happened
        Shape ``(rows,)``.
    ridge
        Weight of the penalty on squared weights; the intercept is free.
    knots
        Deviations at which an effect may bend; none for a straight line.
    seed
        For the part of rows that stands for all.
    """
    rows, weight = _sample(happened, seed)
    design = np.hstack([_terms(features[rows], knots), np.ones((len(rows), 1))])
    truth = happened[rows].astype(np.float64)
    penalty = np.append(np.full(design.shape[1] - 1, ridge), 1e-6)
    rate = np.clip(happened.mean(), 1e-6, 1 - 1e-6)
    weights = np.zeros(design.shape[1])
    weights[-1] = np.log(rate / (1 - rate))
    best = _likelihood(design, truth, weight, weights, penalty)
    for _ in range(MOST_STEPS):
        probability = _sigmoid(design @ weights)
        slope = design.T @ (weight * (truth - probability)) - penalty * weights
        step = np.linalg.solve(_curvature(design, weight * probability * (1 - probability)) + np.diag(penalty), slope)
        before = best
        for _ in range(12):
            best = _likelihood(design, truth, weight, weights + step, penalty)
            if best >= before:
                weights = weights + step
                break
            step = step / 2
        if best - before < 1e-7 * abs(before):
            break
    return Logistic(weights[:-1], float(weights[-1]), knots)


def _sample(happened: NDArray[np.bool_], seed: int) -> tuple[NDArray[np.intp], Floats]:
    others = np.flatnonzero(~happened)
    if len(others) <= MOST_ROWS:
        return np.arange(len(happened)), np.ones(len(happened))
    kept = np.random.default_rng(seed).choice(others, MOST_ROWS, replace=False)
    rows = np.sort(np.concatenate([np.flatnonzero(happened), kept]))
    return rows, np.where(happened[rows], 1.0, len(others) / MOST_ROWS)


def _curvature(design: Floats, weight: Floats) -> Floats:
    total = np.zeros((design.shape[1], design.shape[1]))
    for start in range(0, len(design), BLOCK):
        block = design[start : start + BLOCK]
        total += (block * weight[start : start + BLOCK, None]).T @ block
    return total


def _likelihood(design: Floats, truth: Floats, weight: Floats, weights: Floats, penalty: Floats) -> float:
    log_odds = design @ weights
    fit = weight @ (truth * log_odds - np.logaddexp(0.0, log_odds))
    return float(fit - (penalty * weights**2).sum() / 2)
