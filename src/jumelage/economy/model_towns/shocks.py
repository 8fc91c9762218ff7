"""When a place was hit: its leading industry lost a large part of its jobs, or its own figure broke down."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from jumelage.economy.model_towns.breaks import Break, find_breaks
from jumelage.economy.model_towns.outcomes import LEADING_SHARE, Floats, Outcomes
from jumelage.economy.model_towns.sections import Sections
from jumelage.economy.panel import Panel
from jumelage.language import NO_TEXT, Bilingual, say_number, say_percent

__all__ = ["Shock", "industry_shocks", "series_shocks"]

INDUSTRY_LOSS = 0.30
"""Share of its jobs that a leading industry loses within ``WITHIN_YEARS`` to count as a shock."""

WITHIN_YEARS = 5
FALSE_SHOCK = 0.05
"""Largest chance, over the windows searched, that sampling and rounding alone show the loss."""


@dataclass(frozen=True, slots=True)
class Shock:
    """One blow.

    Parameters
    ----------
    place
        Code.
    year
        First year that shows it.
    last_year
        Last year of the fall.
    size
        Below zero. Of an industry: change of its jobs, as a share. Of a series: what the fall cost beside the growth
        before, in the unit of the series (log points for a logarithm).
    confidence
        0 to 1; None where the shock is plain arithmetic on counts and no test of chance was made.
    earliest, latest
        Years between which it may have begun.
    what
        What fell, in words.
    size_said
        The size in words, in the direction of the figure itself: a rise for an unemployment rate.
    industry
        Code of the industry; empty for a series.
    """

    place: str
    year: int
    last_year: int
    size: float
    confidence: float | None
    earliest: int
    latest: int
    what: Bilingual
    size_said: Bilingual = NO_TEXT
    industry: str = ""


def series_shocks(
    outcomes: Outcomes, *, confidence: float, smallest: float, draws: int = 399, seed: int = 0
) -> dict[str, Shock]:
    """Find the largest sure fall of each place's own figure, beside what all places did the same year.

    Parameters
    ----------
    outcomes
        The table; ``shock_levels`` are searched. Places with a missing year are not searched.
    confidence
        Smallest confidence kept.
    smallest
        A fall counts when it cost at least this much beside the place's own growth before, and when the place also
        fell this much behind the median place: a suburb whose boom slows down is not hit.
    """
    levels = outcomes.shock_levels()
    growth = np.diff(levels, axis=1)
    known = np.isfinite(growth).sum(axis=0) > 0
    middle = np.zeros(growth.shape[1])
    middle[known] = np.nanmedian(growth[:, known], axis=0)
    found = {}
    for row, place in enumerate(outcomes.places):
        if not np.isfinite(growth[row]).all():
            continue
        path = np.concatenate([[0.0], np.cumsum(growth[row] - middle)])
        falls = find_breaks(path, outcomes.years, draws=draws, seed=seed)
        kept = [f for f in falls if f.confidence >= confidence and f.size <= -smallest]
        kept = [f for f in kept if _behind(path, outcomes, f) <= -smallest]
        if kept:
            found[place] = _of_series(place, kept[0], outcomes)
    return found


def _behind(path: Floats, outcomes: Outcomes, fall: Break) -> float:
    start = outcomes.years.index(fall.year)
    end = min(outcomes.years.index(fall.last_year), start + 9)
    return float(path[end] - path[start - 1])


def _of_series(place: str, fall: Break, outcomes: Outcomes) -> Shock:
    column = outcomes.shock_in or outcomes.outcome
    own = outcomes.shock_values is None
    searched = outcomes.values if outcomes.shock_values is None else outcomes.shock_values
    change = fall.size if outcomes.higher_is_better or not own else -fall.size
    return Shock(
        place=place,
        year=fall.year,
        last_year=fall.last_year,
        size=fall.size,
        confidence=fall.confidence,
        earliest=fall.earliest,
        latest=fall.latest,
        what=Bilingual(
            fr=f"le chiffre «\u00a0{column}\u00a0» du lieu, à côté de l'ensemble des lieux",
            en=f"the place's own “{column}”, beside all places",
        ),
        size_said=_share(math.expm1(change)) if np.nanmin(searched) > 0 else _amount(change),
    )


def _share(change: float) -> Bilingual:
    sign = "+" if change > 0 else ""
    return Bilingual(fr=sign + say_percent(change, "fr"), en=sign + say_percent(change, "en"))


def _amount(change: float) -> Bilingual:
    sign = "+" if change > 0 else ""
    return Bilingual(fr=sign + say_number(change, "fr", 1), en=sign + say_number(change, "en", 1))


def industry_shocks(panel: Panel) -> dict[str, Shock]:
    """Find the largest loss of each place's leading industry.

    An industry leads where it has at least ``LEADING_SHARE`` of the known jobs; it is lost where it sheds at least
    ``INDUSTRY_LOSS`` of its own within ``WITHIN_YEARS`` (or by the next observation, where those are further apart).
    A place with an unpublished figure in the leading year is passed over: the hidden cell may be the largest.
    """
    sections = Sections(panel)
    found: dict[str, Shock] = {}
    for first, year in enumerate(panel.years[:-1]):
        table = sections.of(year)
        for place, jobs in zip(table.places, table.employment, strict=True):
            if place in panel.wholes or not np.isfinite(jobs).all() or jobs.sum() <= 0:
                continue
            lead = int(jobs.argmax())
            if jobs[lead] < LEADING_SHARE * jobs.sum():
                continue
            shock = _loss(sections, place, table.industries[lead], float(jobs[lead]), first)
            if shock is not None and (place not in found or shock.size < found[place].size):
                found[place] = shock
    return found


def _loss(sections: Sections, place: str, industry: str, jobs: float, first: int) -> Shock | None:
    """Return the shock that follows the observation ``first``, at the first later one that shows it."""
    years = sections.panel.years
    start, following = years[first], years[first + 1]
    for year in years[first + 1 :]:
        if year - start > WITHIN_YEARS and year > following:
            return None
        if not sections.has(place, year):
            continue
        left = float(sections.jobs(place, year, [industry])[0])
        windows = len(years) * WITHIN_YEARS / max(years[1] - years[0], 1)
        beyond_chance = np.isfinite(left) and _chance(jobs, left, sections.panel) * windows <= FALSE_SHOCK
        if beyond_chance and left <= (1 - INDUSTRY_LOSS) * jobs:
            what = _counted(sections.panel.industry_name(industry), (start, jobs), (year, left))
            if sections.absent(place, year, industry):
                what = _maybe_hidden(what, year)
            size = left / jobs - 1
            return Shock(place, following, year, size, None, start + 1, year, what, _share(size), industry)
    return None


def chance_of_false_loss(panel: Panel) -> float:
    """Return how many places would show such a loss by sampling and rounding alone, their leading industry unchanged."""
    sections = Sections(panel)
    expected = 0.0
    for start, end in zip(panel.years[:-1], panel.years[1:], strict=True):
        table = sections.of(start)
        for place, jobs in zip(table.places, table.employment, strict=True):
            if place in panel.wholes or not np.isfinite(jobs).all() or jobs.sum() <= 0 or not sections.has(place, end):
                continue
            lead = float(jobs.max())
            if lead >= LEADING_SHARE * jobs.sum():
                expected += _chance(lead, (1 - INDUSTRY_LOSS) * lead, panel)
    return expected


def _chance(before: float, after: float, panel: Panel) -> float:
    """Return the probability of at least this fall by sampling and rounding alone; by Poisson counts where no law is known."""
    mean = (before + after) / 2
    variance = float(panel.source.survey.variance(np.array([mean]))[0]) or mean
    return 0.5 * math.erfc((before - after) / math.sqrt(4 * max(variance, 1e-12)))


def _counted(name: Bilingual, before: tuple[int, float], after: tuple[int, float]) -> Bilingual:
    """Say how many jobs there were and how many are left."""
    french = ", ".join(f"{say_number(n, 'fr')} en {y}" for y, n in (before, after))
    english = ", ".join(f"{say_number(n, 'en')} in {y}" for y, n in (before, after))
    return Bilingual(
        fr=f"l'emploi de «\u00a0{name.fr}\u00a0», l'industrie la plus importante\u00a0: {french}",
        en=f"jobs in “{name.en}”, the leading industry: {english}",
    )


def _maybe_hidden(what: Bilingual, year: int) -> Bilingual:
    return Bilingual(
        fr=f"{what.fr} (aucune ligne en {year}\u00a0: compté zéro, mais le chiffre est peut-être caché)",
        en=f"{what.en} (no row in {year}: counted as zero, but the figure may be hidden)",
    )
