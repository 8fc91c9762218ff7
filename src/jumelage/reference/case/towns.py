"""The towns of the case: what they lived on, how many jobs it gave, how many people live there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from jumelage.language import Bilingual
from jumelage.reference.case.history import Reliability
from jumelage.reference.case.reading import Source, bilingual, number, read_table, source_of
from jumelage.reference.places import Place, find_place

__all__ = ["Population", "Town", "towns"]


@dataclass(frozen=True, slots=True)
class Population:
    """People counted: of the municipality or of its agglomeration, in a year, a decade (its first year) or undated."""

    value: int
    year: int | None
    dating: Literal["year", "decade", "undated"]
    scope: Literal["municipality", "agglomeration"]
    origin: Literal["source", "geonames"]


@dataclass(frozen=True, slots=True)
class Town:
    """A town that lives, or lived, on one industry. Counts are None where not found; ``jobs_note`` tells of other counts.

    ``census_code`` is that of Canada's census subdivision. ``source.url`` is empty where no page was kept: such a town has
    a name and a place, no figures.
    """

    id: str
    name: Bilingual
    region: Bilingual
    country: Bilingual
    census_code: str
    industry: Bilingual
    jobs_peak: int | None
    jobs_peak_when: Bilingual
    jobs_later: int | None
    jobs_later_year: int | None
    jobs_note: Bilingual
    populations: tuple[Population, ...]
    reliability: Reliability
    source: Source

    @property
    def place(self) -> Place | None:
        """Where it is; None where no coordinates are carried."""
        return find_place(self.name.en)


@cache
def towns() -> tuple[Town, ...]:
    """List the towns, Sept-Îles and Thetford Mines first."""
    counts: dict[str, list[Population]] = defaultdict(list)
    for row in read_table("populations"):
        counts[row["town"]].append(_population(row))
    return tuple(_town(row, tuple(counts[row["id"]])) for row in read_table("towns"))


def _population(row: dict[str, str]) -> Population:
    return Population(
        value=int(row["value"]),
        year=number(row["year"]),
        dating=cast(Literal["year", "decade", "undated"], row["dating"]),
        scope=cast(Literal["municipality", "agglomeration"], row["scope"]),
        origin=cast(Literal["source", "geonames"], row["origin"]),
    )


def _town(row: dict[str, str], populations: tuple[Population, ...]) -> Town:
    return Town(
        id=row["id"],
        name=bilingual(row, "name"),
        region=bilingual(row, "region"),
        country=bilingual(row, "country"),
        census_code=row["census_code"],
        industry=bilingual(row, "industry"),
        jobs_peak=number(row["jobs_peak"]),
        jobs_peak_when=bilingual(row, "jobs_peak_when"),
        jobs_later=number(row["jobs_later"]),
        jobs_later_year=number(row["jobs_later_year"]),
        jobs_note=bilingual(row, "jobs_note"),
        populations=populations,
        reliability=cast(Reliability, row["reliability"]),
        source=source_of(row),
    )
