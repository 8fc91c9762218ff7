"""The Census Profile of Statistics Canada (98-401-X2021…, 98-401-X2016…), English or French.

One row a place and characteristic. The industries are the lines below "Total - Labour force … by industry": people
in the labour force, the unemployed included, counted where they live. Other characteristics are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.table.source import PanelSource
from jumelage.economy.table.survey import CENSUS

__all__ = ["PROFILE"]

_NAME = ("characteristic_name", "nom_caractéristique")
_SECTION = re.compile(r"total\b.*(by industry|selon l.industrie|selon le secteur)", re.IGNORECASE)
_OTHER = re.compile(r"^total\b", re.IGNORECASE)
_SECTOR = re.compile(r"^(\d{2}(?:-\d{2})?)\s+(.+)$")


def _name(table: Download) -> int | None:
    of_2016 = (i for i, h in enumerate(table.header) if re.match(r"dim: profile of|dim: profil d", h, re.IGNORECASE))
    return table.column(*_NAME) if table.column(*_NAME) is not None else next(of_2016, None)


def _value(table: Download) -> int | None:
    found = table.column("c1_count_total", "c1_compte_total")
    of_2016 = (i for i, h in enumerate(table.header) if re.search(r"\[1\]: ?total", h, re.IGNORECASE))
    return found if found is not None else next(of_2016, None)


def _is_profile(table: Download) -> bool:
    return _name(table) is not None


def _read(table: Download) -> tuple[Iterator[Row], PanelSource]:
    name, value = _name(table), _value(table)
    place = table.column("geo_name", "nom_géo")
    code = table.column("dguid", "idugd", "alt_geo_code", "geo_code (por)", "code_géo (lsp)")
    year = table.column("census_year", "année_recensement")
    if name is None or value is None or place is None or year is None:
        found = ", ".join(table.header[:12])
        raise not_the_layout(table.name, "98-401", f"colonnes lues\u00a0: {found}", f"columns read: {found}")
    symbol = value + 1 if value + 1 < len(table.header) and table.header[value + 1].startswith("SYMBOL") else None
    title = (
        "industry_name" if table.header[name].casefold().startswith(("nom_", "dim: profil d")) else "industry_name_en"
    )

    def long() -> Iterator[Row]:
        inside = False
        for row in table:
            label = row[name].strip()
            if _OTHER.match(label):
                inside = _SECTION.match(label) is not None
            sector = _SECTOR.match(label) if inside else None
            if sector is None:
                continue
            mark = row[symbol].strip() if symbol is not None else ""
            yield {
                "place": (row[code].strip() if code is not None else "") or row[place].strip(),
                "place_name": row[place].strip(),
                "industry": sector[1],
                title: sector[2],
                "year": row[year].strip(),
                "employment": row[value].strip() or mark or "..",
            }

    source = source_of(
        "Statistique Canada, profil du recensement (98-401), population active",
        "Statistics Canada, Census Profile (98-401), labour force",
        "people",
    )
    return long(), replace(source, survey=CENSUS)


PROFILE = Layout("98-401", _is_profile, _read)
