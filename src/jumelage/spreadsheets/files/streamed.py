"""Rows of a table as the file has them, gone through as often as wanted: an official table can hold gigabytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jumelage.spreadsheets.decoding import decode
from jumelage.spreadsheets.files.separated import LONGEST_CELL, separator_of
from jumelage.spreadsheets.grid import is_blank, text_of
from jumelage.spreadsheets.large import HEAD, SMALL, is_utf8
from jumelage.spreadsheets.limits import refuse
from jumelage.spreadsheets.opening import open_file
from jumelage.spreadsheets.wrapping import unwrap_rows

__all__ = ["RowStream"]

LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class RowStream:
    """A table, row by row.

    Parameters
    ----------
    name
        What messages call the file.
    header
        Names of the columns, as the file writes them.
    """

    name: str
    header: tuple[str, ...]
    _rows: tuple[list[str], ...] = ()
    _path: Path | None = None
    _encoding: str = ""
    _separator: str = ""
    _at: int = 0

    @classmethod
    def open(cls, source: Path | bytes, name: str = "", *, apart: bool = False) -> RowStream:
        """Open a table; the header is the first row that is nearly as wide as the widest of the first forty.

        Raises
        ------
        InputError
            See :func:`jumelage.spreadsheets.open_file`.
        """
        if isinstance(source, Path) and source.is_file() and source.stat().st_size > SMALL:
            with source.open("rb") as stream:
                head = stream.read(HEAD)
            if (
                head[:2] not in (b"PK", b"\xd0\xcf", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")
                and b"\0" not in head
                and b"\n" in head
            ):
                return cls._of_large(source, head)
        book = open_file(source, name, apart=apart)
        sheets = [sheet.without_hidden() for sheet in book.sheets if sheet.rows]
        if not sheets:
            raise refuse(book.name, "le fichier est vide.", "the file is empty.")
        sheet = max(sheets, key=lambda one: sum(len(row) for row in one.rows[:LOOKED_AT]))
        rows = [[text_of(cell) for cell in row] for row in sheet.rows]
        at = _header(rows[:LOOKED_AT])
        return cls(book.name, _names(rows[at]), tuple(row for row in rows[at + 1 :] if not all(map(is_blank, row))))

    @classmethod
    def _of_large(cls, path: Path, head: bytes) -> RowStream:
        whole = head[: head.rfind(b"\n") + 1]
        encoding = "utf-8-sig" if is_utf8(path) else decode(path.name, whole)[1]
        text = whole.decode(encoding, errors="replace")
        csv.field_size_limit(LONGEST_CELL)
        separator = separator_of(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[:LOOKED_AT]
        at = _header(rows)
        return cls(path.name, _names(rows[at]), (), path, encoding, separator, at)

    def __iter__(self) -> Iterator[list[str]]:
        """Go through the rows below the header, filled to its length; empty ones are left out."""
        if self._path is None:
            for row in self._rows:
                yield row + [""] * (len(self.header) - len(row))
            return
        csv.field_size_limit(LONGEST_CELL)
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as file:
            rows = csv.reader(file, delimiter=self._separator)
            try:
                for number, row in enumerate(rows):
                    if number > self._at and any(cell.strip() for cell in row):
                        unwrap_rows([row])
                        yield row + [""] * (len(self.header) - len(row))
            except csv.Error as error:
                raise refuse(self.name, f"CSV illisible ({error}).", f"unreadable CSV ({error}).") from error


def _header(rows: list[list[str]]) -> int:
    widths = [sum(not is_blank(cell) for cell in row) for row in rows]
    widest = max(widths, default=0)
    return next((at for at, width in enumerate(widths) if width and width * 10 >= widest * 6), 0)


def _names(row: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row)
