"""What would have happened: counterfactuals from places that were not hit, with their placebo tests.

>>> import numpy as np
>>> from jumelage.economy.counterfactual import Block, difference_in_differences
>>> block = Block(treated=np.array([1.0, 2.0, 5.0]), donors=np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 2.0]]), pre=2)
>>> difference_in_differences(block).effect
2.0
"""

from __future__ import annotations

from jumelage.economy.counterfactual.block import Block
from jumelage.economy.counterfactual.estimate import Estimate, Method
from jumelage.economy.counterfactual.inference import FEWEST_PLACEBOS, Inference, infer, rmspe_ratio_p
from jumelage.economy.counterfactual.methods import (
    METHODS,
    difference_in_differences,
    ridge_augmented,
    synthetic_control,
    synthetic_did,
)
from jumelage.economy.counterfactual.placebo import Placebos, backdated_effect, leave_one_out, placebos_in_space
from jumelage.economy.counterfactual.predictors import PredictorFit, fit_predictors, weights_for_importance
from jumelage.economy.counterfactual.simplex import simplex_weights

__all__ = [
    "FEWEST_PLACEBOS",
    "METHODS",
    "Block",
    "Estimate",
    "Inference",
    "Method",
    "Placebos",
    "PredictorFit",
    "backdated_effect",
    "difference_in_differences",
    "fit_predictors",
    "infer",
    "leave_one_out",
    "placebos_in_space",
    "ridge_augmented",
    "rmspe_ratio_p",
    "simplex_weights",
    "synthetic_control",
    "synthetic_did",
    "weights_for_importance",
]
