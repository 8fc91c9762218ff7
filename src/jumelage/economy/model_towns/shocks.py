"""When a place was hit: its leading industry lost a large part of its jobs, or its own figure broke down."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jumelage.economy.counterfactual.many_tests import adjusted
from jumelage.economy.model_towns.falls import FEWEST_YEARS, Fall, find_falls
from jumelage.economy.model_towns.outcomes import LEADING_SHARE, Floats, Outcomes
from jumelage.economy.model_towns.sections import Sections
from jumelage.economy.panel import Panel
from jumelage.language import NO_TEXT, Bilingual, say_number, say_percent

__all__ = ["Shock", "industry_shocks", "series_shocks"]

INDUSTRY_LOSS = 0.30
"""Share of its jobs that a leading industry loses within ``WITHIN_YEARS`` to count as a shock."""

WITHIN_YEARS = 5
FALSE_SHOCKS = 0.05
"""Largest share of false finds among the places found hit."""
DRAWS = 4999


@dataclass(frozen=True, slots=True)
class Shock:
    """A loss that hit a place: when, how large, how sure.

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
        One minus the q-value: among shocks at least as sure, the share that chance alone would not give. It counts the
        windows of years and the places searched.
    earliest, latest
        Years between which it may have begun.
    what
        What fell, in words.
    size_said
        The size in words, in the direction of the figure itself: a rise for an unemployment rate.
    industry
        Code of the industry; empty for a series.
    p
        Chance of such a fall somewhere in the years of a place that never fell.
    """

    place: str
    year: int
    last_year: int
    size: float
    confidence: float
    earliest: int
    latest: int
    what: Bilingual
    size_said: Bilingual = NO_TEXT
    industry: str = ""
    p: float = 0.0


def series_shocks(
    outcomes: Outcomes, *, confidence: float, smallest: float, draws: int = DRAWS, seed: int = 0
) -> dict[str, Shock]:
    """Find the surest fall of each place's own figure, beside what all places did the same year.

    Parameters
    ----------
    outcomes
        The table; ``shock_levels`` are searched. Places with a missing year are not searched.
    confidence
        One minus the share of false finds allowed.
    smallest
        A fall counts when it cost at least this much beside the place's own growth, and when the place also fell this
        much behind the median place: a suburb whose boom slows down is not hit.
    draws, seed
        Copies without a fall, and what they are drawn from.
    """
    falls = find_falls(beside_all(outcomes.shock_levels()), draws=draws, seed=seed)
    searched = [(place, fall) for place, fall in zip(outcomes.places, falls, strict=True) if fall is not None]
    found = {}
    for (place, fall), q in zip(searched, adjusted([fall.p for _, fall in searched]), strict=True):
        if q <= 1 - confidence + 1e-9 and counts(fall, smallest):
            found[place] = _of_series(place, fall, 1 - q, outcomes)
    return found


def counts(fall: Fall, smallest: float) -> bool:
    """Tell whether a fall is large enough, beside the place's own growth and beside all places."""
    return fall.size <= -smallest and fall.behind <= -smallest


def beside_all(levels: Floats) -> Floats:
    """Return the path of each place less that of the median place, shape ``(places, years)``."""
    growth = np.diff(levels, axis=1)
    known = np.isfinite(growth).sum(axis=0) > 0
    middle = np.zeros(growth.shape[1])
    middle[known] = np.nanmedian(growth[:, known], axis=0)
    return np.concatenate([np.zeros((len(levels), 1)), np.cumsum(growth - middle, axis=1)], axis=1)


