"""How places fared: one figure a place and a year, which the counterfactuals are drawn for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.panel import Panel
from jumelage.economy.table.placenames import find_place
from jumelage.economy.table.source import UNKNOWN_SOURCE, PanelSource
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

__all__ = ["LEADING_SHARE", "Outcomes"]

Floats = NDArray[np.float64]

LEADING_SHARE = 0.15
"""Share of the jobs of a place from which its largest industry counts as leading."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """A table of places and years.

    Make one with :func:`read_outcomes` (a file) or :meth:`of_panel` (total employment of a panel).

    Parameters
    ----------
    outcome
        Name of the column judged.
    places, years
        Labels of the rows and columns of ``values``; the years are evenly spaced.
    values
        Shape ``(places, years)``; NaN where there is no figure.
    shock_values
        Same shape: the column in which shocks are looked for; ``values`` where None.
    shock_in
        Its name.
    income
        Same shape: income per person, to compare places; None where the table has none.
    place_names
        Names by code.
    coordinates
        Latitude and longitude in degrees, shape ``(places, 2)``, NaN where unknown.
    leading_industry
        The industry a place lived on, by code, where known: donors that live on the same one are left out.
    higher_is_better
        False for an unemployment rate.
    source
        Origin, breaks of definition.
    """

    outcome: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats
    shock_values: Floats | None = None
    shock_in: str = ""
    income: Floats | None = None
    place_names: Mapping[str, str] = field(default_factory=dict)
    coordinates: Floats | None = None
    leading_industry: Mapping[str, str] = field(default_factory=dict)
    higher_is_better: bool = True
    source: PanelSource = UNKNOWN_SOURCE

    def __post_init__(self) -> None:
        """Refuse a table from which nothing can be told."""
        steps = np.diff(self.years)
        if len(self.years) < 2:
            raise NoResultError(
                Bilingual(
                    fr="Le tableau n'a qu'une année\u00a0: rien ne peut être comparé dans le temps.",
                    en="The table has a single year: nothing can be compared over time.",
                )
            )
        if steps.min() != steps.max():
            at = int(np.argmax(steps != steps.min()))
            raise InputError.at(
                self.source.address or self.outcome,
                Bilingual(
                    fr=f"il y a un trou dans les années\u00a0: après {self.years[at]} vient {self.years[at + 1]}.",
                    en=f"there is a gap in the years: after {self.years[at]} comes {self.years[at + 1]}.",
                ),
                Bilingual(
                    fr="Ajoutez les années manquantes, ou gardez des années également espacées.",
                    en="Add the missing years, or keep evenly spaced years.",
                ),
            )
        if not np.isfinite(self.values).any():
            raise InputError.at(
                self.source.address or self.outcome,
                Bilingual(
                    fr=f"la colonne {self.outcome} n'a aucun chiffre.", en=f"column {self.outcome} holds no figure."
                ),
                Bilingual(fr="Choisissez une autre colonne.", en="Choose another column."),
                "outcome",
            )

    @classmethod
    def of_panel(cls, panel: Panel) -> Outcomes:
        """Take total employment by place and year; unknown where a cell is suppressed or the place has no row.

        The wholes (a province, a country) are left out. The leading industry of a place is the largest of its first
        year without an unpublished figure, where it has at least ``LEADING_SHARE`` of the jobs.
        """
        places = tuple(place for place in panel.places if place not in panel.wholes)
        row = {place: i for i, place in enumerate(places)}
        values = np.full((len(places), len(panel.years)), np.nan)
        leading: dict[str, str] = {}
        for column, year in enumerate(panel.years):
            section = panel.cross_section(year)
            for place, jobs in zip(section.places, section.employment, strict=True):
                if place not in row:
                    continue
                values[row[place], column] = total = float(jobs.sum())
                if place not in leading and total > 0 and jobs.max() >= LEADING_SHARE * total:
                    leading[place] = section.industries[int(jobs.argmax())]
        names = {place: panel.place_names[place] for place in places if place in panel.place_names}
        return cls(
            outcome="employment",
            places=places,
            years=panel.years,
            values=values,
            place_names=names,
            leading_industry=leading,
            source=panel.source,
        )

    @property
    def step(self) -> int:
        """Return the years from one column to the next."""
        return self.years[1] - self.years[0]

    @property
    def in_logarithms(self) -> bool:
        """Tell whether effects are shares: every figure is above zero."""
        return _as_logarithms(self.values)

    def levels(self) -> Floats:
        """Return the values judged: logarithms where all are above zero, turned so that higher is better."""
        return _levels(self.values, self.higher_is_better)

    def shock_levels(self) -> Floats:
        """Return the values in which shocks are looked for, in the same form."""
        return self.levels() if self.shock_values is None else _levels(self.shock_values, True)

    def find_place(self, text: str) -> str:
        """Return the code of a place given by code or name (see :meth:`Panel.find_place`)."""
        return find_place(text, self.places, self.place_names)

    def name_of(self, place: str) -> str:
        """Return the name of a place, or its code."""
        return self.place_names.get(place, place)


def _levels(values: Floats, higher_is_better: bool) -> Floats:
    levels = _logarithms(values) if _as_logarithms(values) else values.astype(float)
    return levels if higher_is_better else -levels


def _as_logarithms(values: Floats) -> bool:
    """Tell whether nearly all places (95 in 100, or all but one) hold figures above zero alone."""
    low = (values <= 0).any(axis=1)
    return bool(low.sum() <= max(0.05 * len(values), 1 if len(values) > 5 else 0))


def _logarithms(values: Floats) -> Floats:
    """Return logarithms; a place with a zero is unknown whole, so that it alone is treated apart."""
    usable = ~(values <= 0).any(axis=1)
    found: Floats = np.full(values.shape, np.nan)
    found[usable] = np.log(values[usable])
    return found
