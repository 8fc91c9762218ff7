"""Learn from past outcomes how to weigh the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from jumelage.errors import CannotBeDone
from jumelage.language import Bilingual
from jumelage.matching.embedding import Embedder
from jumelage.matching.profile import Profile
from jumelage.matching.ranking.corpus import Corpus
from jumelage.matching.ranking.features import FEATURES, Query, candidates, measure, text_of
from jumelage.matching.ranking.weights import LearnedWeights

__all__ = ["CANDIDATES", "gather", "learn"]

CANDIDATES = 800
"""Organisations weighed for a need: enough to hold nine of ten right answers, few enough to learn in a minute."""

LEAST_OUTCOMES = 30
KEPT_ASIDE = 5
"""One need in five, the latest, calibrates the scores before all are learned from."""

PARAMETERS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "lambdarank_truncation_level": 30,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
"""LightGBM's, chosen on later needs of 2018 kept aside; see docs/explanation/matching.md."""

ROUNDS = 200
Progress = Callable[[float], None]
Gathered = tuple[list[NDArray[np.float32]], list[NDArray[np.int8]], list[NDArray[np.int64]]]


def learn(
    organisations: Sequence[Profile],
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    *,
    embedder: Embedder | None = None,
    seed: int = 0,
    threads: int = 1,
    progress: Progress = lambda share: None,
) -> LearnedWeights:
    """Learn to rank organisations for needs from who answered past ones.

    Parameters
    ----------
    organisations
        As they were known *before* the needs.
    needs
        Past needs.
    truth
        Ids of the organisations that answered, by id of need. Ids are used to join, never to learn.
    embedder, seed, threads, progress
        Sentence vectors or None; the seed of the trees' sampling; processors; called with the share done.

    Returns
    -------
    LearnedWeights

    Raises
    ------
    CannotBeDone
        With fewer than 30 needs that anyone of the list answered, or without LightGBM.

    Notes
    -----
    LambdaMART (Burges, *From RankNet to LambdaRank to LambdaMART*, 2010) in LightGBM, over the evidence of
    :mod:`jumelage.matching.ranking.features`; calibrated after Platt (1999) on the latest fifth, then learned on all.
    """
    dated = sorted(needs, key=lambda n: (n.date.isoformat() if n.date else "", n.id))
    corpus = Corpus(organisations, embedder)
    evidence, answered, _ = gather(corpus, dated, truth, lambda share: progress(0.5 * share))
    useful = [n for n, y in enumerate(answered) if y.any()]
    if len(useful) < LEAST_OUTCOMES:
        raise CannotBeDone(
            Bilingual(
                f"{len(useful)} besoins ont une réponse connue : il en faut {LEAST_OUTCOMES} pour apprendre.",
                f"{len(useful)} needs have a known answer: {LEAST_OUTCOMES} are needed to learn.",
            )
        )
    last = useful[-(len(useful) // KEPT_ASIDE) :]
    first = useful[: -len(last)]
    settings = PARAMETERS | {"seed": seed, "num_threads": threads}
    early = LearnedWeights(_train(evidence, answered, first, settings))
    progress(0.75)
    scores = np.concatenate([early.score(evidence[n]) for n in last])
    slope, intercept = _calibrate(scores, np.concatenate([answered[n] for n in last]))
    about = {"needs": len(useful), "organisations": len(organisations), "rounds": ROUNDS, "seed": seed}
    model = _train(evidence, answered, useful, settings)
    progress(1.0)
    return LearnedWeights(model, slope, intercept, embedder.name if embedder else "", about)


def gather(
    corpus: Corpus,
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    progress: Progress = lambda share: None,
    most: int = CANDIDATES,
) -> Gathered:
    """Measure the candidates of each need: their evidence, who answered, and their places in the corpus."""
    vectors = corpus.embed([text_of(n) for n in needs])
    ids = np.array([p.id for p in corpus.profiles])
    evidence, answered, chosen = [], [], []
    for n, need in enumerate(needs):
        found = measure(corpus, Query.of(need, None if vectors is None else vectors[n]))
        those = candidates(found, most)
        evidence.append(np.column_stack([found[name][those] for name in FEATURES]).astype(np.float32))
        answered.append(np.isin(ids[those], list(truth.get(need.id, ()))).astype(np.int8))
        chosen.append(those)
        progress((n + 1) / len(needs))
    return evidence, answered, chosen


def _train(
    evidence: Sequence[NDArray[np.float32]],
    answered: Sequence[NDArray[np.int8]],
    which: Sequence[int],
    settings: Mapping[str, Any],
) -> str:
    try:
        import lightgbm  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise CannotBeDone(
            Bilingual(
                "Apprendre demande « jumelage[matching] » (LightGBM), qui n'est pas installé.",
                "Learning needs “jumelage[matching]” (LightGBM), which is not installed.",
            )
        ) from error
    data = lightgbm.Dataset(
        np.concatenate([evidence[n] for n in which]),
        np.concatenate([answered[n] for n in which]),
        group=[len(answered[n]) for n in which],
        feature_name=list(FEATURES),
        params={"verbose": -1, "max_bin": settings["max_bin"], "num_threads": settings["num_threads"]},
    )
    return str(lightgbm.train(dict(settings), data, ROUNDS).model_to_string())


def _calibrate(scores: NDArray[np.float64], answered: NDArray[np.int8]) -> tuple[float, float]:
    """Fit the logistic curve from score to chance, with Platt's softened targets."""
    yes, no = float(answered.sum()), float(len(answered) - answered.sum())
    target = np.where(answered > 0, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(at: NDArray[np.float64]) -> float:
        raised = at[0] * scores + at[1]
        return float(np.mean(np.logaddexp(0.0, raised) - target * raised))

    start = np.array([1.0, float(np.log((yes + 1) / (no + 1)))])
    slope, intercept = minimize(loss, start, method="Nelder-Mead").x
    return float(slope), float(intercept)
