"""Write rows into a workbook: types, widths, print set-up, and the same bytes for the same data."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from jumelage.documents.lettering import visible
from jumelage.errors import MissingExtraError
from jumelage.language import Bilingual, Language

__all__ = ["Column", "Rows", "Sheet", "write_workbook"]

INK, HEAD, LINE = "FF17211D", "FFE2EFEA", "FFDFDCD2"
DATE_FORMAT, TIME_FORMAT, SCORE_FORMAT = "yyyy-mm-dd", "hh:mm", "0.00"
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""

Column = tuple[Bilingual, int]
"""A header and a width in letters."""

Rows = list[list[Any]]

Sheet = tuple[Bilingual, list[Column], Rows]
"""A title, the columns and the rows."""


def write_workbook(title: str, sheets: Sequence[Sheet], language: Language, made: dt.datetime) -> bytes:
    """Write an Excel workbook: the same sheets and date give the same bytes."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("openpyxl") from error
    book = Workbook()
    book.remove(book.active)
    for name, columns, rows in sheets:
        _write_sheet(book, name.say(language), columns, rows, language)
    book.properties.title = _plain(title)
    book.properties.creator = "Jumelage"
    book.properties.language = f"{language}-CA"
    book.properties.created = made.replace(tzinfo=None)
    target = io.BytesIO()
    book.save(target)
    return _same_bytes(target.getvalue(), made)


def _plain(value: str) -> str:
    """Keep the lines of a text, and nothing that a spreadsheet refuses."""
    return "\n".join(visible(line) for line in value.splitlines())[:LONGEST_CELL]


def _write_sheet(book: Any, title: str, columns: Sequence[Column], rows: Rows, language: Language) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    below = Border(bottom=Side(style="thin", color=LINE))
    for number, (name, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, number, name.say(language))
        cell.font = Font(name="Calibri", bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, values in enumerate(rows, start=2):
        for number, value in enumerate(values, start=1):
            cell = sheet.cell(row, number)
            _fill(cell, value)
            cell.border = below
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
    sheet.freeze_panes = "B2" if len(columns) > 2 else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    _for_paper(sheet, title)


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        text = _plain(value)
        cell.value = text
        if text[:1] in ("=", "+", "-", "@"):
            cell.data_type = "s"
            cell.quotePrefix = True
        return
    cell.value = value
    if isinstance(value, dt.time):
        cell.number_format = TIME_FORMAT
    elif isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    elif isinstance(value, float):
        cell.number_format = SCORE_FORMAT


def _for_paper(sheet: Any, title: str) -> None:
    """Letter paper, across, one page wide, the header on every page and its number below."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_LETTER
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = title
    sheet.oddFooter.right.text = "&P / &N"


def _same_bytes(file: bytes, made: dt.datetime) -> bytes:
    """Replace the hours that the writer took from the clock, in the archive and in its properties."""
    target = io.BytesIO()
    moment = max(made, dt.datetime(1980, 1, 1, tzinfo=made.tzinfo)).timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), content
                )
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, content)
    return target.getvalue()
