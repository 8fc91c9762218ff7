"""Excel workbooks (.xlsx, .xlsm): values as the sheet shows them, merged and hidden cells, formulas without a value."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from jumelage.spreadsheets.formats import BUILT_IN, date_of, is_date, shown
from jumelage.spreadsheets.grid import Sheet, Workbook
from jumelage.spreadsheets.parts import Grid, Parts, SheetTooLargeError

__all__ = ["read_xlsx"]

MOST_MERGED = 20_000
LONGEST_CELL = 1_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")


def read_xlsx(name: str, archive: zipfile.ZipFile) -> Workbook:
    """Read the visible sheets.

    Raises
    ------
    DamagedPartError, KeyError, ValueError
        The workbook is damaged.
    """
    parts = Parts(archive)
    main = _main(parts)
    book = _Book()
    parts.parse(main, book.start, lambda tag: None)
    targets = _relations(parts, main)
    strings = _SharedStrings()
    folder = posixpath.dirname(main)
    found = dict(targets.values())
    if (shared := found.get("sharedStrings", f"{folder}/sharedStrings.xml")) in parts:
        parts.parse(shared, strings.start, strings.end, strings.text)
    styles = _Styles()
    if (styled := found.get("styles", f"{folder}/styles.xml")) in parts:
        parts.parse(styled, styles.start, styles.end)
    formats = styles.formats()
    sheets = []
    for title, relation, state in book.sheets:
        kind, target = targets.get(relation, ("", ""))
        if state == "visible" and kind == "worksheet" and target in parts:
            sheets.append(_sheet(parts, target, title, strings.found, formats, book.from_1904))
    hidden = tuple(title for title, _, state in book.sheets if state != "visible")
    return Workbook(name, tuple(sheets), hidden)


def _main(parts: Parts) -> str:
    found = _relations(parts, "")
    return next((target for kind, target in found.values() if kind == "officeDocument"), "xl/workbook.xml")


def _relations(parts: Parts, of: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of each relation of a part, by id."""
    folder, file = posixpath.split(of)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    if path in parts:
        parts.parse(path, start, lambda tag: None)
    return found


class _Book:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = attributes.get("r:id") or attributes.get("id", "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _SharedStrings:
    """The texts that cells point to; phonetic runs of Asian text are not part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._phonetic = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._inside = not self._phonetic

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(_plain("".join(self._pieces)))
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "t":
            self._inside = False

    def text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)


class _Styles:
    def __init__(self) -> None:
        self._codes = dict(BUILT_IN)
        self._cells: list[int] = []
        self._inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._codes[_whole(attributes.get("numFmtId", ""), 0)] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._cells.append(_whole(attributes.get("numFmtId", ""), 0))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside = False

    def formats(self) -> list[str]:
        return [self._codes.get(number, "General") for number in self._cells]


def _sheet(parts: Parts, path: str, title: str, strings: list[str], formats: list[str], from_1904: bool) -> Sheet:
    reader = _SheetReader(strings, formats, from_1904)
    try:
        parts.parse(path, reader.start, reader.end, reader.text)
    except SheetTooLargeError as error:
        return Sheet(title, (), extent=(error.rows, error.columns))
    return Sheet(
        title,
        reader.grid.rows,
        tuple(reader.merged),
        frozenset(reader.unvalued),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
    )


class _SheetReader:
    def __init__(self, strings: list[str], formats: list[str], from_1904: bool) -> None:
        self.grid = Grid()
        self.merged: list[tuple[int, int, int, int]] = []
        self.unvalued: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._strings, self._formats, self._from_1904 = strings, formats, from_1904
        self._row = self._column = -1
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._inside = self._formula = self._phonetic = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            place = _PLACE.fullmatch(attributes.get("r", "").strip())
            if place:
                self._column, self._row = _column(place[1]), int(place[2]) - 1
            else:
                self._column += 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._pieces, self._formula = [], False
        elif tag in ("v", "t"):
            self._inside = not self._phonetic
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = _whole(attributes.get("r", ""), self._row + 2) - 1
            self._column = -1
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden_rows.add(self._row)
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col":
            self._col(attributes)
        elif tag == "mergeCell" and len(self.merged) < MOST_MERGED:
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        if tag == "c":
            self._close()
        elif tag in ("v", "t"):
            self._inside = False
        elif tag == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)

    def _close(self) -> None:
        raw = "".join(self._pieces)
        if raw or self._kind in ("inlineStr", "str"):
            value = self._value(raw)
            if value is not None and value != "":
                self.grid.put(self._row, self._column, value)
                return
        if self._formula:
            self.unvalued.add((self._row, self._column))
            self.grid.put(self._row, self._column, None)

    def _value(self, raw: str) -> Any:
        kind = self._kind
        if kind == "s":
            return self._strings[int(raw)]
        if kind in ("str", "inlineStr", "e"):
            return _plain(raw)
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "d":
            return dt.datetime.fromisoformat(raw.strip().replace("Z", "+00:00")).replace(tzinfo=None)
        return self._number(float(raw))

    def _number(self, number: float) -> Any:
        code = self._formats[int(self._style)] if self._style and int(self._style) < len(self._formats) else "General"
        if code in ("General", "@"):
            return number
        return date_of(number, self._from_1904) if is_date(code) else shown(number, code)

    def _col(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden", "0") in ("1", "true"):
            first, last = _whole(attributes.get("min", ""), 1), _whole(attributes.get("max", ""), 0)
            self.hidden_columns.update(range(first - 1, min(last, 16_384)))

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        if (a := _PLACE.fullmatch(first)) and (b := _PLACE.fullmatch(last)):
            self.merged.append((int(a[2]) - 1, int(b[2]) - 1, _column(a[1]), _column(b[1])))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text[: 5 * LONGEST_CELL]) if "_x" in text else text


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    """Count a column from 0: A is 0, AA is 26."""
    number = 0
    for byte in letters.upper():
        number = number * 26 + ord(byte) - 64
    return number - 1
