"""Tables of the United States beside County Business Patterns: QCEW of the BLS, employment and earnings of the BEA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.table.source import PanelSource
from jumelage.language import Bilingual

__all__ = ["BEA", "QCEW"]

_SECTOR = re.compile(r"\d{2}(?:-\d{2})?")
_MONTHS = ("month1_emplvl", "month2_emplvl", "month3_emplvl")
_QCEW = ("area_fips", "own_code", "industry_code", "year", "disclosure_code")
_BEA = ("geofips", "geoname", "industryclassification", "description", "unit")


def read_qcew(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read the Quarterly Census of Employment and Wages: annual averages, or the mean of the quarters of the file.

    Sectors are kept (narrower classes would count jobs twice) and added over the owners, private and public. ``N`` is
    unknown, and at most what the total of all industries (``10``) leaves.
    """
    at = {
        key: table.column(key) for key in (*_QCEW, "annual_avg_emplvl", "annual_avg_estabs", "qtrly_estabs", *_MONTHS)
    }
    jobs = [
        i
        for key in (("annual_avg_emplvl",) if at["annual_avg_emplvl"] is not None else _MONTHS)
        if (i := at[key]) is not None
    ]
    firms = at["annual_avg_estabs"] if at["annual_avg_estabs"] is not None else at["qtrly_estabs"]
    columns = [at[key] for key in _QCEW]
    if None in columns or not jobs or firms is None:
        raise _missing(table, "qcew")
    area, owner, industry, year, hidden = (i for i in columns if i is not None)

    def long() -> Iterator[Row]:
        found: dict[tuple[str, str, str], list[float | None]] = {}
        counted: dict[tuple[str, str, str], list[float]] = {}
        quarters: dict[tuple[str, str, str], set[int]] = {}
        totals: dict[tuple[str, str], float] = {}
        for number, row in enumerate(table):
            code = row[industry].strip()
            everyone = row[owner].strip() == "0"
            if not _SECTOR.fullmatch(code) or everyone != (code == "10"):
                continue
            if everyone:
                whole = (row[area].strip(), row[year].strip())
                totals[whole] = totals.get(whole, 0.0) + sum(float(row[i] or 0) for i in jobs) / len(jobs)
                continue
            key = (row[area].strip(), code, row[year].strip())
            figure = None if row[hidden].strip() == "N" else sum(float(row[i] or 0) for i in jobs) / len(jobs)
            found.setdefault(key, []).append(figure)
            counted.setdefault(key, []).append(float(row[firms] or 0))
            quarters.setdefault(key, set()).add(_quarter(table, row, number))
        sums: dict[tuple[str, str], float] = {}
        for (place, _, when), figures in found.items():
            sums[place, when] = sums.get((place, when), 0.0) + sum(f for f in figures if f is not None)
        for (place, code, when), figures in found.items():
            several = len(quarters[place, code, when]) if len(jobs) > 1 else 1
            known = [figure for figure in figures if figure is not None]
            total = "N/A" if len(known) < len(figures) else f"{sum(known) / several:.6f}".rstrip("0").rstrip(".")
            least = sum(counted[place, code, when]) / several
            most = {}
            if total == "N/A" and (place, when) in totals:
                rest = max(totals[place, when] - sums[place, when], 0.0) + sum(known)
                most = {"lower": f"{sum(known) / several:.0f}", "upper": f"{rest / several:.0f}"}
            yield {
                "place": place,
                "industry": code,
                "year": when,
                "employment": total,
                "establishments": f"{least:.0f}",
                **most,
            }

    return long(), source_of("US Bureau of Labor Statistics, QCEW", "US Bureau of Labor Statistics, QCEW", "jobs")


def _quarter(table: Download, row: list[str], number: int) -> int:
    column = table.column("qtr")
    text = row[column].strip() if column is not None else ""
    return int(text) if text.isdecimal() else 0


def read_bea(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read a regional table of the Bureau of Economic Analysis: jobs (CAEMP25N) or earnings (CAINC5N), years side by side.

    Sectors are kept; ``(D)``, ``(L)``, ``(NA)`` and ``(T)`` are unknown. What one unit is, jobs or thousands of dollars,
    is read from the table and shown: the two are never mixed.
    """
    columns = [table.column(key) for key in _BEA]
    years = [(i, name) for i, name in enumerate(table.header) if re.fullmatch(r"(?:19|20)\d{2}", name)]
    if None in columns or not years:
        raise _missing(table, "bea")
    place, name, code, title, unit = (i for i in columns if i is not None)
    units = {row[unit].strip() for row in table if _SECTOR.fullmatch(row[code].strip())}
    source = source_of("US Bureau of Economic Analysis", "US Bureau of Economic Analysis")
    if any("job" in said.lower() for said in units):
        source = source.counting("jobs")
    elif units:
        source = replace(
            source, unit=Bilingual(fr=f"selon le tableau\u00a0: {min(units)}", en=f"as in the table: {min(units)}")
        )

    def long() -> Iterator[Row]:
        for row in table:
            if not _SECTOR.fullmatch(row[code].strip()):
                continue
            for at, year in years:
                figure = row[at].strip()
                yield {
                    "place": row[place].strip(' "'),
                    "place_name": row[name].strip(),
                    "industry": row[code].strip(),
                    "industry_name_en": row[title].strip(),
                    "year": year,
                    "employment": "(D)" if figure.startswith("(") or not figure else figure,
                }

    return long(), source


def _missing(table: Download, layout: str) -> Exception:
    found = ", ".join(table.header[:12])
    return not_the_layout(table.name, layout, f"colonnes lues\u00a0: {found}", f"columns read: {found}")


QCEW = Layout("qcew", lambda table: table.has(*_QCEW), read_qcew, decimal=".")
BEA = Layout("bea", lambda table: table.has(*_BEA), read_bea, decimal=".")
