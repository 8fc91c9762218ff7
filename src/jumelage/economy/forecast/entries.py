"""Which industries could appear in a place next, with probabilities, and a backtest that cannot peek.

An entry is a location quotient under 0.5 at the start and of 1 or more at the end. The model learns entries between
two years from what was known at the first; every score is on rows it has not learned from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.forecast.evidence import gather
from jumelage.economy.forecast.logistic import Logistic, fit_logistic
from jumelage.economy.forecast.reasons import Reason, reasons_for
from jumelage.economy.forecast.scores import Scores, calibration_error, score_ranking
from jumelage.economy.forecast.snapshots import Snapshot, Timeline
from jumelage.economy.measures.relatedness import DEFINITIONS, related
from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import Floats, Ints
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

__all__ = ["ABSENT", "PRESENT", "Backtest", "Prospect", "entries", "prospects"]

ABSENT, PRESENT = 0.5, 1.0
BETWEEN_PERIODS = 1000.0
"""Ridge where another period is foretold: a stronger one ranks as well and stays nearer to the frequencies."""
Cells = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """How well entries were foretold, beside baselines on the same rows.

    Parameters
    ----------
    scores
        Of the model.
    calibration_error
        Expected gap between probability and frequency, ten bins of equal width.
    base_rate, rows
        Share of rows that were entries, and how many rows.
    baselines
        Ubiquity, density, nearest places, sapling.
    learned, scored
        The years learned from and scored.
    folds
        Number of folds of places held out; 0 where a later period is scored.
    place, industry, happened, probability
        The rows, shape ``(rows,)``: indices into ``places`` and ``industries``, what happened, what was said.
    places, industries
        Labels.
    """

    scores: Scores
    calibration_error: float
    base_rate: float
    rows: int
    baselines: Mapping[str, Scores]
    learned: tuple[int, int]
    scored: tuple[int, int]
    folds: int
    place: Ints
    industry: Ints
    happened: Cells
    probability: Floats
    places: tuple[str, ...]
    industries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """An industry that could appear in a place.

    Parameters
    ----------
    industry, name
        Code and name.
    probability
        Of an entry over a period as long as the one learned from.
    lq
        Location quotient now.
    reasons
        Why, the strongest first.
    """

    industry: str
    name: Bilingual
    probability: float
    lq: float
    reasons: tuple[Reason, ...]


def entries(
    panel: Panel,
    start: int,
    end: int,
    *,
    test: int | None = None,
    folds: int | None = None,
    reference: str | None = None,
    seed: int = 0,
) -> Backtest:
    """Learn entries from ``start`` to ``end`` and score them.

    Parameters
    ----------
    panel
        The figures.
    start, end
        Years to learn from.
    test
        Score the entries from ``end`` to this year, foretold from what was known at ``end``.
    folds
        Or score the entries from ``start`` to ``end`` in places held out, by this many folds.
    reference
        Whole that quotients compare with; the sum of the places if None.
    seed
        Draws the folds.

    Raises
    ------
    InputError
        Neither or both of ``test`` and ``folds``, or years out of order.
    NoResultError
        A year is absent, or nothing entered.
    """
    _check(start, end, test, folds)
    last = end if test is None else test
    for year in (start, end, last):
        panel.cross_section(year)  # a year the panel lacks is told before any work
    timeline = Timeline.of(panel, [*_known(panel, start), end, *([] if test is None else [test])], reference)
    if test is not None:
        model, before = _learn(timeline, start, end), gather(timeline.up_to(end))
        cells = _candidates(timeline.at(end), timeline.at(test))
        probability = model.probability(before.rows(cells))
        return _scored(timeline, (start, end), (end, test), cells, probability, 0)
    assert folds is not None
    cells = _candidates(timeline.at(start), timeline.at(end))
    probability = _held_out(timeline, start, end, cells, folds, seed)
    return _scored(timeline, (start, end), (start, end), cells, probability, folds)


def prospects(
    panel: Panel, start: int, end: int, place: str, *, reference: str | None = None, top: int = 10
) -> tuple[Prospect, ...]:
    """List the industries most likely to enter a place after ``end``, with reasons.

    Parameters
    ----------
    panel, start, end, reference
        As in :func:`entries`.
    place
        Code or name.
    top
        How many.

    Raises
    ------
    NoResultError
        Place or year absent, or nothing to learn from.
    """
    code = panel.find_place(place)
    for year in (start, end):
        panel.cross_section(year)
    timeline = Timeline.of(panel, [*_known(panel, start), end], reference)
    model, evidence = _learn(timeline, start, end), gather(timeline.up_to(end))
    if code not in timeline.places:
        raise NoResultError(
            Bilingual(
                fr=f"{code} est l'ensemble de comparaison, pas un lieu.",
                en=f"{code} is the whole compared with, not a place.",
            )
        )
    row = timeline.places.index(code)
    now = timeline.at(end)
    cells = _candidates(now, now)
    probability = np.full(cells.shape, np.nan)
    probability[cells] = model.probability(evidence.rows(cells))
    order = np.argsort(-np.nan_to_num(probability[row], nan=-1.0), kind="stable")[:top]
    return tuple(
        Prospect(
            industry=timeline.industries[i],
            name=panel.industry_name(timeline.industries[i]),
            probability=float(probability[row, i]),
            lq=float(now.plain[row, i]),
            reasons=reasons_for(panel, timeline, evidence, (row, int(i)), (start, end)),
        )
        for i in order
        if np.isfinite(probability[row, i])
    )


def _check(start: int, end: int, test: int | None, folds: int | None) -> None:
    if (test is None) == (folds is None):
        raise InputError.at(
            "entries",
            Bilingual(fr="il faut l'un des deux.", en="one of the two is needed."),
            Bilingual(
                fr="Donnez l'année jusqu'où noter la période suivante, ou un nombre de plis de lieux mis de côté.",
                en="Give the year up to which the next period is scored, or a number of folds of places held out.",
            ),
            "test",
            "folds",
        )
    years = [start, end, *([test] if test is not None else [])]
    if years != sorted(set(years)) or (folds is not None and folds < 2):
        raise InputError.at(
            "entries",
            Bilingual(
                fr="les années doivent se suivre, et les plis être au moins 2.",
                en="years must follow each other, and folds be 2 or more.",
            ),
            Bilingual(
                fr="Exemple\u00a0: de 1980 à 1990, noté jusqu'en 2000.",
                en="Example: from 1980 to 1990, scored up to 2000.",
            ),
            "from",
            "to",
            "test",
            "folds",
        )


def _known(panel: Panel, start: int) -> list[int]:
    # At most two earlier years: enough to smooth, near enough to be of the same economy.
    return [year for year in panel.years if year <= start][-2:]


def _candidates(now: Snapshot, then: Snapshot) -> Cells:
    # Unknown at either end is no row: it could neither be foretold nor scored. Absent counts as 0.
    known = np.isfinite(now.quotients) & np.isfinite(then.quotients)
    return known & (now.plain < ABSENT) & (now.here & then.here)[:, None]


def _learn(timeline: Timeline, start: int, end: int) -> Logistic:
    """Learn from both directions: what came and, in reverse, what had gone.

    A recoding of industries between the two years looks like entries one way and exits the other: taken together they
    cancel, where a model of one direction would take it for a law.
    """
    first, second = timeline.at(start), timeline.at(end)
    reverse = Timeline(timeline.places, timeline.industries, (second,))
    sides = ((timeline.up_to(start), first, second), (reverse, second, first))
    features, happened = [], []
    for known, now, then in sides:
        cells = _candidates(now, then)
        happened.append(then.quotients[cells] >= PRESENT)
        if now is first:
            _require_events(happened[0])
        features.append(gather(known).rows(cells))
    # Straight effects only: bends learned in one period are the first thing that fails in another.
    return fit_logistic(np.vstack(features), np.concatenate(happened), ridge=BETWEEN_PERIODS, knots=())


def _held_out(timeline: Timeline, start: int, end: int, cells: Cells, folds: int, seed: int) -> Floats:
    # The evidence holds no outcome, so all places may share it; outcomes of a fold never reach its model.
    happened = timeline.at(end).quotients[cells] >= PRESENT
    _require_events(happened)
    features = gather(timeline.up_to(start)).rows(cells)
    place = np.nonzero(cells)[0]
    fold = np.random.default_rng(seed).permutation(len(timeline.places))[place] % folds
    probability = np.zeros(len(happened))
    for k in range(folds):
        held = fold == k
        probability[held] = fit_logistic(features[~held], happened[~held]).probability(features[held])
    return probability


def _require_events(happened: Cells) -> None:
    if not happened.any() or happened.all():
        raise NoResultError(
            Bilingual(
                fr="Aucune industrie n'est entrée nulle part entre ces deux années\u00a0: rien à apprendre.",
                en="No industry entered anywhere between the two years: nothing to learn.",
            )
        )


def _scored(
    timeline: Timeline, learned: tuple[int, int], scored: tuple[int, int], cells: Cells, probability: Floats, folds: int
) -> Backtest:
    place, industry = np.nonzero(cells)
    happened = timeline.at(scored[1]).quotients[cells] >= PRESENT
    now = timeline.at(scored[0]).plain
    return Backtest(
        scores=score_ranking(happened, probability, place),
        calibration_error=calibration_error(happened, probability),
        base_rate=float(happened.mean()) if len(happened) else float("nan"),
        rows=len(happened),
        baselines={name: score_ranking(happened, related(now, name)[cells], place) for name in DEFINITIONS},
        learned=learned,
        scored=scored,
        folds=folds,
        place=place,
        industry=industry,
        happened=happened,
        probability=probability,
        places=timeline.places,
        industries=timeline.industries,
    )
