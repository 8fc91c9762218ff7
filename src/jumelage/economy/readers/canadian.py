"""Tables of Statistics Canada beside the censuses: labour force survey (14-10), business counts (33-10), the 2011 survey."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["BUSINESS_COUNTS", "HOUSEHOLD_SURVEY", "LABOUR_FORCE"]

_BRACKET = re.compile(r"^(.*?)\s*\[([\d, -]+)\]\s*$")
_TOTAL = re.compile(
    r"^\s*total\b|^industries? - ?(?:sans|not)|^all industries|^ensemble|^toutes les industries", re.IGNORECASE
)
_HALVES = re.compile(
    r"^\s*(?:goods|services)[ -]producing sector|^\s*secteur (?:de la production|des services|de la prestation)",
    re.IGNORECASE,
)
"""Goods and services together are all industries: to count them would count every job twice."""
_SIZE = re.compile(
    r"^\s*(\d[\d\s]*)(?:\s*(?:to|à|-)\s*(\d[\d\s]*)|\s*(?:plus|\+|et plus|and over|or more))", re.IGNORECASE
)
_BOTH = re.compile(
    r"^(?:total\b|both sexes|les deux sexes|15 years and over|15 ans et plus|estimate|estimations?)", re.IGNORECASE
)
_EMPLOYED = re.compile(r"^(?:employment|emploi)\b(?! rate)", re.IGNORECASE)
_GEO, _DATE, _VALUE = ("geo", "géo"), ("ref_date", "période de référence"), ("value", "valeur")
_SECTOR = re.compile(r"^\s*(\d{2}(?:-\d{2})?)\s+(\S.*)$")


def _naics(table: Download) -> int | None:
    return next((i for i, name in enumerate(table.header) if re.search(r"naics|scian", name, re.IGNORECASE)), None)


def _column(table: Download, pattern: str) -> int | None:
    return next((i for i, name in enumerate(table.header) if re.search(pattern, name, re.IGNORECASE)), None)


def _industry(label: str) -> tuple[str, str]:
    """Cut a label of the survey: ``Trade [41, 44-45]`` is ``41+44-45``, which keeps what is counted together together."""
    found = _BRACKET.match(label)
    if not found:
        return label.strip(), ""
    return "+".join(part.strip() for part in found[2].split(",")), found[1].strip()


def read_labour_force(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read a table of the labour force survey by industry: people employed where they live, in thousands or not.

    Monthly figures are the mean of the months of each year. An industry that joins several sectors keeps its joint code.

    Raises
    ------
    InputError
        A column is missing, or the file has no figure of employment.
    """
    place, date, value, industry = table.column(*_GEO), table.column(*_DATE), table.column(*_VALUE), _naics(table)
    if place is None or date is None or value is None or industry is None:
        raise _missing(table, "14-10")
    scale = table.column("scalar_factor", "facteur scalaire")
    kind = _column(table, r"labour force char|caractéristiques de la population active")
    others = [
        i
        for i in (_column(table, p) for p in (r"^sex|^gender|^genre", r"^age|^groupe d.âge", r"^statisti[cq]"))
        if i is not None
    ]
    status = table.column("status", "statut")

    def long() -> Iterator[Row]:
        months: dict[tuple[str, str, str], list[float | None]] = {}
        names: dict[str, str] = {}
        for row in table:
            if _HALVES.match(row[industry]) or (kind is not None and not _EMPLOYED.match(row[kind].strip())):
                continue
            if any(row[i].strip() and not _BOTH.match(row[i].strip()) for i in others):
                continue
            code, name = (_ALL, "") if _TOTAL.match(row[industry]) else _industry(row[industry])
            names.setdefault(code, name)
            times = (
                1000.0 if scale is not None and row[scale].strip().lower().startswith(("thousand", "millier")) else 1.0
            )
            figure = row[value].strip().replace(",", ".")
            count = times * float(figure) if re.fullmatch(r"\d+(?:\.\d+)?", figure) else None
            months.setdefault((row[place].strip(), code, row[date].strip()[:4]), []).append(count)
        title = (
            "industry_name" if status is not None and table.header[status].lower() == "statut" else "industry_name_en"
        )
        means = {key: _mean(figures) for key, figures in months.items()}
        left = _left_of_totals(means)
        for (where, code, year), mean in means.items():
            if code != _ALL:
                jobs = ".." if mean is None else f"{mean:.3f}"
                most = {"upper": f"{left[where, year]:.3f}"} if mean is None and (where, year) in left else {}
                yield {"place": where, "industry": code, title: names[code], "year": year, "employment": jobs, **most}

    source = source_of(
        "Statistique Canada, Enquête sur la population active", "Statistics Canada, Labour Force Survey", "people"
    )
    note = Bilingual(
        fr="Moyenne des mois de chaque année, où la table est mensuelle\u00a0; région, non une ville.",
        en="Mean of the months of each year, where the table is monthly; a region, not a town.",
    )
    return long(), replace(source, notes=(*source.notes, note))


_ALL = "total"
_ROUNDED = 50.0
"""Half of the unit that the survey publishes in: a hundred people."""


