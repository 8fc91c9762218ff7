"""Bounds for figures that are not published: from establishments, from the class above, from the whole.

A suppressed cell stays unknown everywhere else; here is said how far it can be known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.table.classification import ancestor, is_naics, level
from jumelage.economy.table.long_table import CrossSection, Floats, LongTable
from jumelage.economy.table.survey import TWO_SIDED_95

__all__ = ["Bounds", "employment_bounds", "estimated_employment", "place_bounds"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Smallest and largest employment of each cell; equal where published, ``upper`` infinite where nothing bounds it.

    Parameters
    ----------
    section
        The table; shape ``(places, industries)``.
    lower, upper
        Same shape.
    """

    section: CrossSection
    lower: Floats
    upper: Floats

    def of(self, place: str, industry: str) -> tuple[float, float]:
        """Return the bounds of one cell."""
        cell = self.section.row(place), self.section.industries.index(industry)
        return float(self.lower[cell]), float(self.upper[cell])


def employment_bounds(panel: LongTable, year: int) -> Bounds:
    """Bound every unpublished cell of a year.

    Below by one job for each establishment (surveys of employers count establishments with paid employees). Above by
    what the class one level up leaves once its published parts are taken out, and by what the wholes of the panel
    leave once the published places are.

    Parameters
    ----------
    panel
        The figures; NAICS classes may be nested in each other here.
    year
        A year of the panel.
    """
    section = panel.cross_section(year)
    unknown = np.isnan(section.employment)
    if not unknown.any():
        return Bounds(section, section.employment, section.employment)
    least, most = _given(panel, section)
    lower = np.where(unknown, least, section.employment)
    upper = np.where(unknown, most, section.employment)
    for _ in range(6):  # a bound found at one level may tighten another; NAICS has five
        before = upper.copy()
        _by_class(section, lower, upper, unknown)
        _by_whole(panel, section, lower, upper, unknown)
        if np.array_equal(before, upper):
            break
    return Bounds(section, lower, np.maximum(lower, upper))


def estimated_employment(panel: LongTable, bounds: Bounds) -> Floats:
    """Return the table with each hidden cell at an estimate, so that a total is not the total of what happens to be known.

    Establishments times the mean jobs of one in that industry, where published; else the middle of the bounds on a
    logarithmic scale; else the lower bound. Always within the bounds. Shape ``(places, industries)``.
    """
    section = bounds.section
    hidden = np.isnan(section.employment)
    if not hidden.any():
        return section.employment
    firms = _establishments(panel, section)
    known = ~hidden & (firms > 0)
    jobs, count = (np.where(known, values, 0.0).sum(axis=0) for values in (section.employment, firms))
    middle = np.where(
        np.isfinite(bounds.upper), np.sqrt(np.maximum(bounds.lower, 1.0) * np.maximum(bounds.upper, 1.0)), bounds.lower
    )
    by_firms = firms * np.divide(jobs, count, out=np.zeros_like(jobs), where=count > 0)
    guess = np.clip(np.where((firms > 0) & (count > 0), by_firms, middle), bounds.lower, bounds.upper)
    return np.where(hidden, guess, section.employment)


def _establishments(panel: LongTable, section: CrossSection) -> Floats:
    """Return the establishments of each cell; 0 where none is known."""
    firms = np.zeros(section.employment.shape)
    if panel.establishments is not None:
        rows = np.flatnonzero(panel.year == panel.years.index(section.year))
        _, places = np.unique(panel.place[rows], return_inverse=True)
        _, industries = np.unique(panel.industry[rows], return_inverse=True)
        firms[places, industries] = np.nan_to_num(panel.establishments[rows])
    return firms


def place_bounds(panel: LongTable, year: int, place: str) -> tuple[Floats, Floats]:
    """Return the 95 % bounds of each cell of a place: those of hidden cells, sampling and rounding of published ones."""
    bounds = employment_bounds(panel, year)
    row = bounds.section.row(place)
    published = np.nan_to_num(bounds.section.employment[row])
    half = TWO_SIDED_95 * np.sqrt(panel.source.survey.variance(published)) * (published > 0)
    return np.maximum(bounds.lower[row] - half, 0.0), bounds.upper[row] + half


def _given(panel: LongTable, section: CrossSection) -> tuple[Floats, Floats]:
    """Return what the rows themselves say of hidden cells: their bounds, and one job an establishment."""
    least, most = np.zeros(section.employment.shape), np.full(section.employment.shape, np.inf)
    rows = np.flatnonzero((panel.year == panel.years.index(section.year)) & np.isnan(panel.employment))
    places = np.searchsorted(section.places, np.array(panel.places)[panel.place[rows]])
    industries = np.searchsorted(section.industries, np.array(panel.industries)[panel.industry[rows]])
    for column in (panel.establishments, panel.lower):
        if column is not None:
            least[places, industries] = np.maximum(least[places, industries], np.nan_to_num(column[rows]))
    if panel.upper is not None:
        most[places, industries] = np.where(np.isnan(panel.upper[rows]), np.inf, panel.upper[rows])
    return least, most


def _by_class(section: CrossSection, lower: Floats, upper: Floats, unknown: Bools) -> None:
    if not is_naics(section.industries):
        return
    index = {code: i for i, code in enumerate(section.industries)}
    children: dict[int, list[int]] = {}
    for code, i in index.items():
        for digits in range(level(code) - 1, 1, -1):
            parent = index.get(ancestor(code, digits))
            if parent is not None and parent != i:
                children.setdefault(parent, []).append(i)
                break
    for parent, kids in children.items():
        upper[:, kids] = _left(upper[:, parent], lower[:, kids], upper[:, kids], unknown[:, kids])


def _by_whole(panel: LongTable, section: CrossSection, lower: Floats, upper: Floats, unknown: Bools) -> None:
    wholes = [section.places.index(p) for p in panel.wholes if p in section.places]
    towns = [i for i in range(len(section.places)) if i not in wholes]
    for whole in wholes:
        upper[towns] = _left(upper[whole], lower[towns].T, upper[towns].T, unknown[towns].T).T


def _left(total: Floats, lower: Floats, upper: Floats, unknown: Bools) -> Floats:
    """Bound unknown parts, shape ``(rows, parts)``, by the total less the least of the other parts."""
    rest = total[:, None] - (lower.sum(axis=1, keepdims=True) - lower)
    bounded: Floats = np.where(unknown, np.minimum(upper, np.maximum(rest, 0.0)), upper)
    return bounded
