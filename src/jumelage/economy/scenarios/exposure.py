"""Which jobs of a place hang on one market: its industries, by where they sell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.panel import Panel
from jumelage.economy.readers.files import open_table
from jumelage.economy.table.classification import under
from jumelage.economy.table.suppression import place_bounds
from jumelage.errors import InputError, InputProblem, NoResultError
from jumelage.language import Bilingual
from jumelage.serialisation import Measure

__all__ = ["Exports", "MarketExposure", "exposure", "read_exports"]

COLUMNS = ("industry", "market", "value")


@dataclass(frozen=True, slots=True)
class Exports:
    """Sales of industries by market.

    Parameters
    ----------
    values
        Industry and market: value sold there.
    output
        All sales of an industry, same money; absent where the table does not say.
    """

    values: Mapping[tuple[str, str], float]
    output: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MarketExposure:
    """The jobs that hang on one market.

    Parameters
    ----------
    market
        Its name in the table.
    jobs
        Middle of the bounds where the output of each industry is known; None where it is not.
    low, high
        Bounds: 0 of an industry whose output is unknown at the least, all of its exported part at the most.
    share
        ``high`` as a share of the known jobs of the place.
    industries
        Codes that sell there, most jobs first.
    """

    market: str
    jobs: float | None
    low: float
    high: Measure
    share: Measure
    industries: tuple[str, ...]


def read_exports(path: str | Path) -> Exports:
    """Read a table of exports: columns ``industry, market, value`` and, where known, ``output`` (all sales).

    Raises
    ------
    InputError
        A column is missing, or a value is no number of 0 or more: each row is named.
    """
    file = Path(path)
    with duckdb.connect() as connection:
        open_table(connection, file)
        table = connection.execute("select * from given")
        names = [column[0].strip().casefold() for column in table.description or ()]
        absent = [name for name in COLUMNS if name not in names]
        if absent:
            raise InputError.at(
                file.name,
                Bilingual(
                    fr=f"il manque la colonne {', '.join(absent)}.", en=f"column {', '.join(absent)} is missing."
                ),
                Bilingual(
                    fr="Colonnes attendues\u00a0: industry, market, value, et output si on la connaît.",
                    en="Columns expected: industry, market, value, and output where known.",
                ),
            )
        rows = [dict(zip(names, row, strict=True)) for row in table.fetchall()]
    values: dict[tuple[str, str], float] = {}
    output: dict[str, float] = {}
    problems = []
    for number, row in enumerate(rows, start=2):
        industry, market = (str(row[key] or "").strip() for key in ("industry", "market"))
        value, whole = _number(row["value"]), _number(row.get("output"))
        if not industry or not market or value is None or value < 0 or (whole is not None and whole < value):
            problems.append(_bad_row(file.name, number))
            continue
        values[industry, market] = values.get((industry, market), 0.0) + value
        if whole is not None:
            output[industry] = whole
    if problems or not values:
        raise InputError(*(problems or [_bad_row(file.name, 2)]))
    return Exports(values, output)


def _number(value: object) -> float | None:
    try:
        found = float(str(value).replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return found if np.isfinite(found) else None


def _bad_row(name: str, number: int) -> InputProblem:
    return InputProblem(
        f"{name}, ligne / row {number}",
        Bilingual(
            fr="industrie ou marché vide, valeur qui n'est pas un nombre positif, ou plus grande que la production.",
            en="empty industry or market, a value that is no positive number, or above the output.",
        ),
        Bilingual(fr="Corrigez cette ligne.", en="Correct this row."),
        row=number,
    )


def exposure(panel: Panel, place: str, exports: Exports, *, year: int | None = None) -> tuple[MarketExposure, ...]:
    """Return the jobs of a place that hang on each market, the largest first.

    Industries sell from here as they do in the table of exports. Where the output of an industry is not known, how much
    of it is exported is not either: its jobs count from none to all of the market's part of its exports.

    Raises
    ------
    NoResultError
        Place or year absent, or no industry of the place is in the table.
    """
    code = panel.find_place(place)
    section = flat_section(panel, panel.years_of(code)[-1] if year is None else year)
    row = section.row(code)
    least, most = place_bounds(panel, section.year, code)
    total = float(np.nansum(section.employment[row]))
    sold: dict[str, float] = {}
    for (industry, _), value in exports.values.items():
        sold[industry] = sold.get(industry, 0.0) + value
    found: dict[str, list[tuple[str, float, float, float | None]]] = {}
    for (industry, market), value in exports.values.items():
        members = [k for k, own in enumerate(section.industries) if own == industry or under(own, (industry,))]
        low, high = least[members].sum(), most[members].sum()
        if not members or not high > 0 or not sold[industry] > 0:
            continue
        if industry in exports.output:
            share = value / exports.output[industry]
            middle = float(np.nan_to_num(section.employment[row, members]).sum()) * share
            found.setdefault(market, []).append((industry, low * share, high * share, middle))
        else:
            found.setdefault(market, []).append((industry, 0.0, high * value / sold[industry], None))
    if not found:
        raise NoResultError(
            Bilingual(
                fr=f"Aucune industrie de {panel.name_of(code)} n'est dans le tableau des exportations.",
                en=f"No industry of {panel.name_of(code)} is in the table of exports.",
            )
        )
    lines = [_line(market, parts, total) for market, parts in found.items()]
    return tuple(sorted(lines, key=lambda line: (-line.high, line.market)))


def _line(market: str, parts: list[tuple[str, float, float, float | None]], total: float) -> MarketExposure:
    middles = [middle for *_, middle in parts if middle is not None]
    high = float(sum(part[2] for part in parts))
    return MarketExposure(
        market=market,
        jobs=float(sum(middles)) if len(middles) == len(parts) else None,
        low=float(sum(part[1] for part in parts)),
        high=high,
        share=min(high / total, 1.0) if total > 0 else float("nan"),
        industries=tuple(part[0] for part in sorted(parts, key=lambda part: -part[2])),
    )
