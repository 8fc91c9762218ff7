"""Census tables of Statistics Canada, French or English, as the full table download gives them.

Two shapes: one figure a row (``VALUE``), or, in the tables of the 2021 census (98-10-…), the members of the last
dimension side by side, ``Place of work status (5):Total - Place of work status[1]``, each followed by its ``Symbol``.
Of every other dimension (gender, age, occupation, statistics) the total is kept, or the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.table.source import PanelSource

__all__ = ["STATCAN", "read_statcan"]

_SECTOR = re.compile(r"^\s*(\d{2}(?:-\d{2})?|\d{3,6})\s+(.+?)\s*$")
_BRACKETED = re.compile(r"^\s*(.+?)\s*\[([\d-]+)\]\s*$")
_MEMBER = re.compile(r"^.+?\s*\(\d+\w?\)\s*:\s*(.+?)\s*\[\d+\]$")
_DIMENSION = re.compile(r"\(\d+\w?\)$")
_WHOLE = re.compile(r"^\s*(total\b|count$|compte$|chiffre$|nombre$)", re.IGNORECASE)
_FRENCH = re.compile(r"géo|valeur|scian|période de référence", re.IGNORECASE)
_PLACE = ("geo", "géo", "geography", "géographie", "geographic name", "nom géographique")
_LEADING = re.compile(r"^[.\s]+")


@dataclass(frozen=True, slots=True)
class _Columns:
    place: int
    industry: int
    value: int
    year: int
    status: int | None
    code: int | None
    others: tuple[int, ...]


def read_statcan(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read the rows of a census table.

    The industry column holds ``21 Mining, quarrying...`` or ``Mining, quarrying... [21]``, in either language; totals
    and lines without a code are left out.

    Raises
    ------
    InputError
        A column is missing, or no figure can be told from the others.
    """
    columns = _columns(table)
    title = "industry_name" if _FRENCH.search(" ".join(table.header)) else "industry_name_en"
    return _rows(table, columns, title), source_of("Statistique Canada, recensement", "Statistics Canada, census")


def _columns(table: Download) -> _Columns:
    header = table.header
    place = table.column(*_PLACE)
    naics = (i for i, h in enumerate(header) if re.search(r"naics|scian|industr", h, re.IGNORECASE))
    industry = next((i for i in naics if not _MEMBER.match(header[i])), None)
    value = table.column("value", "valeur", "c10_obs_value", "obs_value")
    members = [i for i, h in enumerate(header) if _MEMBER.match(h)]
    if value is None:
        value = next((i for i in members if _WHOLE.match(_MEMBER.sub(r"\1", header[i]))), None)
    year = table.column(
        "ref_date",
        "période de référence",
        "reference period",
        "year",
        "année",
        "census year",
        "année de recensement",
    )
    if place is None or industry is None or value is None or year is None:
        found = ", ".join(header[:12])
        raise not_the_layout(table.name, "statcan", f"colonnes lues\u00a0: {found}", f"columns read: {found}")
    beside = value + 1 if value in members and value + 1 < len(header) and value + 1 not in members else None
    return _Columns(
        place=place,
        industry=industry,
        value=value,
        year=year,
        status=beside if beside is not None else table.column("status", "statut", "symbol", "symbole"),
        code=table.column("dguid", "idugd", "geo_code", "alt_geo_code", "code géographique"),
        others=_others(table, industry),
    )


def _others(table: Download, industry: int) -> tuple[int, ...]:
    """List the dimensions whose total is to be kept: those that have one; a dimension of one member is no choice."""
    wanted = [i for i, h in enumerate(table.header) if i != industry and _DIMENSION.search(h)]
    if not wanted:
        return ()
    seen: dict[int, bool] = dict.fromkeys(wanted, False)
    for row in table:
        for i in wanted:
            seen[i] = seen[i] or _WHOLE.match(row[i]) is not None
        if all(seen.values()):
            break
    return tuple(i for i in wanted if seen[i])


def _rows(table: Download, columns: _Columns, title: str) -> Iterator[Row]:
    for row in table:
        if not all(_WHOLE.match(row[i]) for i in columns.others):
            continue
        found = _SECTOR.match(row[columns.industry]) or _SECTOR.match(_BRACKETED.sub(r"\2 \1", row[columns.industry]))
        if found is None:
            continue
        mark = row[columns.status].strip() if columns.status is not None else ""
        figure, name = row[columns.value].strip(), row[columns.place].strip()
        yield {
            "place": (row[columns.code].strip() if columns.code is not None else "") or name,
            "place_name": name,
            "industry": found[1],
            title: _LEADING.sub("", found[2]),
            "year": row[columns.year].strip()[:4],
            "employment": figure or mark or "..",
        }


def _is_statcan(table: Download) -> bool:
    header = " ".join(table.header)
    return table.column(*_PLACE) is not None and re.search(r"naics|scian", header, re.IGNORECASE) is not None


STATCAN = Layout("statcan", _is_statcan, read_statcan)
