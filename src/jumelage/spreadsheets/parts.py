"""The XML parts of a workbook, parsed as a stream: memory and time grow with what is there, not with what it claims."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from jumelage.spreadsheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

__all__ = ["DamagedPartError", "Grid", "Parts", "SheetTooLargeError"]

CHUNK = 1 << 18

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class DamagedPartError(ValueError):
    """A part of a workbook that is no XML."""


class SheetTooLargeError(ValueError):
    """A sheet that spreads too far: how many rows and columns it claims."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(f"{rows} x {columns}")
        self.rows, self.columns = rows, columns


class Parts:
    """The parts of an archive by name, whatever their capitals."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name.lower() in self._names

    def parse(self, name: str, start: Start, end: End, text: Callable[[str], None] | None = None) -> None:
        """Walk a part's elements; names come without their namespace prefix, and no external entity is ever read.

        Raises
        ------
        DamagedPartError
            The part is no well-formed XML.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, found: start(
            tag.rpartition(":")[2], found if not found else {_local(key): value for key, value in found.items()}
        )
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = text
        parser.EntityDeclHandler = _no_entities
        try:
            with self._archive.open(self._names[name.lower()]) as stream:
                while chunk := stream.read(CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise DamagedPartError(str(error)) from error


def _local(key: str) -> str:
    return key if key == "r:id" else key.rpartition(":")[2]


def _no_entities(*_: Any) -> None:
    raise DamagedPartError("entity")


class Grid:
    """Rows that fill up cell by cell, refused before they spread too far."""

    def __init__(self) -> None:
        self.rows: list[list[Any] | tuple[()]] = []
        self._cells = 0

    def put(self, row: int, column: int, value: Any) -> None:
        """Set a cell (from 0).

        Raises
        ------
        SheetTooLargeError
            The sheet would hold too many rows, columns or cells.
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS or row < 0 or column < 0:
            raise SheetTooLargeError(row + 1, column + 1)
        if row >= len(self.rows):
            self.rows.extend([()] * (row + 1 - len(self.rows)))
        cells = self.rows[row]
        if isinstance(cells, tuple):
            cells = self.rows[row] = []
        if column >= len(cells):
            self._cells += column + 1 - len(cells)
            if self._cells > MOST_CELLS:
                raise SheetTooLargeError(row + 1, column + 1)
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
