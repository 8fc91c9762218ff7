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
from typing import Any

import duckdb
import numpy as np

from jumelage.economy.assembly import assemble
from jumelage.economy.panel import Panel
from jumelage.economy.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["LAYOUTS", "read_layout"]

Row = dict[str, Any]
_SECTOR = re.compile(r"^\s*(\d{2}(?:-\d{2})?|\d{3,6})\s+(.+?)\s*$")


def read_layout(path: str | Path, layout: str) -> Panel:
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
        raise _not(file.name, layout, "fichier introuvable", "no such file")
    header, rows = _table(file)
    long, source = LAYOUTS[layout](file.name, header, rows)
    found = list(long)
    if not found:
        raise _not(file.name, layout, "aucune ligne d'industrie reconnue", "no industry row recognised")
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


def _table(file: Path) -> tuple[list[str], list[list[str]]]:
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = "\t" if "\t" in first else max((";", ","), key=first.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(cell.strip() for cell in row)]
    return ([cell.strip() for cell in rows[0]] if rows else []), rows[1:]


def _column(header: list[str], *names: str) -> int | None:
    lower = [name.casefold() for name in header]
    return next((lower.index(name) for name in names if name in lower), None)


def _statcan(name: str, header: list[str], rows: list[list[str]]) -> tuple[Iterator[Row], PanelSource]:
    """Census tables of Statistics Canada, French or English: long (``GEO``, ``VALUE``) or with years or places across.

    The industry column holds ``21 Mining, quarrying...`` or ``21 Extraction minière...``; totals and lines without a
    code are left out.
    """
    place = _column(header, "geo", "géo", "geography", "géographie", "geographic name", "nom géographique")
    industry = next((i for i, h in enumerate(header) if re.search(r"naics|scian|industr", h.casefold())), None)
    value = _column(header, "value", "valeur", "c10_obs_value", "obs_value")
    year = _column(
        header,
        "ref_date",
        "période de référence",
        "reference period",
        "year",
        "année",
        "census year",
        "année de recensement",
    )
    if place is None or industry is None or value is None or year is None:
        raise _not(
            name,
            "statcan",
            f"colonnes lues\u00a0: {', '.join(header[:12])}",
            f"columns read: {', '.join(header[:12])}",
        )
    status = _column(header, "status", "statut", "symbol", "symbole")
    code = _column(header, "dguid", "idugd", "geo_code", "alt_geo_code", "code géographique")
    french = any(word in " ".join(header).casefold() for word in ("géo", "valeur", "scian"))

    def long() -> Iterator[Row]:
        for row in rows:
            found = _SECTOR.match(row[industry]) or _SECTOR.match(_trailing(row[industry]))
            if found is None:
                continue
            mark = row[status].strip() if status is not None and status < len(row) else ""
            figure = row[value].strip()
            title = re.sub(r"^[.\s]+", "", found[2])
            yield {
                "place": row[code].strip() if code is not None and row[code].strip() else row[place].strip(),
                "place_name": row[place].strip(),
                "industry": found[1],
                "industry_name" if french else "industry_name_en": title,
                "year": row[year].strip()[:4],
                "employment": figure if figure else (mark or ".."),
            }

    return long(), _source("Statistique Canada, recensement", "Statistics Canada, census")


def _trailing(label: str) -> str:
    # "Mining, quarrying [21]" and "Extraction minière [21]": the code in brackets at the end.
    found = re.match(r"^\s*(.+?)\s*\[([\d-]+)\]\s*$", label)
    return f"{found[2]} {found[1]}" if found else label


