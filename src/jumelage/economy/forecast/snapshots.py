"""A panel as tables of one shape, year by year: what was known at a moment, and nothing after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.measures.quotients import default_reference, location_quotients
from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.suppression import employment_bounds, estimated_employment

__all__ = ["Snapshot", "Timeline"]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One year; arrays of shape ``(places, industries)`` in the order of the timeline.

    Parameters
    ----------
    year
        The year.
    employment, quotients
        NaN where unknown, 0 where there is no row.
    here
        Whether the place has any row that year, shape ``(places,)``.
    """

    year: int
    employment: Floats
    quotients: Floats
    here: NDArray[np.bool_]

    @property
    def plain(self) -> Floats:
        """Return the quotients with 0 for unknown."""
        return np.nan_to_num(self.quotients)


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The years of a panel as tables of one shape.

    Parameters
    ----------
    places, industries
        Labels of the rows and the columns; wholes are left out.
    snapshots
        One a year, oldest first.
    """

    places: tuple[str, ...]
    industries: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]

    @classmethod
    def of(cls, panel: Panel, years: Sequence[int], reference: str | None = None) -> Timeline:
        """Cut the years wanted out of a panel.

        Parameters
        ----------
        panel
            The figures.
        years
            Years the panel has.
        reference
            The whole to compare with; the panel's own, else the sum of its places.
        """
        reference = default_reference(panel, reference)
        wholes = {*panel.wholes, *([reference] if reference else [])}
        places = tuple(p for p in panel.places if p not in wholes)
        snapshots = tuple(_snapshot(panel, year, places, reference) for year in sorted(years))
        return cls(places, panel.industries, snapshots)

    def up_to(self, year: int) -> Timeline:
        """Return what was known in ``year``: no later snapshot can be reached from it."""
        return Timeline(self.places, self.industries, tuple(s for s in self.snapshots if s.year <= year))

    def at(self, year: int) -> Snapshot:
        """Return one year."""
        return next(s for s in self.snapshots if s.year == year)


def _snapshot(panel: Panel, year: int, places: tuple[str, ...], reference: str | None) -> Snapshot:
    section = flat_section(panel, year)
    employment = np.zeros((len(panel.places), len(panel.industries)))
    here = np.zeros(len(panel.places), dtype=bool)
    row = [panel.places.index(p) for p in section.places]
    column = [panel.industries.index(i) for i in section.industries]
    employment[np.ix_(row, column)] = section.employment
    here[row] = True
    kept = [panel.places.index(p) for p in places]
    # A total of what happens to be known would make a speciality of every industry beside a hidden one.
    estimated = employment.copy()
    estimated[np.ix_(row, column)] = estimated_employment(panel, employment_bounds(panel, year))
    whole = employment[panel.places.index(reference)] if reference else estimated[kept].sum(axis=0)
    total = np.nansum(whole)
    shares = whole / total if total > 0 else np.full_like(whole, np.nan)
    towns = employment[kept]
    totals = estimated[kept].sum(axis=1)
    # An industry the whole does not have is nowhere: its quotient is 0, not unknown.
    quotients = np.where(np.isnan(towns), np.nan, np.nan_to_num(location_quotients(towns, shares, totals)))
    return Snapshot(year, towns, quotients, here[kept])