def _mean(figures: list[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) / len(known) if known and len(known) == len(figures) else None


def _left_of_totals(means: dict[tuple[str, str, str], float | None]) -> dict[tuple[str, str], float]:
    """Return, by place and year, what the total leaves for the industries that are not published, rounding included."""
    left: dict[tuple[str, str], float] = {}
    for (where, code, year), mean in means.items():
        if code == _ALL and mean is not None:
            known = [m for (w, c, y), m in means.items() if (w, y) == (where, year) and c != _ALL and m is not None]
            left[where, year] = max(mean - sum(known) + _ROUNDED * (len(known) + 1), 0.0)
    return left


def read_business_counts(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read the counts of businesses with employees (33-10): establishments are known, their size classes bound the jobs."""
    place, date, value, industry = table.column(*_GEO), table.column(*_DATE), table.column(*_VALUE), _naics(table)
    size = _column(table, r"employment size|taille d.effectif|tranche d.effectif")
    if place is None or date is None or value is None or industry is None or size is None:
        raise _missing(table, "33-10")

    def long() -> Iterator[Row]:
        counts: dict[tuple[str, str, str], dict[str, dict[str, float]]] = {}
        names: dict[str, str] = {}
        for row in table:
            if _TOTAL.match(row[industry]) or not row[value].strip().isdecimal():
                continue
            code, name = _industry(row[industry])
            names.setdefault(code, name)
            when = row[date].strip()
            of_date = counts.setdefault((row[place].strip(), code, when[:4]), {}).setdefault(when, {})
            of_date[row[size].strip()] = float(row[value])
        for (where, code, year), dates in counts.items():
            establishments, least, most = _jobs_by_size(dates[max(dates)])
            bounds = {"lower": f"{least:.0f}"} | ({"upper": f"{most:.0f}"} if math.isfinite(most) else {})
            yield {
                "place": where, "industry": code, "industry_name_en": names[code], "year": year,
                "employment": "..", "establishments": f"{establishments:.0f}", **bounds,
            }  # fmt: skip

    source = source_of("Statistique Canada, nombre d'entreprises", "Statistics Canada, business counts")
    note = Bilingual(
        fr="Établissements avec employés\u00a0; leurs emplois ne sont pas publiés, leurs tailles les bornent.",
        en="Establishments with employees; their jobs are not published, their sizes bound them.",
    )
    return long(), replace(source, notes=(*source.notes, note))


def _jobs_by_size(counts: dict[str, float]) -> tuple[float, float, float]:
    """Return how many establishments there are, and the fewest and most jobs that their sizes allow."""
    least = most = sized = 0.0
    total = next(
        (
            n
            for label, n in counts.items()
            if re.match(r"total,? (?:with employees|avec employés)", label, re.IGNORECASE)
        ),
        None,
    )
    for label, number in counts.items():
        found = _SIZE.match(label)
        if found is None or not number:
            continue
        low, high = (float(re.sub(r"\s", "", end)) if end else math.inf for end in found.groups())
        least, most, sized = least + number * low, most + number * high, sized + number
    if total is None or sized >= total:
        return sized, least, most
    return total, least + total - sized, math.inf


def read_household_survey(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Read the profile of the National Household Survey of 2011 (99-004-XWE2011001): the labour force by sector."""
    code, name = table.column("geo_code"), table.column("csd_name", "cd_name", "prov_name", "geo_name", "geo_nom")
    topic, label = table.column("topic", "sujet"), table.column("characteristic", "characteristics", "caractéristiques")
    value, flag = table.column("total"), table.column("flag_total", "total_flag")
    if code is None or topic is None or label is None or value is None:
        raise _missing(table, "99-004")

    def long() -> Iterator[Row]:
        for row in table:
            sector = _SECTOR.match(row[label])
            if sector is None or not re.search(r"industr", row[topic], re.IGNORECASE):
                continue
            mark = row[flag].strip() if flag is not None else ""
            yield {
                "place": row[code].strip(), "place_name": row[name].strip() if name is not None else "",
                "industry": sector[1], "industry_name_en": sector[2], "year": "2011",
                "employment": row[value].strip() or mark or "..",
            }  # fmt: skip

    return long(), source_of(
        "Statistique Canada, Enquête nationale auprès des ménages de 2011",
        "Statistics Canada, National Household Survey, 2011",
        "people",
    )


def _missing(table: Download, layout: str) -> InputError:
    found = ", ".join(table.header[:12])
    return not_the_layout(table.name, layout, f"colonnes lues\u00a0: {found}", f"columns read: {found}")


def _is_table(table: Download) -> bool:
    return all(table.column(*names) is not None for names in (_GEO, _DATE, _VALUE)) and _naics(table) is not None


BUSINESS_COUNTS = Layout(
    "33-10",
    lambda table: (
        _is_table(table) and _column(table, r"employment size|taille d.effectif|tranche d.effectif") is not None
    ),
    read_business_counts,
    decimal=".",
)
LABOUR_FORCE = Layout(
    "14-10",
    lambda table: (
        _is_table(table) and _column(table, r"labour force char|caractéristiques de la population active") is not None
    ),
    read_labour_force,
    decimal=".",
)
HOUSEHOLD_SURVEY = Layout(
    "99-004",
    lambda table: table.has("geo_code", "total") and table.column("topic", "sujet") is not None,
    read_household_survey,
)
