"""Learn an agency's weights from how pairs were judged: requests, officers' decisions, meetings held, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from jumelage.matching.weights.weights import DEFAULT_WEIGHTS, Weights

__all__ = ["Judged", "Lesson", "learn_from_decisions"]

LEAST_JUDGED = 12
"""Fewer judgements, or fewer than four of either kind, teach nothing."""

LEAST_OF_A_KIND = 4
SHRINKS = (0.3, 1.0, 3.0)
"""Weights of the squared distance from the carried weights that are tried on judgements held out."""

FREE = 0.05
"""The same for the level, which is the agency's own: how often it says yes."""

FOLDS = 5
SURELY = 2.0
"""Standard errors by which the learned weights must do better on what is held out."""
LEAST_WEIGHT = 0.05
"""What speaks for a pair never comes to speak against it: a reason that was shown stays one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that was judged.

    ``pieces`` is its evidence by name (``piece`` and ``value`` of its reasons), ``good`` what was decided or came of it, ``mission`` where: a
    mission is held out whole. ``counts`` weighs it: an order more than a click. No text, no name.
    """

    pieces: Mapping[str, float]
    good: bool
    mission: str = ""
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What judgements taught.

    ``weights`` are the carried ones where nothing better is known. ``loss`` and ``carried_loss`` are mean log-losses on
    judgements held out (lower is better), of the learned and of the carried weights; None where too few to tell.
    """

    weights: Weights
    judged: int
    good: int
    missions: int
    loss: float | None = None
    carried_loss: float | None = None

    @property
    def helps(self) -> bool:
        """Tell whether the learned weights are used: they did better on judgements held out."""
        return self.loss is not None


def learn_from_decisions(judged: Iterable[Judged], carried: Weights = DEFAULT_WEIGHTS) -> Lesson:
    """Learn weights shrunk towards the carried ones.

    Parameters
    ----------
    judged
        Of one agency, any number; a judgement without evidence is left out.
    carried
        Weights to start from: the documented defaults, or those that another agency shares.

    Returns
    -------
    Lesson
        With the carried weights unless the learned ones did better, by more than two standard errors, on missions held out (on
        fifths of the judgements where there is one mission).

    Notes
    -----
    Logistic regression with a ridge towards the carried weights: the posterior mode under a normal prior. How strong the
    prior is, is chosen on what is held out.
    """
    rows = [one for one in judged if one.pieces]
    good, missions = sum(one.good for one in rows), len({one.mission for one in rows})
    nothing = Lesson(carried, len(rows), good, missions)
    if len(rows) < LEAST_JUDGED or min(good, len(rows) - good) < LEAST_OF_A_KIND:
        return nothing
    names = [name for name in carried.weights if any(one.pieces.get(name) for one in rows)]
    table = _Table(
        np.array([[one.pieces.get(name, 0.0) for name in names] for one in rows]),
        np.array([one.good for one in rows], dtype=float),
        np.array([one.counts for one in rows], dtype=float),
        np.full(len(rows), carried.intercept),
        np.array([carried.weights[name] for name in names]),
    )
    folds = _folds(rows)
    before = _held_out(table, folds, None)
    tried = {shrink: _held_out(table, folds, shrink) for shrink in SHRINKS}
    best = min(tried, key=lambda shrink: float(np.average(tried[shrink], weights=table.counts)))
    gains = before - tried[best]
    spread = float(gains.std() / np.sqrt(len(gains)))
    if float(np.average(gains, weights=table.counts)) <= SURELY * spread:
        return nothing
    level, moved = _fit(table, best)
    weights = carried.weights | {name: round(float(w), 4) for name, w in zip(names, moved, strict=True)}
    about = {"judged": len(rows), "good": good, "missions": missions}
    learned = replace(carried, weights=weights, intercept=carried.intercept + level, about=about)
    losses = (float(np.average(x, weights=table.counts)) for x in (tried[best], before))
    return Lesson(learned, len(rows), good, missions, *losses)


@dataclass(frozen=True, slots=True)
class _Table:
    """Judgements as arrays: evidence, verdicts, what each counts, the carried level and weights."""

    evidence: Floats
    good: Floats
    counts: Floats
    offset: Floats
    prior: Floats

    def of(self, which: NDArray[np.bool_]) -> _Table:
        return _Table(self.evidence[which], self.good[which], self.counts[which], self.offset[which], self.prior)

    def losses(self, level: float, weights: Floats) -> Floats:
        odds = self.offset + level + self.evidence @ weights
        return np.asarray(np.logaddexp(0.0, odds) - self.good * odds)


def _folds(rows: Sequence[Judged]) -> NDArray[np.int64]:
    """Return the fold of each judgement: its mission where there are several, else one of five in turn."""
    missions = {name: n for n, name in enumerate(dict.fromkeys(one.mission for one in rows))}
    if len(missions) > 1:
        return np.array([missions[one.mission] for one in rows])
    return np.arange(len(rows)) % FOLDS


def _held_out(table: _Table, folds: NDArray[np.int64], shrink: float | None) -> Floats:
    """Return the loss of each judgement under what the other folds teach; None keeps the carried order."""
    losses = np.zeros(len(folds))
    for fold in np.unique(folds):
        out = folds == fold
        losses[out] = table.of(out).losses(*_fit(table.of(~out), shrink))
    return losses


def _fit(table: _Table, shrink: float | None) -> tuple[float, Floats]:
    """Fit the level and the weights; with no shrink, the level and one scale for the carried weights: their order stays."""
    frozen = shrink is None
    ridge = shrink or 0.0

    def loss(at: Floats) -> tuple[float, Floats]:
        weights = at[1] * table.prior if frozen else at[1:]
        odds = table.offset + at[0] + table.evidence @ weights
        gap = table.counts * (1 / (1 + np.exp(-odds)) - table.good)
        value = float(table.counts @ (np.logaddexp(0.0, odds) - table.good * odds)) + FREE * at[0] ** 2
        slope = np.zeros(len(at))
        slope[0] = gap.sum() + 2 * FREE * at[0]
        if frozen:
            slope[1] = gap @ (table.evidence @ table.prior)
        else:
            value += ridge * float(((weights - table.prior) ** 2).sum())
            slope[1:] = table.evidence.T @ gap + 2 * ridge * (weights - table.prior)
        return value, slope

    start = np.array([0.0, 1.0]) if frozen else np.concatenate([[0.0], table.prior])
    free: list[tuple[float | None, float | None]] = [(None, None)]
    bounds = (
        [*free, (0.0, None)] if frozen else [*free, *((LEAST_WEIGHT if w > 0 else None, None) for w in table.prior)]
    )
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), found[1] * table.prior if frozen else np.asarray(found[1:])
