"""Bounds for figures that are not published: from establishments, from the class above, from the whole.

A suppressed cell stays unknown everywhere else; here is said how far it can be known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.table.classification import ancestor, is_naics, level
from jumelage.economy.table.long_table import CrossSection, Floats, LongTable

__all__ = ["Bounds", "employment_bounds"]

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
    lower = np.where(unknown, _establishments(panel, section), section.employment)
    upper = np.where(unknown, np.inf, section.employment)
    for _ in range(6):  # a bound found at one level may tighten another; NAICS has five
        before = upper.copy()
        _by_class(section, lower, upper, unknown)
        _by_whole(panel, section, lower, upper, unknown)
        if np.array_equal(before, upper):
            break
    return Bounds(section, lower, np.maximum(lower, upper))


def _establishments(panel: LongTable, section: CrossSection) -> Floats:
    least = np.zeros(section.employment.shape)
    if panel.establishments is None:
        return least
    rows = np.flatnonzero(panel.year == panel.years.index(section.year))
    place = {panel.places.index(p): i for i, p in enumerate(section.places)}
    industry = {panel.industries.index(c): i for i, c in enumerate(section.industries)}
    for row in rows[np.isnan(panel.employment[rows])]:
        least[place[int(panel.place[row])], industry[int(panel.industry[row])]] = np.nan_to_num(
            panel.establishments[row]
        )
    return least


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
