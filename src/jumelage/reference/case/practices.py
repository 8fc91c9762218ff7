"""What towns tried when their industry went: sixty practices, failures included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from jumelage.language import Bilingual
from jumelage.reference.case.history import Reliability
from jumelage.reference.case.reading import Source, bilingual, number, read_table, source_of

__all__ = ["Practice", "Verdict", "practices"]

Verdict = Literal["positive", "mixed", "negative", "conflict", "too_early", "unknown"]


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice: the problem it met, how, by whom, at what cost, with what evidence, and where it came from.

    ``verdict`` is that of the sources read, bounded by ``qualifier`` (``self_reported``, ``one_case``…; empty where none).
    Texts are empty where nothing was found; ``town`` is empty for a practice of no single town.
    """

    id: str
    name: Bilingual
    town: Bilingual
    year_started: int | None
    problem: Bilingual
    method: Bilingual
    actors: Bilingual
    cost: Bilingual
    evidence: Bilingual
    verdict: Verdict
    qualifier: str
    prerequisites: Bilingual
    lineage: Bilingual
    note: Bilingual
    reliability: Reliability
    source: Source


@cache
def practices() -> tuple[Practice, ...]:
    """List the practices, those of Thetford Mines and Sept-Îles first."""
    return tuple(_practice(row) for row in read_table("practices"))


def _practice(row: dict[str, str]) -> Practice:
    return Practice(
        id=row["id"],
        name=bilingual(row, "name"),
        town=bilingual(row, "town"),
        year_started=number(row["year_started"]),
        problem=bilingual(row, "problem"),
        method=bilingual(row, "method"),
        actors=bilingual(row, "actors"),
        cost=bilingual(row, "cost"),
        evidence=bilingual(row, "evidence"),
        verdict=cast(Verdict, row["verdict"]),
        qualifier=row["verdict_qualifier"],
        prerequisites=bilingual(row, "prerequisites"),
        lineage=bilingual(row, "lineage"),
        note=bilingual(row, "note"),
        reliability=cast(Reliability, row["reliability"]),
        source=source_of(row),
    )
