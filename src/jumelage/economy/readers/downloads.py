"""Files as people download them: their text, their columns, and what to say where a file has not its layout."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumelage.economy.table.source import Counted, PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["Download", "Layout", "Row", "not_the_layout", "source_of"]

Row = dict[str, Any]
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Download:
    """A delimited file, read row by row each time it is gone through: a census table can hold gigabytes.

    Parameters
    ----------
    path
        The file.
    encoding, separator
        How it is written.
    header
        Names of the columns.
    """

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]

    @classmethod
    def open(cls, path: Path) -> Download:
        """Find out how a file is written: UTF-8 or Windows-1252; tabs, semicolons or commas."""
        encoding = _encoding(path)
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            first = file.readline()
        separator = "\t" if "\t" in first else max((";", ","), key=first.count)
        cells = next(csv.reader([first], delimiter=separator), [])
        return cls(path, encoding, separator, tuple(cell.strip() for cell in cells))

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.path.name

    def __iter__(self) -> Iterator[list[str]]:
        """Go through the rows below the header, filled to its length; empty ones are left out."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            rows = csv.reader(file, delimiter=self.separator)
            next(rows, None)
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield row + [""] * (len(self.header) - len(row))

    def column(self, *names: str) -> int | None:
        """Return the first column called by one of the names, whatever its capitals."""
        lower = [name.casefold() for name in self.header]
        return next((lower.index(name) for name in names if name in lower), None)

    def has(self, *names: str) -> bool:
        """Tell whether there is a column of each name."""
        return all(self.column(name) is not None for name in names)


@dataclass(frozen=True, slots=True)
class Layout:
    """An official table that is read as it is downloaded.

    Parameters
    ----------
    name
        What ``layout`` calls it.
    recognises
        Tells from the header whether a file has this layout.
    read
        Returns long rows (``place, industry, year, employment`` and optional columns of a panel) and the source.
    """

    name: str
    recognises: Callable[[Download], bool]
    read: Callable[[Download], tuple[Iterable[Row], PanelSource]]


def _encoding(path: Path) -> str:
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def source_of(fr: str, en: str, counted: Counted | None = None) -> PanelSource:
    """Describe a downloaded table."""
    source = PanelSource(
        title=Bilingual(fr=fr, en=en), unit=Bilingual(fr="selon le tableau téléchargé", en="as in the table downloaded")
    )
    return source if counted is None else source.counting(counted)


def not_the_layout(name: str, layout: str, fr: str, en: str) -> InputError:
    """Make the error that says what was found instead."""
    return InputError.at(
        name,
        Bilingual(
            fr=f"n'a pas la disposition «\u00a0{layout}\u00a0»\u00a0: {fr}.", en=f"has not the layout “{layout}”: {en}."
        ),
        Bilingual(
            fr="Téléchargez le tableau en CSV sans le modifier, ou rendez-le long\u00a0: place, industry, year, employment.",
            en="Download the table as CSV and leave it as it is, or make it long: place, industry, year, employment.",
        ),
    )
