"""What could come next in each town of a table, and how far such a forecast held in the past: kept together."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jumelage.economy import Panel
from jumelage.economy.forecast.entries import entries, prospects
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.serialisation import Measure

__all__ = ["FEWEST_TOWNS", "NextIndustry", "Quality", "next_industries", "quality_of"]

FEWEST_TOWNS = 12
"""With fewer towns there is nothing to learn from."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How well entries were foretold, on a later period, beside plain ways of ranking.

    Parameters
    ----------
    learned, scored
        Years learned from, and years foretold.
    towns, industries, rows, happened
        Size of the table, possible entries in the period foretold, entries that happened.
    average_precision, calibration_error
        Of the forecast; a forecast drawn at random has the base rate, ``happened / rows``.
    baselines
        Average precision of each plain ranking on the same rows.
    """

    learned: tuple[int, ...]
    scored: tuple[int, ...]
    towns: int
    industries: int
    rows: int
    happened: int
    average_precision: Measure
    calibration_error: Measure
    baselines: dict[str, Measure]

    @property
    def base_rate(self) -> float:
        """Return the share of possible entries that happened."""
        return self.happened / self.rows if self.rows else math.nan

    @property
    def beaten(self) -> bool:
        """Tell whether a plain ranking does as well or better."""
        return any(value >= self.average_precision for value in self.baselines.values())


@dataclass(frozen=True, slots=True)
class NextIndustry:
    """An industry that could come: probability over a period as long as the last, quotient now, reasons."""

    industry: str
    name: Bilingual
    probability: float
    lq: Measure
    reasons: tuple[Bilingual, ...]


def quality_of(panel: Panel) -> Quality | None:
    """Score a forecast of the last period from the one before; None where the table is too small or too short."""
    if len(panel.years) < 3 or len(panel.places) - len(panel.wholes) < FEWEST_TOWNS:
        return None
    before, start, end = panel.years[-3:]
    whole = panel.wholes[0] if panel.wholes else None
    try:
        found = entries(panel, before, start, test=end, reference=whole)
    except NoResultError:  # nothing entered: nothing to learn
        return None
    if not found.rows or not math.isfinite(found.scores.average_precision):
        return None
    return Quality(
        learned=(before, start),
        scored=(start, end),
        towns=len(found.places),
        industries=len(found.industries),
        rows=found.rows,
        happened=int(found.happened.sum()),
        average_precision=found.scores.average_precision,
        calibration_error=found.calibration_error,
        baselines={name: scores.average_precision for name, scores in found.baselines.items()},
    )


def next_industries(panel: Panel, place: str, *, most: int = 8) -> tuple[NextIndustry, ...]:
    """List what could come to a town after the last year, most likely first; nothing where nothing can be learned."""
    whole = panel.wholes[0] if panel.wholes else None
    try:
        found = prospects(panel, panel.years[-2], panel.years[-1], place, reference=whole, top=most)
    except NoResultError:
        return ()
    return tuple(
        NextIndustry(one.industry, one.name, one.probability, one.lq, tuple(reason.text for reason in one.reasons))
        for one in found
    )
