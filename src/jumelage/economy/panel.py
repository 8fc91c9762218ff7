"""The panel that every measure starts from, and the ways to make one: a file, an official table, a frame in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from jumelage.economy.readers.demonstration import ontario, quebec_regions
from jumelage.economy.readers.files import read_file
from jumelage.economy.readers.frames import take_frame
from jumelage.economy.readers.layouts import read_layout, recognised
from jumelage.economy.table.crosswalk import Concordance, roll_up, translate
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["Panel", "require_industry"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Panel(LongTable):
    """Employment by place, industry and year, where unknown is not zero.

    Make one with :meth:`read` (a file), :meth:`from_frame` (pandas, Polars, Arrow, DuckDB) or :meth:`demo`.
    The attributes are those of :class:`jumelage.economy.table.long_table.LongTable`.
    """

    @classmethod
    def of(cls, table: LongTable) -> Panel:
        """Make a panel of a table that a reader validated."""
        return cls(**{field.name: getattr(table, field.name) for field in fields(LongTable)})

    @classmethod
    def read(
        cls,
        path: str | Path | Any,
        *,
        columns: Mapping[str, str] | None = None,
        sum_duplicates: bool = False,
        layout: str = "auto",
        decimal: str = "",
    ) -> Panel:
        """Read a CSV, Parquet or Excel file in long form, an official table as downloaded, ``demo:ontario`` or
        ``demo:quebec-regions``.

        Parameters
        ----------
        path
            The file, compressed or not; or a table in memory, as :meth:`from_frame` takes.
        columns
            Names of the columns that are called otherwise: ``{"place": "fips", "employment": "emp"}``.
        sum_duplicates
            Add the rows of one cell together. Without it a cell that appears twice is an error.
        layout
            Name of an official table (``readers.layouts.LAYOUTS``); ``long`` for one row a cell; ``auto`` recognises
            official tables by their header.
        decimal
            The decimal mark of the numbers, ``.`` or ``,``; empty to let the whole column decide.

        Raises
        ------
        InputError
            The file cannot be read, lacks a column, or holds values that are no panel; each row is named.
        """
        if not isinstance(path, str | Path):
            return cls.from_frame(path, columns=columns, sum_duplicates=sum_duplicates)
        if str(path) == "demo:ontario" and layout in ("auto", "long"):
            return cls.demo()
        if str(path) == "demo:quebec-regions" and layout in ("auto", "long"):
            return cls.of(quebec_regions())
        if layout == "auto":
            official = None if columns else recognised(path)
            layout = "long" if official is None else official.name
        if layout != "long":
            return cls.of(read_layout(path, layout))
        return cls.of(read_file(path, columns or {}, sum_duplicates=sum_duplicates, decimal=decimal))

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        columns: Mapping[str, str] | None = None,
        source: PanelSource | None = None,
        sum_duplicates: bool = False,
    ) -> Panel:
        """Take a table in memory: anything narwhals understands (pandas, Polars, Arrow, DuckDB relations).

        Raises
        ------
        InputError
            As :meth:`read`.
        """
        return cls.of(take_frame(frame, columns or {}, source, sum_duplicates=sum_duplicates))

    @classmethod
    def demo(cls) -> Panel:
        """Return the embedded panel: 32 resource towns of Northern Ontario, 20 sectors, five censuses."""
        return cls.of(ontario())

    def at_level(self, digits: int) -> Panel:
        """Roll the industries up the NAICS tree to ``digits`` digits (2 to 6); see ``crosswalk.roll_up``."""
        return roll_up(self, digits)

    def translated(self, concordance: Concordance) -> Panel:
        """Translate the industries to another classification; see ``crosswalk.Concordance``."""
        return translate(self, concordance)


def require_industry(panel: LongTable, industry: str) -> str:
    """Return ``industry`` if the panel has it.

    Raises
    ------
    InputError
        The panel has no such code; its codes are listed.
    """
    if industry in panel.industries:
        return industry
    some = ", ".join(panel.industries[:25]) + (", …" if len(panel.industries) > 25 else "")
    raise InputError.at(
        f"industry {industry}",
        Bilingual(fr="ce code n'est pas dans le tableau.", en="this code is not in the table."),
        Bilingual(fr=f"Codes présents\u00a0: {some}.", en=f"Codes present: {some}."),
    )
