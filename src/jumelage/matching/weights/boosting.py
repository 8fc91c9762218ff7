"""Learn trees that look again at the best candidates; nothing without the extra ``learning``."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jumelage.language import Bilingual
from jumelage.matching.weights.trees import Trees

__all__ = ["SEEDS", "boost", "without_trees"]

Floats = NDArray[np.float64]
SEEDS = (1, 2, 3)
ROUNDS = 120
HARD, EASY = 150, 50
"""Candidates of a need that trees learn from: the best by weights, and some drawn from the others; all who answered."""

SETTINGS: dict[str, Any] = {
    "objective": "lambdarank", "lambdarank_truncation_level": 20, "learning_rate": 0.05, "num_leaves": 15,
    "max_depth": 6, "min_data_in_leaf": 30, "lambda_l2": 5.0, "feature_fraction": 0.5, "bagging_fraction": 0.8,
    "bagging_freq": 1, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip


def boost(
    beside: Sequence[NDArray[np.float32]],
    scores: Sequence[Floats],
    answered: Sequence[NDArray[np.int8]],
    which: Sequence[int],
) -> Trees | None:
    """Learn trees by LambdaMART, averaged over three seeds.

    Parameters
    ----------
    beside, scores, answered
        For each need: the evidence beside the other candidates', the scores of the weights, who answered.
    which
        The needs learned from; each has an answer.

    Returns
    -------
    Trees or None
        None where LightGBM is not installed, or cannot start on this machine.

    Notes
    -----
    Burges, *From RankNet to LambdaRank to LambdaMART: an overview* (2010); Ke et al., *LightGBM* (2017).
    """
    lightgbm = _lightgbm()
    if lightgbm is None:
        return None
    random = np.random.default_rng(0)
    rows, labels = [], []
    for n in which:
        kept = answered[n] > 0
        kept[np.argsort(-scores[n], kind="stable")[:HARD]] = True
        kept[random.permutation(len(kept))[:EASY]] = True
        rows.append(beside[n][kept].astype(float))
        labels.append(answered[n][kept])
    roots: list[dict[str, Any]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in SEEDS:
            data = lightgbm.Dataset(np.concatenate(rows), np.concatenate(labels), group=[len(r) for r in rows])
            model = lightgbm.train({**SETTINGS, "seed": seed}, data, ROUNDS)
            roots += [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    return Trees.from_nested(roots, beside[0].shape[1])


def without_trees() -> Bilingual | None:
    """Say what is not learned for want of LightGBM; None where it starts."""
    if _lightgbm() is not None:
        return None
    return Bilingual(
        "Les arbres ne sont pas appris, les poids seuls le sont\u00a0: LightGBM manque ou ne démarre pas (libgomp). "
        "Remède\u00a0: pip install 'jumelage[learning]'.",
        "The trees are not learned, only the weights: LightGBM is missing or does not start (libgomp). "
        "Remedy: pip install 'jumelage[learning]'.",
    )


def _lightgbm() -> Any:
    try:
        import lightgbm
    except (ImportError, OSError):  # OSError: the machine has no OpenMP library (libgomp)
        return None
    return lightgbm
