"""Measures of a ranking and of its probabilities; ties share their place, so that order of rows changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.table.long_table import Floats, Ints

__all__ = ["Scores", "average_precision", "calibration_error", "score_ranking"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a ranking finds what happened.

    Parameters
    ----------
    average_precision
        Area under precision and recall, by steps.
    auc
        Chance that a case ranks above a non-case.
    mp_at_10
        Mean over places of the share of cases among their ten best-ranked rows.
    best_f1
        Largest F1 over all thresholds.
    """

    average_precision: float
    auc: float
    mp_at_10: float
    best_f1: float


def score_ranking(happened: Bools, score: Floats, place: Ints) -> Scores:
    """Score a ranking.

    Parameters
    ----------
    happened, score, place
        Whether the row was a case, its score, the place it belongs to; shape ``(rows,)``.
    """
    precision, recall = _precision_recall(happened, score)
    with np.errstate(invalid="ignore"):
        f1 = 2 * precision * recall / (precision + recall)
    return Scores(
        average_precision=_area(precision, recall),
        auc=_auc(happened, score),
        mp_at_10=_mean_precision_at(happened, score, place, 10),
        best_f1=float(np.nanmax(f1)) if happened.any() else float("nan"),
    )


def average_precision(happened: Bools, score: Floats) -> float:
    """Return the area under precision and recall; NaN where there is no case."""
    return _area(*_precision_recall(happened, score))


def _precision_recall(happened: Bools, score: Floats) -> tuple[Floats, Floats]:
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.append(np.diff(score[order]) != 0, True) if len(score) else np.zeros(0, dtype=bool)
    found = np.cumsum(happened[order])[last_of_tie]
    shown = np.flatnonzero(last_of_tie) + 1
    total = max(int(happened.sum()), 1)
    return found / shown, found / total


def _area(precision: Floats, recall: Floats) -> float:
    if not len(recall) or recall[-1] == 0:
        return float("nan")
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def _auc(happened: Bools, score: Floats) -> float:
    cases = int(happened.sum())
    others = len(happened) - cases
    if not cases or not others:
        return float("nan")
    _, tie, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[tie][happened].sum() - cases * (cases + 1) / 2) / (cases * others))


def _mean_precision_at(happened: Bools, score: Floats, place: Ints, best: int) -> float:
    order = np.lexsort((-score, place))
    ordered, cases = place[order], happened[order]
    if not len(ordered):
        return float("nan")
    first = np.flatnonzero(np.append(True, np.diff(ordered) != 0))
    position = np.arange(len(ordered)) - np.repeat(first, np.diff(np.append(first, len(ordered))))
    return float(cases[position < best].sum() / (best * len(first)))


def calibration_error(happened: Bools, probability: Floats, bins: int = 10) -> float:
    """Return the expected calibration error: mean gap between probability and frequency over equal-width bins."""
    index = np.minimum((probability * bins).astype(int), bins - 1)
    said = np.bincount(index, probability, minlength=bins)
    seen = np.bincount(index, happened, minlength=bins)
    return float(np.abs(said - seen).sum() / max(len(probability), 1))
