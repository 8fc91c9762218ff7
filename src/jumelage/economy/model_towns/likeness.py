"""How like the asking town a town was, just before it was hit: size, growth, industries, isolation, income."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from jumelage.economy.model_towns.donors import kilometres
from jumelage.economy.model_towns.outcomes import Floats, Outcomes
from jumelage.economy.model_towns.sections import Sections
from jumelage.economy.panel import Panel

__all__ = ["PARTS", "Likeness"]

PARTS = ("size", "growth", "industries", "isolation", "income")
_YEARS = 10


class Likeness:
    """Compares places of one table, each at a year of its own.

    Parameters
    ----------
    outcomes
        The table.
    panel
        Its industries, where it has any.
    """

    def __init__(self, outcomes: Outcomes, panel: Panel | None = None) -> None:
        self._outcomes = outcomes
        self._sections = None if panel is None else Sections(panel)
        self._levels = outcomes.levels()
        self._isolation = _isolation(outcomes, self._levels)
        end = len(outcomes.years)
        usual = [self._profile(row, end) for row in range(len(outcomes.places))]
        self._spread = {part: _spread([p[part] for p in usual if part in p]) for part in PARTS}

    def differences(self, place: str, year: int, like: str) -> dict[str, float]:
        """Return the town before ``year`` minus the asking town now, by part, in usual differences.

        Industries are compared whole: 0 is the same mix, 1 as different as two towns usually are.
        """
        outcomes = self._outcomes
        there = self._profile(outcomes.places.index(place), outcomes.years.index(year))
        here = self._profile(outcomes.places.index(like), len(outcomes.years))
        parts = {
            part: (there[part] - here[part]) / self._spread[part]
            for part in PARTS
            if part in there and part in here and self._spread[part] > 0
        }
        mix = self._mix_apart(place, year, like)
        return parts if mix is None else {**parts, "industries": mix}

    def _profile(self, row: int, end: int) -> dict[str, float]:
        """Describe a place by the ten years that end before column ``end``."""
        years = slice(max(0, end - max(2, _YEARS // self._outcomes.step)), end)
        path = self._levels[row, years]
        known = path[np.isfinite(path)]
        found: dict[str, float] = {}
        if len(known) >= 2:
            found["size"] = float(known[-1])
            found["growth"] = float((known[-1] - known[0]) / (len(known) - 1))
        if self._isolation is not None and math.isfinite(self._isolation[row]):
            found["isolation"] = float(self._isolation[row])
        if self._outcomes.income is not None:
            relative = self._relative_income(row, years)
            if relative is not None:
                found["income"] = relative
        return found

    def _relative_income(self, row: int, years: slice) -> float | None:
        income = self._outcomes.income
        assert income is not None
        column = income[:, years]
        known = np.isfinite(column[row]) & (column[row] > 0)
        if not known.any():
            return None
        at = int(np.flatnonzero(known)[-1])
        return float(np.log(column[row, at] / np.nanmedian(column[:, at])))

    def _mix_apart(self, place: str, year: int, like: str) -> float | None:
        """Return the Hellinger distance of the two mixes of industries, over 0.25 (usual between resource towns)."""
        if self._sections is None:
            return None
        years = self._sections.panel.years
        before = [y for y in years if y < year]
        there = _shares(self._sections, place, before[-1]) if before else {}
        here = _shares(self._sections, like, years[-1])
        if not there or not here:
            return None
        roots = [math.sqrt(there.get(i, 0.0)) - math.sqrt(here.get(i, 0.0)) for i in {*there, *here}]
        return math.sqrt(sum(r * r for r in roots) / 2) / 0.25


def distance(differences: Mapping[str, float]) -> float | None:
    """Return the root mean square of the parts; None where nothing is known."""
    if not differences:
        return None
    return math.sqrt(sum(value * value for value in differences.values()) / len(differences))


def _shares(sections: Sections, place: str, year: int) -> dict[str, float]:
    if not sections.has(place, year):
        return {}
    jobs = sections.row(place, year)
    total = float(np.nansum(jobs))
    if total <= 0:
        return {}
    pairs = zip(sections.of(year).industries, jobs, strict=True)
    return {industry: float(count) / total for industry, count in pairs if np.isfinite(count)}


def _spread(values: list[float]) -> float:
    # Half-width of the middle two thirds: one giant city does not stretch the scale.
    if len(values) < 3:
        return 0.0
    low, high = np.quantile(values, [1 / 6, 5 / 6])
    return float(high - low) / 2 * math.sqrt(2)


def _isolation(outcomes: Outcomes, levels: Floats) -> Floats | None:
    """Return the logarithm of the kilometres to the nearest place at least twice as large, shape ``(places,)``."""
    where = outcomes.coordinates
    if where is None or not outcomes.in_logarithms:
        return None
    with np.errstate(all="ignore"):
        size = np.nanmean(np.where(np.isfinite(levels).any(axis=1, keepdims=True), levels, 0.0), axis=1)
    result = np.full(len(size), np.nan)
    known = np.isfinite(where).all(axis=1)
    for row in np.flatnonzero(known):
        larger = known & (size > size[row] + math.log(2))
        if larger.any():
            result[row] = math.log(max(float(kilometres(where[row], where[larger]).min()), 1.0))
    return result
