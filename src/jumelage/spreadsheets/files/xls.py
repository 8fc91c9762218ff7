"""Workbooks of Excel 97 to 2003 (.xls), through xlrd."""

from __future__ import annotations

import io
from typing import Any

from jumelage.spreadsheets.formats import date_of, is_date, shown
from jumelage.spreadsheets.grid import Sheet, Workbook
from jumelage.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS, refuse
from jumelage.spreadsheets.sniffing import locked

__all__ = ["read_xls"]


def read_xls(name: str, data: bytes) -> Workbook:
    """Read the visible sheets.

    Raises
    ------
    InputError
        The workbook is locked or damaged, or its reader is not installed.
    """
    try:
        import xlrd
    except ImportError as error:
        raise refuse(
            name,
            "la lecture des anciens classeurs .xls n'est pas installée (pip install 'jumelage[documents]').",
            "reading old .xls workbooks is not installed (pip install 'jumelage[documents]').",
        ) from error
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        hidden = tuple(sheet.name for sheet in book.sheets() if sheet.visibility)
        return Workbook(name, tuple(_sheet(book, sheet) for sheet in book.sheets() if not sheet.visibility), hidden)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise locked(name) from error
        raise refuse(name, "le classeur est illisible.", "the workbook cannot be read.") from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    if sheet.nrows > MOST_ROWS or sheet.ncols > MOST_COLUMNS:
        return Sheet(sheet.name, (), extent=(sheet.nrows, sheet.ncols))
    rows = [[_value(book, cell) for cell in sheet.row(n)] for n in range(sheet.nrows)]
    merged = tuple((a, b - 1, c, d - 1) for a, b, c, d in sheet.merged_cells[:20_000])
    hidden = frozenset(n for n, row in sheet.rowinfo_map.items() if row.hidden)
    columns = frozenset(n for n, column in sheet.colinfo_map.items() if column.hidden)
    return Sheet(sheet.name, rows, merged, hidden_rows=hidden, hidden_columns=columns)


def _value(book: Any, cell: Any) -> Any:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return _number(book, cell)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return cell.value or None


def _number(book: Any, cell: Any) -> Any:
    code = (
        book.format_map[book.xf_list[cell.xf_index].format_key].format_str if cell.xf_index is not None else "General"
    )
    if not is_date(code):
        return shown(cell.value, code)
    return date_of(cell.value, bool(book.datemode))
