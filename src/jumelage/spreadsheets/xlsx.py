"""Workbooks read with their merged cells, hidden sheets and formulas that hold no value."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

from jumelage.directory.lists.grid import Sheet, Source
from jumelage.directory.lists.sniffing import locked, refuse
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["open_workbook"]

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 500, 20_000_000
MOST_MERGED = 20_000

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]|<(?:\w+:)?is>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_WHERE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})"')
_WIDE = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated="(\d{1,9})"[^>]*[^/]>')
_HIGH = re.compile(rb'<table:table-row\b[^>]*number-rows-repeated="(\d{1,9})"[^>]*>(.*?)</table:table-row>', re.DOTALL)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def open_workbook(name: str, data: bytes) -> Source:
    """Read the visible sheets of a workbook (.xlsx, .xlsm, .xls, .ods).

    Raises
    ------
    InputError
        When it is locked, damaged, too long, or the reader of workbooks is not installed.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        remedy = Bilingual(
            "Installez « jumelage[documents] », ou enregistrez en CSV.",
            "Install “jumelage[documents]”, or save as CSV.",
        )
        raise refuse(
            name, "la lecture d'Excel n'est pas installée.", "reading Excel is not installed.", remedy
        ) from error
    try:
        unvalued = _looked_into(name, data)
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            kinds = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
            shown = [m.name for m in kinds if m.visible == calamine.SheetVisibleEnum.Visible]
            hidden = tuple(m.name for m in kinds if m.name not in shown)
            sheets = tuple(
                _sheet(name, book.get_sheet_by_name(title), unvalued.get(title, frozenset())) for title in shown
            )
    except InputError:
        raise
    except calamine.PasswordError as error:
        raise locked(name) from error
    except BaseException as error:  # the reader raises its own kinds, one a format, and may panic on a damaged file
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise refuse(name, "le classeur est illisible.", "the workbook cannot be read.") from error
    return Source(name, sheets, hidden)


def _sheet(file: str, sheet: Any, unvalued: frozenset[tuple[int, int]]) -> Sheet:
    _within(file, sheet.total_height, sheet.total_width)
    merged = tuple((a[0], b[0], a[1], b[1]) for a, b in (sheet.merged_cell_ranges or ())[:MOST_MERGED])
    return Sheet(sheet.name, sheet.to_python(skip_empty_area=False), merged, unvalued)


def _looked_into(name: str, data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Look at the parts of a workbook before they are read: refuse a sheet whose cells would fill the memory, and find,
    by sheet, formulas that no program has computed yet, which the reader shows as empty cells.
    """
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            _bounded_ods(name, archive.read("content.xml"))
            return {}
        for part in names:
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _bounded(name, archive.read(part))
        return _unvalued(archive, names)


def _bounded(file: str, content: bytes) -> None:
    rows = max((int(n) for n in _ROW.findall(content)), default=0)
    found = _WHERE.findall(content)
    columns = {column for column, _ in found}
    rows = max(rows, max((int(row) for _, row in found), default=0))
    _within(file, rows, max(map(_column, columns), default=-1) + 1)


def _bounded_ods(file: str, content: bytes) -> None:
    """Refuse cells or rows that say of themselves that they stand thousands of times."""
    wide = [int(n) for n in _WIDE.findall(content)]
    high = [int(n) for n, body in _HIGH.findall(content) if b"text:p" in body or b"office:value" in body]
    _within(file, max(high, default=0), max(wide, default=0))


def _within(file: str, rows: int, columns: int) -> None:
    if rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS:
        return
    raise refuse(
        file,
        f"une feuille s'étend sur {rows} lignes et {columns} colonnes : c'est trop.",
        f"a sheet spreads over {rows} rows and {columns} columns: too many.",
        Bilingual(
            "Supprimez les lignes et colonnes vides de la fin, ou divisez la liste.",
            "Delete the empty rows and columns at the end, or split the list.",
        ),
    )


def _unvalued(archive: zipfile.ZipFile, names: set[str]) -> dict[str, frozenset[tuple[int, int]]]:
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in names:
        return {}
    found: dict[str, frozenset[tuple[int, int]]] = {}
    targets = {_attribute(r, b"Id"): _attribute(r, b"Target") for r in _RELATION.findall(archive.read(relations))}
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = targets.get(_attribute(sheet, rb"\w+:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names and _FORMULA.search(content := archive.read(path)):
            found[_attribute(sheet, b"name")] = frozenset(_empty_formulas(content))
    return found


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', element)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _empty_formulas(content: bytes) -> list[tuple[int, int]]:
    cells = []
    for opening, body in _CELL.findall(content):
        if _FORMULA.search(body) and not _VALUE.search(body) and (where := _REFERENCE.search(b" " + opening)):
            cells.append((int(where[2]) - 1, _column(where[1])))
    return cells


def _column(letters: bytes) -> int:
    """Count a column from 0: A is 0, AA is 26."""
    number = 0
    for byte in letters:
        number = number * 26 + byte - 64
    return number - 1
