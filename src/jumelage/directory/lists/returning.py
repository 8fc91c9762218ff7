"""The workbook of rejected rows: each row as it was, with what is wrong and what to do beside it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jumelage.directory.lists.listing import Listing
from jumelage.directory.lists.rows import RowProblem
from jumelage.errors import InputError
from jumelage.language import Bilingual, Language
from jumelage.spreadsheets import letter
from jumelage.spreadsheets.files.copying import workbook_to_write

__all__ = ["TO_MEND", "return_list"]

TO_MEND = Bilingual("À corriger", "To mend")
"""Header of the column that is added."""

MOST_STYLED = 400_000
"""Bytes of a workbook whose formatting is kept: larger ones come back plain, for formatting takes its time."""

LONGEST_CELL = 32_000
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet would run as a formula."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Controls, lone surrogates and direction marks: a workbook refuses the first, and the last hide what a cell says."""

_PALE, _INK = "FFFBE9E0", "FF8A3113"


def return_list(listing: Listing, problems: Sequence[RowProblem], language: Language, source: bytes = b"") -> bytes:
    """Make a workbook of a list: each row as it was, then a column that says what to mend.

    Parameters
    ----------
    listing
        The list.
    problems
        What is wrong, row by row.
    language
        Of the added column.
    source
        The file itself: where it is a workbook of reasonable size, its widths and styles are kept.

    Returns
    -------
    bytes
        An .xlsx. Formulas come back as their values, and text that a spreadsheet would run comes back as text.
    """
    words = _words(problems, language)
    if (
        source.startswith(b"PK")
        and len(source) <= MOST_STYLED
        and (styled := _styled(listing, words, language, source))
    ):
        return styled
    return _plain(listing, words, language)


def _words(problems: Sequence[RowProblem], language: Language) -> dict[int, str]:
    said: dict[int, list[str]] = defaultdict(list)
    colon = "\u00a0: " if language == "fr" else ": "
    for p in problems:
        said[p.row].append(f"{p.column}{colon}{p.what.say(language)} {p.remedy.say(language)}")
    return {row: "\n".join(lines) for row, lines in said.items()}


def _safe(value: Any) -> Any:
    """Return a cell's value that a workbook can hold; text is cleaned and cut to what a cell holds."""
    if isinstance(value, str):
        return _UNFIT.sub("", value)[:LONGEST_CELL]
    return None if value is None else value


def _write(cell: Any, value: Any) -> None:
    value = _safe(value)
    cell.value = value
    if isinstance(value, str) and value.startswith(RISKY):
        cell.data_type = "s"
        cell.quotePrefix = True


def _plain(listing: Listing, words: Mapping[int, str], language: Language) -> bytes:
    openpyxl = _openpyxl()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_title(listing))
    width = max((len(row) for row in listing.grid.rows), default=0)
    for column in range(width):
        sheet.column_dimensions[letter(column)].width = 18
    sheet.column_dimensions[letter(width)].width = 70
    for number, row in enumerate(listing.grid.rows, start=1):
        cells = [_made(openpyxl, sheet, value) for value in (*row, *[None] * (width - len(row)))]
        added = TO_MEND.say(language) if number == listing.header_rows[-1] else words.get(number)
        cells.append(_made(openpyxl, sheet, added))
        sheet.append(cells)
    return _saved(book)


def _made(openpyxl: Any, sheet: Any, value: Any) -> Any:
    value = _safe(value)
    if not (isinstance(value, str) and value.startswith(RISKY)):
        return value
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    _write(cell, value)
    return cell


def _styled(listing: Listing, words: Mapping[int, str], language: Language, source: bytes) -> bytes | None:
    """Write into a copy of the person's workbook; None where it cannot be copied: a plain one is made then."""
    _openpyxl()
    from openpyxl.styles import Alignment, Font, PatternFill

    try:
        book = workbook_to_write(source)
        sheet = book[listing.sheet]
        for other in [s for s in book.sheetnames if s != listing.sheet]:
            del book[other]
        book.defined_names.clear()
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and type(cell).__name__ == "Cell":
                    _write(cell, _value_at(listing, cell.row, cell.column) if cell.data_type == "f" else cell.value)
        column = max(len(listing.grid.rows[row - 1]) for row in listing.header_rows) + 1
        sheet.column_dimensions[letter(column - 1)].width = 70
        sheet.cell(listing.header_rows[-1], column, TO_MEND.say(language)).font = Font(bold=True, color=_INK)
        for number, text in words.items():
            cell = sheet.cell(number, column)
            _write(cell, text)
            cell.fill = PatternFill("solid", fgColor=_PALE)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return _saved(book)
    except Exception:  # a workbook that another program wrote in its own way is sent back plain
        return None


def _value_at(listing: Listing, row: int, column: int) -> Any:
    cells = listing.grid.rows[row - 1] if row <= len(listing.grid.rows) else ()
    return cells[column - 1] if column <= len(cells) else None


def _title(listing: Listing) -> str:
    return "".join(c for c in listing.sheet if c not in "[]:*?/\\")[:31] or "Liste"


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _openpyxl() -> Any:
    try:
        import openpyxl
        import openpyxl.cell
    except ImportError as error:
        raise InputError.at(
            "xlsx",
            Bilingual("l'écriture d'Excel n'est pas installée.", "writing Excel is not installed."),
            Bilingual("Installez « jumelage[documents] ».", "Install “jumelage[documents]”."),
        ) from error
    return openpyxl
