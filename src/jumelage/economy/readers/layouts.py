"""The official tables that are read as they are downloaded, and how one is recognised.

Each layout becomes rows ``place, industry, year, employment`` and is validated as any other table, so that
marks (``x``, ``F``, ``..``, ``:``) stay unknown, duplicates are refused and every bad row is named.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from jumelage.economy.readers.assembly import OPTIONAL, REQUIRED, assemble
from jumelage.economy.readers.cbp import CBP
from jumelage.economy.readers.census import STATCAN
from jumelage.economy.readers.downloads import Download, Layout, not_the_layout
from jumelage.economy.readers.eurostat import EUROSTAT
from jumelage.economy.readers.profile import PROFILE
from jumelage.economy.table.long_table import LongTable
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["LAYOUTS", "read_layout", "recognised"]

LAYOUTS: tuple[Layout, ...] = (PROFILE, CBP, EUROSTAT, STATCAN)
"""In the order in which they are tried."""

_DELIMITED = (".csv", ".tsv", ".txt")


def recognised(path: str | Path) -> Layout | None:
    """Return the layout that the header of a file shows; None for a table in long form or of another kind."""
    file = Path(path)
    if file.suffix.lower() not in _DELIMITED or not file.is_file():
        return None
    try:
        table = Download.open(file)
    except (OSError, csv.Error):
        return None
    if table.has(*REQUIRED):
        return None
    return next((layout for layout in LAYOUTS if layout.recognises(table)), None)


def read_layout(path: str | Path, layout: str) -> LongTable:
    """Read a downloaded table.

    Parameters
    ----------
    path
        The CSV as downloaded (Eurostat: TSV or SDMX-CSV).
    layout
        Name of one of :data:`LAYOUTS`.

    Raises
    ------
    InputError
        No such layout, or the file has not this layout, or holds values that are no panel.
    """
    file = Path(path)
    chosen = next((one for one in LAYOUTS if one.name == layout), None)
    if chosen is None:
        names = ", ".join(("auto", "long", *(one.name for one in LAYOUTS)))
        raise InputError.at(
            f"layout {layout}",
            Bilingual(fr="cette disposition n'est pas connue.", en="this layout is not known."),
            Bilingual(fr=f"Dispositions\u00a0: {names}.", en=f"Layouts: {names}."),
        )
    if not file.is_file():
        raise not_the_layout(file.name, layout, "fichier introuvable", "no such file")
    try:
        long, source = chosen.read(Download.open(file))
        found = list(long)
    except csv.Error as error:
        raise not_the_layout(file.name, layout, f"CSV illisible ({error})", f"unreadable CSV ({error})") from error
    if not found:
        raise not_the_layout(file.name, layout, "aucune ligne d'industrie reconnue", "no industry row recognised")
    columns = {key: np.array([row.get(key) for row in found], dtype=object) for key in (*REQUIRED, *OPTIONAL)}
    columns = {key: values for key, values in columns.items() if any(v is not None for v in values)}
    with duckdb.connect() as connection:
        connection.register("given", columns)
        return assemble(connection, file.name, {}, replace(source, address=file.name, layout=layout))
