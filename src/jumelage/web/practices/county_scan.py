"""What the search of all American counties found: a small table derived from its page (``scripts/derive_county_scan.py``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jumelage.language import Bilingual

__all__ = ["Counts", "County", "CountyScan", "county_scan"]

OUTCOMES: Mapping[str, Bilingual] = {
    "total personal income": Bilingual(fr="revenu personnel total", en="total personal income"),
    "personal income per person": Bilingual(fr="revenu par personne", en="personal income per person"),
    "population": Bilingual(fr="population", en="population"),
}
REASONS: Mapping[str, str] = {
    "the interval holds zero and is too wide for “as expected”": (
        "l'intervalle contient zéro et est trop large pour «\u00a0comme attendu\u00a0»"
    ),
    "fewer than eight years before the shock": "moins de huit ans avant le choc",
    "the comparison does not follow the county before the shock": ("la comparaison ne suit pas le comté avant le choc"),
    "fewer than three years from the fifth after the shock on": (
        "moins de trois ans à partir de la cinquième année après le choc"
    ),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many counties got each verdict when judged by one outcome, and how many chance alone would call better."""

    outcome: Bilingual
    hit: int
    comparable: int
    better: int
    expected: int
    worse: int
    cannot: int
    adjusted: int
    chance: float


@dataclass(frozen=True, slots=True)
class County:
    """A county told from its comparison: the gap and its interval as shares, and how unusual it is."""

    county: str
    year: int
    gap: float
    low: float
    high: float
    error: float
    p: float
    placebos: int
    q: float


@dataclass(frozen=True, slots=True)
class CountyScan:
    """The whole: ``better`` by outcome, ``worse`` in total personal income, reasons with their number."""

    first: int
    last: int
    places: int
    source: str
    counts: tuple[Counts, ...]
    better: tuple[tuple[Bilingual, tuple[County, ...]], ...]
    worse: tuple[County, ...]
    reasons: tuple[tuple[Bilingual, int], ...]


@cache
def county_scan() -> CountyScan:
    """Read the table once."""
    told = json.loads(Path(__file__).with_name("county_scan.json").read_text(encoding="utf-8"))
    return CountyScan(
        first=told["years"][0],
        last=told["years"][1],
        places=told["places"],
        source=told["source"],
        counts=tuple(
            Counts(outcome=OUTCOMES[row["outcome"]], **{key: row[key] for key in row if key != "outcome"})
            for row in told["counts"]
        ),
        better=tuple(
            (OUTCOMES[name], tuple(County(**row) for row in rows)) for name, rows in told["better"].items() if rows
        ),
        worse=tuple(County(**row) for row in told["worse"]),
        reasons=tuple((Bilingual(fr=REASONS[text], en=text), number) for text, number in told["reasons"]),
    )
