"""Files as people download them: their text, their columns, and what to say where a file has not its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumelage.economy.table.source import Counted, PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets.files.streamed import RowStream

__all__ = ["Download", "Layout", "Row", "not_the_layout", "source_of"]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Download:
    """A downloaded table, read row by row each time it is gone through.

    Parameters
    ----------
    rows
        The file (see :class:`jumelage.spreadsheets.files.streamed.RowStream`).
    """

    rows: RowStream

    @classmethod
    def open(cls, source: Path | bytes, name: str = "") -> Download:
        """Open a downloaded file.

        Raises
        ------
        InputError
            The file cannot be read.
        """
        return cls(RowStream.open(source, name, apart=True))

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.rows.name

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return self.rows.header

    def __iter__(self) -> Iterator[list[str]]:
        """Go through the rows below the header, filled to its length; empty ones are left out."""
        return iter(self.rows)

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
    decimal
        The decimal mark of the rows; empty where the column decides.
    """

    name: str
    recognises: Callable[[Download], bool]
    read: Callable[[Download], tuple[Iterable[Row], PanelSource]]
    decimal: str = ""


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
