"""A sheet as it is in the file: numbered rows of cells, merged areas, formulas that hold no value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Sheet", "Source", "letter", "say_cell"]


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
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unvalued: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened: its visible sheets, the names of the hidden ones, how its text was written."""

    name: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""


def letter(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def say_cell(value: Any) -> str:
    """Write a cell as a person would type it: no ``.0`` on whole numbers, ISO dates, empty for nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
