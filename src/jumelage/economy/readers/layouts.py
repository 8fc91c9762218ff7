"""The tables people download, made long: Statistics Canada censuses, County Business Patterns, Eurostat.

Each layout becomes rows ``place, industry, year, employment`` and passes the same door as any other table, so that
marks (``x``, ``F``, ``..``, ``:``) stay unknown, duplicates are refused and every bad row is named.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from jumelage.economy.readers.assembly import assemble
from jumelage.economy.readers.census import read_statcan
from jumelage.economy.readers.downloads import Download, Row, not_the_layout, source_of
from jumelage.economy.readers.nace import flat_codes
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource

__all__ = ["LAYOUTS", "read_layout"]


def read_layout(path: str | Path, layout: str) -> LongTable:
    """Read a downloaded table.

    Parameters
    ----------
    path
        The CSV as downloaded (Eurostat: TSV or SDMX-CSV).
    layout
        One of :data:`LAYOUTS`.

    Raises
    ------
    InputError
        The file has not this layout, or holds values that are no panel.
    """
    file = Path(path)
    if not file.is_file():
        raise not_the_layout(file.name, layout, "fichier introuvable", "no such file")
    try:
        long, source = LAYOUTS[layout](Download.open(file))
        found = list(long)
    except csv.Error as error:
        raise not_the_layout(file.name, layout, f"CSV illisible ({error})", f"unreadable CSV ({error})") from error
    if not found:
        raise not_the_layout(file.name, layout, "aucune ligne d'industrie reconnue", "no industry row recognised")
    keys = (
        "place",
        "place_name",
        "industry",
        "industry_name",
        "industry_name_en",
        "year",
        "employment",
        "establishments",
    )
    columns = {key: np.array([row.get(key) for row in found], dtype=object) for key in keys}
    columns = {key: values for key, values in columns.items() if any(v is not None for v in values)}
    with duckdb.connect() as connection:
        connection.register("given", columns)
        return assemble(connection, file.name, {}, replace(source, address=file.name))


def _cbp(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """County Business Patterns of the US Census Bureau, county file: ``fipstate, fipscty, naics, emp, est``.

    Codes are padded (``1133//``, ``21----``). Cells flagged ``D`` or ``S`` are unknown. Totals are left out. The file has no
    year: it is read from its name (``cbp21co.txt``).
    """
    places = [table.column(key) for key in ("fipstate", "fipscty", "naics", "emp", "est")]
    year = re.search(r"(?:cbp)?(?:19|20)?(\d{2})co", table.name.casefold())
    if None in places or year is None:
        raise not_the_layout(
            table.name,
            "cbp",
            f"colonnes lues\u00a0: {', '.join(table.header[:12])}\u00a0; l'année se lit dans le nom, comme cbp21co.txt",
            f"columns read: {', '.join(table.header[:12])}; the year is read from the name, such as cbp21co.txt",
        )
    state, county, naics, jobs, firms = (i for i in places if i is not None)
    flag = table.column("empflag")
    noise = table.column("emp_nf")
    full = 2000 + int(year[1]) if int(year[1]) < 80 else 1900 + int(year[1])

    def long() -> Iterator[Row]:
        for row in table:
            code = row[naics].strip().rstrip("-/")
            if not code:
                continue
            hidden = (flag is not None and row[flag].strip() != "") or (
                noise is not None and row[noise].strip().upper() in ("D", "S")
            )
            yield {
                "place": row[state].strip().zfill(2) + row[county].strip().zfill(3),
                "industry": {"31": "31-33", "44": "44-45", "48": "48-49"}.get(code, code),
                "year": str(full),
                "employment": "D" if hidden else row[jobs].strip(),
                "establishments": row[firms].strip(),
            }

    return long(), source_of(
        "US Census Bureau, County Business Patterns", "US Census Bureau, County Business Patterns", "jobs"
    )


def _eurostat(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Eurostat bulk TSV (``freq,nace_r2,geo`` and years across) or SDMX-CSV (``geo, nace_r2, TIME_PERIOD, OBS_VALUE``).

    ``:`` is unknown; flags after a figure (``12 b``) are dropped but ``c`` (confidential) is unknown. Codes that would
    count people twice (totals, ``B-E`` beside ``C``) are left out.
    """
    keys = table.header[0].split("\\")[0].split(",") if table.header else []
    if "geo" in keys and any(k.startswith("nace") for k in keys):
        return _eurostat_wide(keys, table), source_of("Eurostat", "Eurostat")
    place, year, value = (
        table.column(*names) for names in (("geo",), ("time_period", "time"), ("obs_value", "values"))
    )
    industry = next((i for i, h in enumerate(table.header) if h.casefold().startswith("nace")), None)
    if place is None or year is None or value is None or industry is None:
        raise not_the_layout(
            table.name,
            "eurostat",
            f"colonnes lues\u00a0: {', '.join(table.header[:12])}",
            f"columns read: {', '.join(table.header[:12])}",
        )
    flag, secret = table.column("obs_flag"), table.column("conf_status")

    def long() -> Iterator[Row]:
        kept = flat_codes({row[industry] for row in table})
        for row in table:
            hidden = (flag is not None and "c" in row[flag]) or (
                secret is not None and row[secret].strip() in ("C", "N")
            )
            figure = ":" if hidden else row[value].strip()
            if row[industry] in kept:
                yield {"place": row[place], "industry": row[industry], "year": row[year], "employment": figure or ":"}

    return long(), source_of("Eurostat", "Eurostat")


def _eurostat_wide(keys: list[str], table: Download) -> Iterator[Row]:
    place, industry = keys.index("geo"), next(i for i, k in enumerate(keys) if k.startswith("nace"))
    kept = flat_codes({row[0].split(",")[industry].strip() for row in table})
    for row in table:
        parts = [part.strip() for part in row[0].split(",")]
        if parts[industry] not in kept:
            continue
        for year, cell in zip(table.header[1:], row[1:], strict=False):
            figure, _, flags = cell.strip().partition(" ")
            unknown = figure in ("", ":") or "c" in flags
            yield {
                "place": parts[place],
                "industry": parts[industry],
                "year": year.strip(),
                "employment": ":" if unknown else figure,
            }


Reader = Callable[[Download], tuple[Iterable[Row], PanelSource]]
LAYOUTS: dict[str, Reader] = {"statcan": read_statcan, "cbp": _cbp, "eurostat": _eurostat}
"""Readers by name."""
