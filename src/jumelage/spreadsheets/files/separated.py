"""Text cut into rows of cells: its separator, its quotation marks, well kept or not.

A quotation mark opens a cell only where one closes it before a separator or the end of a line. One that never closes
(an inch sign at the start of a cell), or that would swallow whole rows below, is a character like any other, and its
row is named.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jumelage.language import Bilingual, one_or_many
from jumelage.spreadsheets.limits import MOST_CELLS, MOST_TEXT_COLUMNS, refuse, too_wide

__all__ = ["Separated", "separate", "separator_of"]

SEPARATORS = ";,\t|"
TRIED_LINES = 60
LONGEST_CELL = 50_000_000
MOST_LINES_IN_A_CELL = 40
"""Lines that a cell of a file with stray quotation marks may take."""

BY_CHANCE = 0.05
"""Share of the cells of several lines that may look like rows, in a file whose quotation marks are well kept."""

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Separated:
    """Rows of cells; an empty line is a row without cells. ``remarks``: what was read otherwise than written."""

    rows: list[list[str]]
    separator: str
    remarks: tuple[Bilingual, ...] = ()


def separate(name: str, text: str, separator: str = "") -> Separated:
    """Cut a text into rows of cells.

    Raises
    ------
    InputError
        When it has too many cells, or a row too many columns.
    """
    csv.field_size_limit(LONGEST_CELL)
    text = text.replace("\0", "")
    before: list[list[str]] = []
    if text[:4].lower() == "sep=":  # what Excel writes to name its separator
        first, _, text = text.partition("\n")
        separator, before = first[4:5] or ";", [[]]  # that line counts as row 1
    separator = separator or separator_of(text)
    _bounded(name, text, separator)
    found = _strict(text, separator)
    if found is not None:
        return Separated([*before, *found], separator)
    rows, odd = _Tolerant(text, separator).read()
    return Separated([*before, *rows], separator, _remarks([row + len(before) for row in odd]))


def _bounded(name: str, text: str, separator: str) -> None:
    cells = text.count(separator) + text.count("\n") + text.count("\r")
    if cells > MOST_CELLS:
        raise too_wide(name, text.count("\n") + 1, cells)
    widest = (
        max((line.count(separator) for line in _LINE_END.split(text)), default=0) if cells > MOST_TEXT_COLUMNS else 0
    )
    if widest >= MOST_TEXT_COLUMNS:
        raise refuse(
            name, f"une ligne a {widest + 1} cellules : c'est trop.", f"a row has {widest + 1} cells: too many."
        )


def _strict(text: str, separator: str) -> list[list[str]] | None:
    """Cut a text whose quotation marks are well kept; None where one is not."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    line = long = swallowing = 0
    try:
        for row in reader:
            if reader.line_num > line + 1:
                long += 1
                swallowing += _are_rows(lines[line : reader.line_num], separator, rows)
            rows.append(row)
            line = reader.line_num
    except csv.Error:
        return None
    # One of many cells of several lines may hold as many commas as rows do, by chance.
    return rows if swallowing <= BY_CHANCE * long else None


def _are_rows(lines: Sequence[str], separator: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the lines that a quoted cell would take each hold as many cells as the rows above: rows themselves."""
    width = len(rows[-1]) if rows else 0
    return width > 1 and all(line.count(separator) == width - 1 for line in lines)


def _remarks(odd: Sequence[int]) -> tuple[Bilingual, ...]:
    if not odd:
        return ()
    rows = ", ".join(map(str, odd[:12])) + ("…" if len(odd) > 12 else "")
    return (
        one_or_many(
            len(odd),
            Bilingual(
                f"Ligne {rows} : un guillemet qui ne se ferme pas est lu comme un caractère.",
                f"Row {rows}: a quotation mark that does not close is read as a character.",
            ),
            Bilingual(
                f"Lignes {rows} : des guillemets qui ne se ferment pas sont lus comme des caractères.",
                f"Rows {rows}: quotation marks that do not close are read as characters.",
            ),
        ),
    )


class _Tolerant:
    """Cut a text whose quotation marks are stray, doubled or not, or escaped by a backslash."""

    def __init__(self, text: str, separator: str) -> None:
        self._text, self._separator = text, separator
        self._ends = re.compile(f"{re.escape(separator)}|\r\n|\n|\r")
        self._escapes = '\\"' in text
        self._width = 0

    def read(self) -> tuple[list[list[str]], list[int]]:
        """Return the rows, and the numbers of those that hold a quotation mark that does not close."""
        text, at, rows, row, odd = self._text, 0, list[list[str]](), list[str](), list[int]()
        start = 0
        while at <= len(text):
            cell, after, stray = self._cell(at, start)
            if stray and (not odd or odd[-1] != len(rows) + 1):
                odd.append(len(rows) + 1)
            end = self._ends.match(text, after)
            if end is not None and end[0] == self._separator:
                row.append(cell)
                at = end.end()
                continue
            if end is None and at >= len(text) and not row and not cell:
                break
            rows.append([*row, cell] if row or cell else [])
            self._width = self._width or len(rows[-1])
            row = []
            if end is None:
                break
            at = start = end.end()
        return rows, odd

    def _cell(self, at: int, start: int) -> tuple[str, int, bool]:
        """Return a cell, where it ends, and whether a quotation mark at its start is only a character."""
        text = self._text
        stray = False
        if text[at : at + 1] == '"':
            close = self._close(at + 1)
            if close is not None and not self._swallows(start, at, close):
                inside = text[at + 1 : close]
                inside = inside.replace('\\"', '"') if self._escapes else inside.replace('""', '"')
                return inside, close + 1, False
            stray = True
        found = self._ends.search(text, at)
        end = found.start() if found else len(text)
        return text[at:end], end, stray

    def _close(self, at: int) -> int | None:
        """Find the mark that closes a cell: before a separator or a line's end, and not the partner of one inside."""
        text, inner, lines, seen = self._text, False, 0, at
        while (quote := text.find('"', at)) >= 0:
            lines += text.count("\n", seen, quote)
            seen = quote
            if lines > MOST_LINES_IN_A_CELL:
                return None
            before, after = text[quote - 1], text[quote + 1 : quote + 2]
            at = quote + 1
            if self._escapes and before == "\\":
                continue
            if inner:
                inner = False
            elif after == '"':
                at = quote + 2
            elif after in ("", self._separator, "\n", "\r"):
                return quote
            else:
                inner = before in " ('«\u00a0[-" and not after.isspace()
        return None

    def _swallows(self, start: int, at: int, close: int) -> bool:
        """Tell whether a cell over several lines holds rows of its own."""
        text = self._text
        if "\n" not in text[at:close] and "\r" not in text[at:close]:
            return False
        found = _LINE_END.search(text, close)
        lines = _LINE_END.split(text[start : found.start() if found else len(text)])
        return self._width > 1 and all(line.count(self._separator) == self._width - 1 for line in lines)


def separator_of(text: str) -> str:
    """Choose the separator that cuts the first lines into the most cells, the same number on most lines."""
    lines = text[:200_000].splitlines()[:TRIED_LINES]
    head = re.sub(r"&#?\w{1,31};", "", "\n".join(lines))  # the semicolon of &eacute; separates nothing

    def regularity(separator: str) -> float:
        try:
            widths = [len(cells) for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if cells]
        except csv.Error:
            return 0.0
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            return 0.0
        width, lines = wide.most_common(1)[0]
        telling = 3 if separator == "\t" else 1  # a tab is hardly ever part of a text
        return telling * lines / len(widths) * min(width, 12)

    return max(SEPARATORS, key=regularity)
