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

MOST_ROWS, MOST_COLUMNS = 200_000, 500
MOST_MERGED = 20_000

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]|<(?:\w+:)?is>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def open_workbook(name: str, data: bytes) -> Source:
    """Read the visible sheets of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods).

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
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            kinds = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
            shown = [m.name for m in kinds if m.visible == calamine.SheetVisibleEnum.Visible]
            hidden = tuple(m.name for m in kinds if m.name not in shown)
            unvalued = _unvalued(data)
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
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        remedy = Bilingual(
            "Supprimez les lignes et colonnes vides de la fin, ou divisez la liste.",
            "Delete the empty rows and columns at the end, or split the list.",
        )
        raise refuse(
            file,
            f"la feuille « {sheet.name} » s'étend sur {sheet.total_height} lignes et {sheet.total_width} colonnes : c'est trop.",
            f"the sheet “{sheet.name}” spreads over {sheet.total_height} rows and {sheet.total_width} columns: too many.",
            remedy,
        )
    merged = tuple((a[0], b[0], a[1], b[1]) for a, b in (sheet.merged_cell_ranges or ())[:MOST_MERGED])
    return Sheet(sheet.name, sheet.to_python(skip_empty_area=False), merged, unvalued)


def _unvalued(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Find, by sheet, formulas that no program has computed yet: the reader shows them as empty cells."""
    if not data.startswith(b"PK"):
        return {}
    found: dict[str, frozenset[tuple[int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}
        targets = {
            _attribute(r, b"Id"): _attribute(r, b"Target")
            for r in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
        }
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
            column = 0
            for byte in where[1]:
                column = column * 26 + byte - 64
            cells.append((int(where[2]) - 1, column - 1))
    return cells