def _of_series(place: str, fall: Fall, sure: float, outcomes: Outcomes) -> Shock:
    column = outcomes.shock_in or outcomes.outcome
    own = outcomes.shock_values is None
    searched = outcomes.values if outcomes.shock_values is None else outcomes.shock_values
    change = fall.size if outcomes.higher_is_better or not own else -fall.size
    return Shock(
        place=place,
        year=outcomes.years[fall.first],
        last_year=outcomes.years[fall.last],
        size=fall.size,
        confidence=sure,
        earliest=outcomes.years[fall.earliest],
        latest=outcomes.years[fall.latest],
        p=fall.p,
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


def industry_shocks(panel: Panel, *, seed: int = 0) -> dict[str, Shock]:
    """Find the loss of each place's leading industry.

    An industry leads where it has at least ``LEADING_SHARE`` of the known jobs; it is lost where it sheds at least
    ``INDUSTRY_LOSS`` of its own. With twelve years or more its path is searched as any series is (:func:`find_falls`): in one
    year, by steps or slowly, beside its own restlessness. With fewer, the loss must come within ``WITHIN_YEARS`` (or by the
    next observation, where those are further apart), and is tested against sampling and rounding. Either way the windows
    searched are counted in the p-value, and the places in the q-value. A place with an unpublished figure in the leading
    year is passed over: the hidden cell may be the largest.
    """
    sections = Sections(panel)
    shocks = _of_years(sections, seed) if _is_long(panel) else _of_censuses(sections)
    quality = dict(zip(shocks, adjusted([shock.p if shock else 1.0 for shock in shocks.values()]), strict=True))
    return {
        place: replace(shock, confidence=1 - quality[place])
        for place, shock in shocks.items()
        if shock is not None and quality[place] <= FALSE_SHOCKS
    }


def _is_long(panel: Panel) -> bool:
    return len(panel.years) >= FEWEST_YEARS and panel.years[-1] - panel.years[0] == len(panel.years) - 1


def _leading(sections: Sections) -> Iterator[tuple[str, int, str, float]]:
    """Go through the places, the position of each year, their leading industry of it and its jobs."""
    panel = sections.panel
    for first, year in enumerate(panel.years[:-1]):
        table = sections.of(year)
        for place, jobs in zip(table.places, table.employment, strict=True):
            if place in panel.wholes or not np.isfinite(jobs).all() or jobs.sum() <= 0:
                continue
            lead = int(jobs.argmax())
            if jobs[lead] >= LEADING_SHARE * jobs.sum():
                yield place, first, table.industries[lead], float(jobs[lead])


def _of_years(sections: Sections, seed: int) -> dict[str, Shock | None]:
    """Search the path of each leading industry; a place that changed its leading industry is searched in each."""
    years = sections.panel.years
    leading: dict[tuple[str, str], list[int]] = {}
    for place, first, industry, _ in _leading(sections):
        leading.setdefault((place, industry), []).append(first)
    pairs = list(leading)
    jobs = np.array([[_jobs(sections, place, year, industry) for year in years] for place, industry in pairs])
    falls = find_falls(beside_all(np.log(jobs + 0.5)), seed=seed) if pairs else []
    searched = {place: sum(other == place for other, _ in pairs) for place, _ in pairs}
    shocks: dict[str, Shock | None] = dict.fromkeys(searched)
    for (place, industry), fall, path in zip(pairs, falls, jobs, strict=True):
        if fall is None or fall.first - 1 < min(leading[place, industry]):
            continue
        before, left = float(path[fall.first - 1]), float(path[fall.last])
        if not counts(fall, -math.log(1 - INDUSTRY_LOSS)) or left > (1 - INDUSTRY_LOSS) * before:
            continue
        p = min(fall.p * searched[place], 1.0)
        known = shocks[place]
        if known is None or p < known.p:
            ends = (years[fall.first - 1], years[fall.first], years[fall.last])
            between = (years[fall.earliest], years[fall.latest])
            shocks[place] = _shock(sections, place, industry, ends, between, (before, left), p)
    return shocks


def _jobs(sections: Sections, place: str, year: int, industry: str) -> float:
    return float(sections.jobs(place, year, [industry])[0]) if sections.has(place, year) else math.nan


def _of_censuses(sections: Sections) -> dict[str, Shock | None]:
    shocks: dict[str, Shock | None] = {}
    for place, first, industry, jobs in _leading(sections):
        known = shocks.setdefault(place, None)
        shock = _loss(sections, place, industry, jobs, first)
        if shock is not None and (known is None or shock.size < known.size):
            shocks[place] = shock
    return shocks


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
        if np.isfinite(left) and left <= (1 - INDUSTRY_LOSS) * jobs:
            p = min(_chance(jobs, left, sections.panel) * windows_of(years), 1.0)
            return _shock(sections, place, industry, (start, following, year), (start + 1, year), (jobs, left), p)
    return None


def windows_of(years: Sequence[int]) -> float:
    """Return how many pairs of years a place is searched in."""
    return len(years) * WITHIN_YEARS / min(max(years[1] - years[0], 1), WITHIN_YEARS)


def _shock(
    sections: Sections,
    place: str,
    industry: str,
    ends: tuple[int, int, int],
    between: tuple[int, int],
    jobs: tuple[float, float],
    p: float,
) -> Shock:
    """Describe a loss; ``ends`` are the last normal year, the first year of the loss and the last."""
    normal, first, last = ends
    what = _counted(sections.panel.industry_name(industry), (normal, jobs[0]), (last, jobs[1]))
    if sections.has(place, last) and sections.absent(place, last, industry):
        what = _maybe_hidden(what, last)
    size = jobs[1] / jobs[0] - 1
    return Shock(place, first, last, size, 0.0, *between, what, _share(size), industry, p)


def chance_of_false_loss(panel: Panel, shocks: Mapping[str, Shock]) -> float:
    """Return how many places would be found hit by chance alone, their leading industry unchanged.

    A place without a loss has a p-value under the largest that was believed with that very chance; and no more often than
    sampling and rounding alone show a loss of that size.
    """
    largest = max((shock.p for shock in shocks.values()), default=0.0)
    sections = Sections(panel)
    chances: dict[str, float] = {}
    for place, _, _, jobs in _leading(sections):
        chance = 1.0 if _is_long(panel) else _chance(jobs, (1 - INDUSTRY_LOSS) * jobs, panel)
        chances[place] = chances.get(place, 0.0) + chance
    return float(sum(min(chance, largest) for chance in chances.values()))


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
