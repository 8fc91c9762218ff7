"""The years of a panel as dense tables, each made once: a search asks for the same ones for every town."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import CrossSection, Floats

__all__ = ["Sections"]


class Sections:
    """Looks up the jobs of a place in a year."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self._tables: dict[int, CrossSection] = {}
        self._rows: dict[int, dict[str, int]] = {}

    def of(self, year: int) -> CrossSection:
        """Return the table of a year."""
        if year not in self._tables:
            self._tables[year] = self.panel.cross_section(year)
            self._rows[year] = {place: i for i, place in enumerate(self._tables[year].places)}
        return self._tables[year]

    def has(self, place: str, year: int) -> bool:
        """Tell whether the place has any row that year."""
        self.of(year)
        return place in self._rows[year]

    def row(self, place: str, year: int) -> Floats:
        """Return the jobs of a place by the industries of that year (``KeyError`` where it has none)."""
        table = self.of(year)
        return np.asarray(table.employment[self._rows[year][place]])

    def jobs(self, place: str, year: int, industries: Sequence[str]) -> Floats:
        """Return the jobs of a place in the industries asked, 0 where the year does not have one."""
        known = dict(zip(self.of(year).industries, self.row(place, year), strict=True))
        return np.array([known.get(industry, 0.0) for industry in industries])

    def absent(self, place: str, year: int, industry: str) -> bool:
        """Tell whether the panel has no row for this industry there: closed, or hidden by the publisher."""
        table = self.of(year)
        if industry not in table.industries:
            return True
        return not bool(table.present[self._rows[year][place], table.industries.index(industry)])

    def total(self, year: int, industries: Sequence[str]) -> Floats:
        """Return the known jobs of all places together, in the industries asked."""
        known = dict(zip(self.of(year).industries, np.nansum(self.of(year).employment, axis=0), strict=True))
        return np.array([known.get(industry, 0.0) for industry in industries])
