"""Learn from past outcomes how to weigh the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.matching.evidence.corpus import Corpus
from jumelage.matching.evidence.features import CANDIDATES, FEATURES, candidates, measure, queries
from jumelage.matching.profile import Profile
from jumelage.matching.retrieval.vectors import Embedder, one_thread
from jumelage.matching.weights.boosting import boost
from jumelage.matching.weights.weights import Weights, beside_others

__all__ = ["gather", "learn"]

LEAST_OUTCOMES = 30
KEPT_ASIDE = 5
"""One need in five, the latest, calibrates the scores before all are learned from."""

SHRINK = 0.1
"""Weight of the squared weights (ridge): chosen by learning on each half of 2018 and ranking the other."""

STEPS = 100
Progress = Callable[[float], None]
Gathered = tuple[list[NDArray[np.float32]], list[NDArray[np.int8]], list[NDArray[np.int64]]]


def learn(
    organisations: Sequence[Profile],
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    *,
    embedder: Embedder | None = None,
    progress: Progress = lambda share: None,
) -> Weights:
    """Learn to rank organisations for needs from who answered past ones.

    Parameters
    ----------
    organisations
        As they were known *before* the needs.
    needs
        Past needs.
    truth
        Ids of the organisations that answered, by id of need. Ids are used to join, never to learn.
    embedder, progress
        Sentence vectors or None; called with the share done.

    Returns
    -------
    Weights

    Raises
    ------
    NoResultError
        With fewer than 30 needs that anyone of the list answered.

    Notes
    -----
    Conditional logit (McFadden, *Conditional logit analysis of qualitative choice behavior*, 1974) with a ridge, over
    the evidence of :mod:`jumelage.matching.evidence.features` beside the other candidates'; calibrated after Platt (1999)
    on the latest fifth, then learned on all. With the extra ``learning``, boosted trees look again at the best
    candidates; alone they rank no better than the weights, and both together rank better than either.
    """
    dated = sorted(needs, key=lambda n: (n.date.isoformat() if n.date else "", n.id))
    corpus = Corpus(organisations, embedder)
    with one_thread():
        evidence, answered, _ = gather(corpus, dated, truth, lambda share: progress(0.5 * share))
    useful = [n for n, y in enumerate(answered) if y.any()]
    if len(useful) < LEAST_OUTCOMES:
        raise NoResultError(
            Bilingual(
                f"{len(useful)} besoins ont une réponse connue : il en faut {LEAST_OUTCOMES} pour apprendre.",
                f"{len(useful)} needs have a known answer: {LEAST_OUTCOMES} are needed to learn.",
            )
        )
    for n, rows in enumerate(evidence):  # in place: they are large
        evidence[n] = beside_others(rows).astype(np.float32)
    last = useful[-(len(useful) // KEPT_ASIDE) :]
    early = _weigh(evidence, answered, useful[: -len(last)])
    progress(0.7)
    scores = np.concatenate([early.score_beside(evidence[n].astype(float)) for n in last])
    slope, intercept = _calibrate(scores, np.concatenate([answered[n] for n in last]))
    found = _weigh(evidence, answered, useful)
    progress(1.0)
    about = {"needs": len(useful), "organisations": len(organisations), "trees": found.trees is not None}
    name = embedder.name if embedder else ""
    return Weights(found.weights, slope, intercept, name, about, beside=True, trees=found.trees)


def _weigh(
    beside: Sequence[NDArray[np.float32]], answered: Sequence[NDArray[np.int8]], which: Sequence[int]
) -> Weights:
    """Learn the weights, then the trees that look again at the best of them."""
    weights = _fit(beside, answered, which)
    values = np.array([weights[name] for name in FEATURES])
    scores = [np.asarray(rows @ values) for rows in beside]
    return Weights(weights, beside=True, trees=boost(beside, scores, answered, which))


def gather(
    corpus: Corpus,
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    progress: Progress = lambda share: None,
    most: int = CANDIDATES,
) -> Gathered:
    """Measure the candidates of each need: their evidence, who answered, and their places in the corpus."""
    ids = np.array([p.id for p in corpus.profiles])
    evidence, answered, chosen = [], [], []
    for n, query in enumerate(queries(corpus, needs)):
        found, _ = measure(corpus, query)
        those = candidates(found, most)
        evidence.append(np.column_stack([found[name][those] for name in FEATURES]).astype(np.float32))
        answered.append(np.isin(ids[those], list(truth.get(query.profile.id, ()))).astype(np.int8))
        chosen.append(those)
        progress((n + 1) / len(needs))
    return evidence, answered, chosen


def _fit(
    evidence: Sequence[NDArray[np.float32]], answered: Sequence[NDArray[np.int8]], which: Sequence[int]
) -> dict[str, float]:
    """Find the weights under which those who answered were the likeliest choice."""
    beside = [evidence[n] for n in which]
    shares = [answered[n] / answered[n].sum() for n in which]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(len(weights))
        for rows, share in zip(beside, shares, strict=True):
            scores = (rows @ weights.astype(np.float32)).astype(float)
            chances = softmax(scores)
            total += float(logsumexp(scores) - share @ scores)
            slope += rows.T @ (chances - share).astype(np.float32)
        ridge = SHRINK * float(weights @ weights)
        return total / len(beside) + ridge, slope / len(beside) + 2 * SHRINK * weights

    start = np.zeros(len(FEATURES))
    with one_thread():
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {name: round(float(weight), 6) for name, weight in zip(FEATURES, found, strict=True)}


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
