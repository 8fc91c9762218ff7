"""OpenDocument sheets (.ods): values as shown, merged and hidden cells; what repeats is counted before it is made."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping
from typing import Any

from jumelage.spreadsheets.grid import Number, Sheet, Workbook
from jumelage.spreadsheets.limits import MOST_ROWS
from jumelage.spreadsheets.parts import Grid, Parts, SheetTooLargeError

__all__ = ["read_ods"]

MOST_REPEATED = 5 * MOST_ROWS
"""Rows that a workbook may hold by repeating one, over all its sheets."""
_SPACES = {"tab": "\t", "line-break": "\n"}


def read_ods(name: str, archive: zipfile.ZipFile) -> Workbook:
    """Read the visible sheets.

    Raises
    ------
    DamagedPartError, KeyError, ValueError
        The workbook is damaged.
    """
    reader = _Reader()
    Parts(archive).parse("content.xml", reader.start, reader.end, reader.text)
    return Workbook(name, tuple(reader.sheets), tuple(reader.hidden))


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.hidden: list[str] = []
        self._unseen_styles: set[str] = set()
        self._style = ""
        self._tables = self._repeated = 0
        self._title, self._seen = "", True
        self._begin()
        self._depth_of_note = 0
        self._cell: Mapping[str, str] | None = None
        self._pieces: list[str] = []
        self._paragraphs = 0
        self._covered = False

    def _begin(self) -> None:
        self._grid = Grid()
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._declared = 0
        self._again = 1
        self._cells: list[tuple[int, Any]] = []
        self._extent: tuple[int, int] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._unseen_styles.add(self._style)
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._begin()
                self._title = attributes.get("name", "")
                self._seen = attributes.get("style-name", "") not in self._unseen_styles
        elif self._tables != 1:
            return
        elif tag == "annotation":
            self._depth_of_note += 1
        elif self._extent or self._depth_of_note:
            return
        elif tag in ("table-column", "table-row"):
            self._line(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell, self._pieces, self._paragraphs = attributes, [], 0
            self._covered = tag == "covered-table-cell"
        else:
            self._piece(tag, attributes)

    def _line(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a row, or take note of a column."""
        unseen = attributes.get("visibility") in ("collapse", "filter")
        if tag == "table-column":
            count = _count(attributes.get("number-columns-repeated", "1"))
            if unseen:
                self._hidden_columns.update(range(self._declared, min(self._declared + count, 16_384)))
            self._declared += count
        else:
            self._again, self._column, self._cells = _count(attributes.get("number-rows-repeated", "1")), 0, []
            if unseen:
                self._hidden_rows.update(range(self._row, min(self._row + self._again, MOST_ROWS)))

    def _piece(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the breaks and spaces that a text writes as elements."""
        if tag == "p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._pieces.append("\n")
        elif tag == "s":
            self._pieces.append(" " * min(_count(attributes.get("c", "1")), 1000))
        elif tag in _SPACES:
            self._pieces.append(_SPACES[tag])

    def end(self, tag: str) -> None:
        if tag == "table":
            self._tables -= 1
            if self._tables == 0:
                self._finish()
        elif self._tables != 1:
            return
        elif tag == "annotation":
            self._depth_of_note -= 1
        elif self._extent or self._depth_of_note:
            return
        elif tag in ("table-cell", "covered-table-cell"):
            self._close_cell()
        elif tag == "table-row":
            self._close_row()

    def text(self, data: str) -> None:
        if self._cell is not None and self._paragraphs and not self._depth_of_note and self._tables == 1:
            self._pieces.append(data)

    def _close_cell(self) -> None:
        attributes = self._cell or {}
        self._cell = None
        count = _count(attributes.get("number-columns-repeated", "1"))
        value = None if self._covered else _value(attributes, "".join(self._pieces))
        if value is not None and value != "":
            if count > 1_000:
                self._extent = (self._row + 1, self._column + count)
                return
            self._cells += [(self._column + n, value) for n in range(count)]
        wide, high = (_count(attributes.get(f"number-{k}-spanned", "1")) for k in ("columns", "rows"))
        if (wide > 1 or high > 1) and not self._covered:
            self._merged.append((self._row, self._row + high - 1, self._column, self._column + wide - 1))
        self._column += count

    def _close_row(self) -> None:
        if self._cells:
            try:
                self._repeated += self._again if self._again > 1 else 0
                if self._row + self._again > MOST_ROWS or self._repeated > MOST_REPEATED:
                    raise SheetTooLargeError(self._row + self._again, self._column)
                for row in range(self._row, self._row + self._again):
                    for column, value in self._cells:
                        self._grid.put(row, column, value)
            except SheetTooLargeError as error:
                self._extent = (error.rows, error.columns)
        self._row += self._again

    def _finish(self) -> None:
        if not self._seen:
            self.hidden.append(self._title)
        elif self._extent:
            self.sheets.append(Sheet(self._title, (), extent=self._extent))
        else:
            self.sheets.append(
                Sheet(
                    self._title,
                    self._grid.rows,
                    tuple(self._merged[:20_000]),
                    hidden_rows=frozenset(self._hidden_rows),
                    hidden_columns=frozenset(self._hidden_columns),
                )
            )
        self._begin()


def _value(attributes: Mapping[str, str], text: str) -> Any:
    kind = attributes.get("value-type", "")
    if text.startswith("#") or (kind == "string" or not kind):
        return text or attributes.get("string-value", "")
    if kind == "boolean":
        return attributes.get("boolean-value") == "true"
    if kind == "date":
        try:
            return dt.datetime.fromisoformat(attributes.get("date-value", ""))
        except ValueError:
            return text
    if kind in ("float", "currency", "percentage"):
        number = float(attributes.get("value", "nan"))
        bare = text.strip()
        return Number(number, bare) if bare.isdecimal() and bare.startswith("0") and len(bare) > 1 else number
    return text


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1
