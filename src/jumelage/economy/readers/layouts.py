"""The official tables that are read as they are downloaded, and how one is recognised.

Each layout becomes rows ``place, industry, year, employment`` and is validated as any other table, so that
marks (``x``, ``F``, ``..``, ``:``) stay unknown, duplicates are refused and every bad row is named.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from jumelage.economy.readers.american import BEA, QCEW
from jumelage.economy.readers.assembly import OPTIONAL, REQUIRED, assemble
from jumelage.economy.readers.canadian import BUSINESS_COUNTS, HOUSEHOLD_SURVEY, LABOUR_FORCE
from jumelage.economy.readers.cbp import CBP
from jumelage.economy.readers.census import STATCAN
from jumelage.economy.readers.downloads import Download, Layout, not_the_layout
from jumelage.economy.readers.eurostat import EUROSTAT
from jumelage.economy.readers.profile import PROFILE
from jumelage.economy.table.long_table import LongTable
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["LAYOUTS", "read_layout", "recognised"]

LAYOUTS: tuple[Layout, ...] = (
    PROFILE,
    HOUSEHOLD_SURVEY,
    CBP,
    QCEW,
    BEA,
    EUROSTAT,
    BUSINESS_COUNTS,
    LABOUR_FORCE,
    STATCAN,
)
"""In the order in which they are tried."""


def recognised(source: str | Path | bytes, name: str = "") -> Layout | None:
    """Return the layout that the header of a file shows; None for a table in long form or of another kind."""
    try:
        table = Download.open(source if isinstance(source, bytes) else Path(source), name)
    except InputError:
        return None
    if table.has(*REQUIRED):
        return None
    return next((layout for layout in LAYOUTS if layout.recognises(table)), None)


def read_layout(source: str | Path | bytes, layout: str, name: str = "") -> LongTable:
    """Read a downloaded table.

    Parameters
    ----------
    source
        The file as downloaded, by its path or whole.
    layout
        Name of one of :data:`LAYOUTS`.
    name
        What messages call the file; the path's name by default.

    Raises
    ------
    InputError
        No such layout, or the file has not this layout, or holds values that are no panel.
    """
    chosen = next((one for one in LAYOUTS if one.name == layout), None)
    if chosen is None:
        names = ", ".join(("auto", "long", *(one.name for one in LAYOUTS)))
        raise InputError.at(
            f"layout {layout}",
            Bilingual(fr="cette disposition n'est pas connue.", en="this layout is not known."),
            Bilingual(fr=f"Dispositions\u00a0: {names}.", en=f"Layouts: {names}."),
        )
    table = Download.open(source if isinstance(source, bytes) else Path(source), name)
    long, origin = chosen.read(table)
    found = list(long)
    if not found:
        raise not_the_layout(table.name, layout, "aucune ligne d'industrie reconnue", "no industry row recognised")
    columns = {key: np.array([row.get(key) for row in found], dtype=object) for key in (*REQUIRED, *OPTIONAL)}
    columns = {key: values for key, values in columns.items() if any(v is not None for v in values)}
    with duckdb.connect() as connection:
        connection.register("given", columns)
        origin = replace(origin, address=table.name, layout=layout)
        return assemble(connection, table.name, {}, origin, decimal=chosen.decimal)
