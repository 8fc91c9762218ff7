"""The synthetic control with predictors, each weighed by how much it helps the years before: the 2003 form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from jumelage.economy.counterfactual.simplex import Floats, simplex_weights

__all__ = ["PredictorFit", "fit_predictors", "weights_for_importance"]

_RESTARTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class PredictorFit:
    """Weights found with predictors.

    Parameters
    ----------
    donor_weights
        Shape ``(donors,)``.
    importance
        Shape ``(predictors,)``, summing to 1. Often not unique: several give the same donors.
    loss
        Mean squared gap of the outcome over the years it was fitted on.
    """

    donor_weights: Floats
    importance: Floats
    loss: float


def fit_predictors(
    predictors: Floats, donor_predictors: Floats, outcome: Floats, donor_outcome: Floats
) -> PredictorFit:
    """Find the importance of the predictors, and the donors they give, that fit the outcome best.

    The donors of a given importance are found exactly; the importance by Nelder and Mead from equal ones, restarted
    until it stays.

    Parameters
    ----------
    predictors, donor_predictors
        Shapes ``(predictors,)`` and ``(predictors, donors)``.
    outcome, donor_outcome
        Shapes ``(years,)`` and ``(years, donors)``: the years before the shock.

    References
    ----------
    Abadie and Gardeazabal (2003), *American Economic Review* 93, 113-132, appendix B.
    """

    def loss(importance: Floats) -> float:
        weights = weights_for_importance(predictors, donor_predictors, importance)
        return float(np.square(outcome - donor_outcome @ weights).mean())

    importance = np.full(len(predictors), 1.0 / len(predictors))
    for _ in range(_RESTARTS):
        found = minimize(
            loss, importance, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-9, "fatol": 1e-10}
        )
        importance = np.asarray(found.x)
    importance = np.abs(importance) / np.abs(importance).sum()
    return PredictorFit(weights_for_importance(predictors, donor_predictors, importance), importance, loss(importance))


def weights_for_importance(predictors: Floats, donor_predictors: Floats, importance: Floats) -> Floats:
    """Return the donors nearest in predictors, each scaled by its spread and weighed by ``importance``."""
    spread = np.column_stack([donor_predictors, predictors]).std(axis=1, ddof=1)
    share = np.sqrt(np.abs(importance) / np.abs(importance).sum()) / np.where(spread > 0, spread, 1.0)
    return simplex_weights(donor_predictors * share[:, None], predictors * share)
