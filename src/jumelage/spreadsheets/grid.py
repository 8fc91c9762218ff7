"""A sheet as it is in the file: numbered rows of typed cells, merged areas, what is hidden, what has no value yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from jumelage.language import Bilingual

__all__ = ["Cell", "Number", "Sheet", "Skipped", "Workbook", "is_blank", "letter", "text_of"]


class Number(float):
    """A number that the sheet shows in its own form: a postal code 4101 under the format ``00000`` shows ``04101``."""

    shown: str

    def __new__(cls, value: float, shown: str) -> Number:
        """Make a number with the text that stands for it."""
        made = super().__new__(cls, value)
        made.shown = shown
        return made

    def __reduce__(self) -> tuple[type[Number], tuple[float, str]]:
        """Keep the text when the number is copied to another process."""
        return Number, (float(self), self.shown)


Cell: TypeAlias = str | float | int | bool | dt.datetime | dt.date | dt.time | Number | None
"""Text, number, date, truth value or nothing. A failed formula is the text that the sheet shows (``#N/A``)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name
        Of the sheet; empty for a text file.
    rows
        All rows from the first one on, empty ones too: ``rows[0]`` is row 1 of the file.
    merged
        Areas of merged cells: first and last row, first and last column, counted from 0.
    unvalued
        Cells (row, column, from 0) whose formula was never computed.
    hidden_rows, hidden_columns
        Rows and columns, from 0, that the person does not see: filtered out or hidden.
    extent
        Rows and columns of a sheet that spreads too far to be read, which then has no row; None otherwise.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unvalued: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    extent: tuple[int, int] | None = None

    def without_hidden(self) -> Sheet:
        """Return the sheet with the cells of hidden rows and columns emptied: only what is seen is read."""
        if not (self.hidden_rows or self.hidden_columns):
            return self
        rows = [
            () if at in self.hidden_rows else [None if c in self.hidden_columns else v for c, v in enumerate(row)]
            for at, row in enumerate(self.rows)
        ]
        return Sheet(self.name, rows, self.merged, self.unvalued, self.hidden_rows, self.hidden_columns, self.extent)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was opened; a text file is a workbook of one sheet without a name.

    Parameters
    ----------
    name
        What messages call the file.
    sheets
        The visible sheets.
    hidden
        Names of the hidden ones, which are not read.
    encoding, separator
        How a text file is written.
    remarks
        What was mended or guessed while it was opened.
    """

    name: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    remarks: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and why it was passed over; ``row`` is counted from 1."""

    row: int
    why: Bilingual


def letter(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def text_of(value: Any) -> str:
    """Write a cell as the sheet shows it: no ``.0`` on whole numbers, ISO dates, empty for nothing."""
    if isinstance(value, str) or value is None:
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return "\n".join(map(text_of, value)) if isinstance(value, list | tuple) else str(value)


def _number(value: float) -> str:
    if isinstance(value, Number):
        return value.shown
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)


def is_blank(value: Any) -> bool:
    """Tell whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))