def _cbp(name: str, header: list[str], rows: list[list[str]]) -> tuple[Iterator[Row], PanelSource]:
    """County Business Patterns of the US Census Bureau, county file: ``fipstate, fipscty, naics, emp, est``.

    Codes are padded (``1133//``, ``21----``). Cells flagged ``D`` or ``S`` are unknown. Totals are left out. The file has no
    year: it is read from its name (``cbp21co.txt``).
    """
    places = [_column(header, key) for key in ("fipstate", "fipscty", "naics", "emp", "est")]
    year = re.search(r"(?:cbp)?(?:19|20)?(\d{2})co", name.casefold())
    if None in places or year is None:
        raise _not(
            name,
            "cbp",
            f"colonnes lues\u00a0: {', '.join(header[:12])}\u00a0; l'année se lit dans le nom, comme cbp21co.txt",
            f"columns read: {', '.join(header[:12])}; the year is read from the name, such as cbp21co.txt",
        )
    state, county, naics, jobs, firms = (i for i in places if i is not None)
    flag = _column(header, "empflag")
    noise = _column(header, "emp_nf")
    full = 2000 + int(year[1]) if int(year[1]) < 80 else 1900 + int(year[1])

    def long() -> Iterator[Row]:
        for row in rows:
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

    return long(), _source("US Census Bureau, County Business Patterns", "US Census Bureau, County Business Patterns")


def _eurostat(name: str, header: list[str], rows: list[list[str]]) -> tuple[Iterator[Row], PanelSource]:
    """Eurostat bulk TSV (``freq,nace_r2,geo`` and years across) or SDMX-CSV (``geo, nace_r2, TIME_PERIOD, OBS_VALUE``).

    ``:`` is unknown; flags after a figure (``12 b``) are dropped but ``c`` (confidential) is unknown. Totals are left out.
    """
    keys = header[0].split("\\")[0].split(",") if header else []
    if "geo" in keys and any(k.startswith("nace") for k in keys):
        return _eurostat_wide(keys, header, rows), _source("Eurostat", "Eurostat")
    place, year, value = (
        _column(header, *names) for names in (("geo",), ("time_period", "time"), ("obs_value", "values"))
    )
    industry = next((i for i, h in enumerate(header) if h.casefold().startswith("nace")), None)
    if place is None or year is None or value is None or industry is None:
        raise _not(
            name,
            "eurostat",
            f"colonnes lues\u00a0: {', '.join(header[:12])}",
            f"columns read: {', '.join(header[:12])}",
        )
    flag = _column(header, "obs_flag")

    def long() -> Iterator[Row]:
        for row in rows:
            mark = row[flag].strip() if flag is not None else ""
            figure = ":" if "c" in mark else row[value].strip()
            if row[industry] not in _TOTALS:
                yield {"place": row[place], "industry": row[industry], "year": row[year], "employment": figure or ":"}

    return long(), _source("Eurostat", "Eurostat")


_TOTALS = ("TOTAL", "TOTAL_X_O", "B-S_X_O", "B-S_X_K642", "B-N_X_K", "B-N_S95_X_K")


def _eurostat_wide(keys: list[str], header: list[str], rows: list[list[str]]) -> Iterator[Row]:
    place, industry = keys.index("geo"), next(i for i, k in enumerate(keys) if k.startswith("nace"))
    for row in rows:
        parts = [part.strip() for part in row[0].split(",")]
        if parts[industry] in _TOTALS:
            continue
        for year, cell in zip(header[1:], row[1:], strict=False):
            figure, _, flags = cell.strip().partition(" ")
            unknown = figure in ("", ":") or "c" in flags
            yield {
                "place": parts[place],
                "industry": parts[industry],
                "year": year.strip(),
                "employment": ":" if unknown else figure,
            }


Reader = Callable[[str, list[str], list[list[str]]], tuple[Iterable[Row], PanelSource]]
LAYOUTS: dict[str, Reader] = {"statcan": _statcan, "cbp": _cbp, "eurostat": _eurostat}
"""Readers by name."""


def _source(fr: str, en: str) -> PanelSource:
    return PanelSource(
        title=Bilingual(fr=fr, en=en), unit=Bilingual(fr="selon le tableau téléchargé", en="as in the table downloaded")
    )


def _not(name: str, layout: str, fr: str, en: str) -> InputError:
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
