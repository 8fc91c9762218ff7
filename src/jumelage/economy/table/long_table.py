"""The long table everything here starts from: place, industry, year, employment, where unknown is not zero."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainSerializer, PlainValidator

from jumelage.economy.table.classification import is_naics
from jumelage.economy.table.placenames import find_place
from jumelage.economy.table.source import UNKNOWN_SOURCE, PanelSource
from jumelage.errors import InputError, NoResultError
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["CrossSection", "Floats", "Ints", "LongTable"]

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]


def _to_list(values: Any) -> list[Any]:
    return [None if isinstance(value, float) and math.isnan(value) else value for value in values.tolist()]


def _to_floats(values: Any) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _to_ints(values: Any) -> Ints:
    return np.asarray(values, dtype=np.int32)


IntColumn = Annotated[Ints, PlainValidator(_to_ints), PlainSerializer(_to_list)]
FloatColumn = Annotated[Floats, PlainValidator(_to_floats), PlainSerializer(_to_list)]
"""Columns as documents hold them: lists, an unknown figure null."""


@dataclass(frozen=True, slots=True)
class CrossSection:
    """One year of a panel as a dense table.

    Parameters
    ----------
    year
        The year.
    places, industries
        The labels of the rows and the columns of ``employment``.
    employment
        Shape ``(places, industries)``: NaN where the figure is unknown, 0 where there is no row.
    present
        Same shape: whether the panel has a row (known or not).
    """

    year: int
    places: tuple[str, ...]
    industries: tuple[str, ...]
    employment: Floats
    present: NDArray[np.bool_]

    def row(self, place: str) -> int:
        """Return the row of ``place`` (``KeyError`` where the year has none)."""
        try:
            return self.places.index(place)
        except ValueError:
            raise KeyError(place) from None

    def without(self, places: Sequence[str]) -> CrossSection:
        """Return the table without some rows: a province is not one more town."""
        keep = [i for i, place in enumerate(self.places) if place not in set(places)]
        return replace(
            self,
            places=tuple(self.places[i] for i in keep),
            employment=self.employment[keep],
            present=self.present[keep],
        )


@dataclass(frozen=True, slots=True, eq=False)
class LongTable:
    """Employment by place, industry and year, validated; :class:`jumelage.economy.Panel` adds the ways to make one.

    Rows are sorted by year, place, industry; no cell appears twice.

    Parameters
    ----------
    places, industries, years
        The labels, sorted.
    place, industry, year
        Index of the label of each row, shape ``(rows,)``.
    employment
        Shape ``(rows,)``; NaN where suppressed or unknown. Never negative.
    establishments
        Shape ``(rows,)`` or None.
    lower, upper
        Shape ``(rows,)`` or None: between which values an unknown figure lies, NaN where nothing bounds it.
    place_names, industry_names
        Names by code, where the table gives them.
    wholes
        Places that contain the others (a province, a country): compared with, never summed with them.
    basins
        The labour basin of a place, where the table says so.
    source
        Origin, unit, breaks.
    """

    places: tuple[str, ...]
    industries: tuple[str, ...]
    years: tuple[int, ...]
    place: IntColumn
    industry: IntColumn
    year: IntColumn
    employment: FloatColumn
    establishments: FloatColumn | None = None
    lower: FloatColumn | None = None
    upper: FloatColumn | None = None
    place_names: Mapping[str, str] = field(default_factory=dict)
    industry_names: Mapping[str, Bilingual] = field(default_factory=dict)
    wholes: tuple[str, ...] = ()
    basins: Mapping[str, str] = field(default_factory=dict)
    source: PanelSource = UNKNOWN_SOURCE

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.employment)

    def take(self, rows: NDArray[Any]) -> Self:
        """Return the table with some of its rows, given by a mask or by their numbers."""
        columns = ("place", "industry", "year", "employment", "establishments", "lower", "upper")
        values: dict[str, Any] = {name: getattr(self, name) for name in columns}
        kept: dict[str, Any] = {name: None if column is None else column[rows] for name, column in values.items()}
        return replace(self, **kept)

    def cross_section(self, year: int) -> CrossSection:
        """Return one year as a dense table, with the places and industries that the year has.

        Raises
        ------
        NoResultError
            The panel has no such year.
        """
        rows = self._rows_of(year)
        places, place = np.unique(self.place[rows], return_inverse=True)
        industries, industry = np.unique(self.industry[rows], return_inverse=True)
        employment = np.zeros((len(places), len(industries)))
        present = np.zeros(employment.shape, dtype=bool)
        employment[place, industry] = self.employment[rows]
        present[place, industry] = True
        return CrossSection(
            year=year,
            places=tuple(self.places[i] for i in places),
            industries=tuple(self.industries[i] for i in industries),
            employment=employment,
            present=present,
        )

    def _rows_of(self, year: int) -> slice:
        if year not in self.years:
            known = ", ".join(str(y) for y in self.years)
            raise NoResultError(
                Bilingual(
                    fr=f"Le tableau n'a pas l'année {year}. Années présentes\u00a0: {known}.",
                    en=f"The table has no year {year}. Years present: {known}.",
                )
            )
        index = self.years.index(year)
        start, end = np.searchsorted(self.year, [index, index + 1])
        return slice(int(start), int(end))

    def find_place(self, text: str) -> str:
        """Return the code of a place given by code or name, whatever its accents and capitals.

        Raises
        ------
        NoResultError
            No place is called so (the nearest names are suggested), or several are.
        """
        return find_place(text, self.places, self.place_names)

    def years_of(self, place: str) -> tuple[int, ...]:
        """List the years in which ``place`` has at least one row."""
        index = self.places.index(place)
        return tuple(self.years[i] for i in np.unique(self.year[self.place == index]))

    def name_of(self, place: str) -> str:
        """Return the name of a place, or its code."""
        return self.place_names.get(place, place)

    def industry_name(self, industry: str) -> Bilingual:
        """Return the name of an industry in both languages: the table's, else the NAICS title, else its code."""
        name = self.industry_names.get(industry, NO_TEXT)
        if name.fr and name.en:
            return name
        title = _naics_title(industry) if is_naics(self.industries) else NO_TEXT
        return Bilingual(
            fr=name.fr or title.fr or name.en or title.en or industry, en=name.en or title.en or name.fr or industry
        )

    def with_wholes(self, *places: str, first: bool = False) -> Self:
        """Declare that some places contain the others; the first whole is the one compared with.

        Raises
        ------
        NoResultError
            The panel has no such place.
        """
        places = tuple(self.find_place(place) for place in places)
        ordered = (*places, *self.wholes) if first else (*self.wholes, *places)
        return replace(self, wholes=tuple(dict.fromkeys(ordered)))


def _naics_title(industry: str) -> Bilingual:
    from jumelage.reference import classification

    try:
        return classification.title(industry).text
    except InputError:
        return NO_TEXT
