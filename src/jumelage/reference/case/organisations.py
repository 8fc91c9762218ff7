"""The organisations of the case: what they do and need, since when it is known, and what was known on a given day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from jumelage.language import Bilingual
from jumelage.reference.case.reading import Source, When, number, read_table, source_of, when

__all__ = ["Dating", "FormerName", "Headcount", "Organisation", "OrganisationKind", "Statement", "organisations"]

OrganisationKind = Literal[
    "agency", "chamber", "municipality", "company", "port", "industrial", "college", "research_centre", "incubator"
]
Dating = Literal["source", "fact", "inferred", "unknown"]

_BANDS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, 199), (200, 499))


@dataclass(frozen=True, slots=True)
class Statement:
    """One offer, one need, or one fact that is neither (a share exported, a prize, a plant announced).

    Parameters
    ----------
    known_since
        Date of the fact or of the source that tells it; None where neither was found.
    dating
        Where that date comes from: the ``source``, the ``fact`` itself, ``inferred`` from the rest of the case, ``unknown``.
    lasting
        True for what an organisation does or seeks year after year; false for what holds at one moment.
    described_later
        Set by :meth:`Organisation.as_known_by`: a lasting activity whose source is later than that day, or undated.
    """

    kind: Literal["offer", "need", "fact"]
    text: Bilingual
    known_since: When | None
    dating: Dating
    lasting: bool
    source: Source
    described_later: bool = False

    def as_known_by(self, date: dt.date) -> Statement | None:
        """Return the statement as it can be used on ``date``, or None."""
        if self.known_since is not None and self.known_since.known_by(date):
            return self
        return replace(self, described_later=True) if self.lasting else None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name borne until a date."""

    name: str
    until: When
    source_url: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """Employees: ``low`` to ``high`` (None: at least ``low``), in ``year`` (None: not dated)."""

    low: int
    high: int | None
    year: int | None
    approximate: bool

    @property
    def band(self) -> str:
        """The size class of the low end: ``1-4``, ``5-9``, ``10-19``, ``20-49``, ``50-99``, ``100-199``, ``200-499``, ``500+``."""
        return next((f"{low}-{high}" for low, high in _BANDS if self.low <= high), "500+")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the case. ``naics`` is our reading of what it does; ``naics_confidence`` says how sure."""

    id: str
    name: str
    town: str
    kind: OrganisationKind
    naics: str
    naics_confidence: Literal["high", "medium", "low", ""]
    started: When | None
    ended: When | None
    employees: Headcount | None
    languages: tuple[str, ...]
    source: Source
    former_names: tuple[FormerName, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def offers(self) -> tuple[Statement, ...]:
        """What it makes or does for others."""
        return tuple(s for s in self.statements if s.kind == "offer")

    @property
    def needs(self) -> tuple[Statement, ...]:
        """What it looks for."""
        return tuple(s for s in self.statements if s.kind == "need")

    @property
    def facts(self) -> tuple[Statement, ...]:
        """What else is known of it."""
        return tuple(s for s in self.statements if s.kind == "fact")

    def name_on(self, date: dt.date) -> str:
        """Return the name borne on ``date``."""
        return next((former.name for former in self.former_names if date < former.until.first_day), self.name)

    def existed_on(self, date: dt.date) -> bool:
        """Tell whether nothing found says that it had not begun, or had ended, on ``date``."""
        begun = self.started is None or self.started.known_by(date)
        return begun and not (self.ended is not None and self.ended.known_by(date))

    def as_known_by(self, date: dt.date) -> Organisation:
        """Return the organisation as it could be described on ``date``: its name then, and nothing dated later."""
        employees = self.employees
        if employees and (employees.year is None or employees.year >= date.year):
            employees = None
        ended = self.ended if self.ended and self.ended.known_by(date) else None
        known = tuple(s for statement in self.statements if (s := statement.as_known_by(date)))
        name = self.name_on(date)
        return replace(self, name=name, employees=employees, ended=ended, statements=known, former_names=())


@cache
def organisations(known_by: dt.date | None = None) -> tuple[Organisation, ...]:
    """List the organisations of the case.

    Parameters
    ----------
    known_by
        A day: keep those that existed then, under their name of then, with what was known then. A lasting activity that
        a later (or undated) source describes stays, marked ``described_later``; facts dated after that day do not.

    Returns
    -------
    tuple of Organisation
        In the order of the table, 120 of them without ``known_by``.
    """
    everyone = _all_organisations()
    if known_by is None:
        return everyone
    return tuple(o.as_known_by(known_by) for o in everyone if o.existed_on(known_by))


@cache
def _all_organisations() -> tuple[Organisation, ...]:
    statements: dict[str, list[Statement]] = defaultdict(list)
    for row in read_table("statements"):
        statements[row["organisation"]].append(_statement(row))
    names: dict[str, list[FormerName]] = defaultdict(list)
    for row in read_table("former_names"):
        until = when(row["until"])
        if until:
            names[row["organisation"]].append(FormerName(row["name"], until, row["source_url"]))
    return tuple(
        _organisation(row, tuple(names[row["id"]]), tuple(statements[row["id"]])) for row in read_table("organisations")
    )


def _organisation(
    row: dict[str, str], former_names: tuple[FormerName, ...], statements: tuple[Statement, ...]
) -> Organisation:
    low = number(row["employees_low"])
    high, year = number(row["employees_high"]), number(row["employees_year"])
    return Organisation(
        id=row["id"],
        name=row["name"],
        town=row["town"],
        kind=cast(OrganisationKind, row["kind"]),
        naics=row["naics"],
        naics_confidence=cast(Literal["high", "medium", "low", ""], row["naics_confidence"]),
        started=when(row["started"]),
        ended=when(row["ended"]),
        employees=None if low is None else Headcount(low, high, year, row["employees_approximate"] == "yes"),
        languages=tuple(row["languages"].split(";")),
        source=source_of(row),
        former_names=former_names,
        statements=statements,
    )


def _statement(row: dict[str, str]) -> Statement:
    return Statement(
        kind=cast(Literal["offer", "need", "fact"], row["kind"]),
        text=Bilingual(row["fr"], row["en"]),
        known_since=when(row["known_since"]),
        dating=cast(Dating, row["dating"]),
        lasting=row["lasting"] == "yes",
        source=source_of(row),
    )
