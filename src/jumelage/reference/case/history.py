"""What happened: the events between the towns, the links that came of them, and missions elsewhere to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from jumelage.language import Bilingual
from jumelage.reference.case.reading import Source, When, bilingual, number, read_table, source_of, when

__all__ = ["Event", "Link", "PastMission", "Reliability", "events", "links", "missions"]

Reliability = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``participants`` counts what ``note`` says (persons, firms or towns), None where not found."""

    id: str
    date: When
    form: str
    origin: Bilingual
    destination: Bilingual
    participants: int | None
    what: Bilingual
    note: Bilingual
    source: Source


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of business between two organisations.

    Parameters
    ----------
    a, b
        Ids of the organisations; empty where the party (a joint venture) is not one of the case.
    relation
        What ``a`` is to ``b``.
    value_cad
        Canadian dollars, of which ``value_note`` says what they are; None where not found.
    same_money_as
        Id of the link whose value this one repeats: never add both.
    attribution
        What the link is owed to; ``existing_talks`` and ``live_tender`` are not the mission's doing.
    """

    id: str
    a: str
    a_name: str
    b: str
    b_name: str
    relation: Literal["supplier", "client", "partner", "complement"]
    what: Bilingual
    value_cad: int | None
    value_note: Bilingual
    years: tuple[int, int]
    status: str
    status_date: When | None
    attribution: str
    same_money_as: str
    note: Bilingual
    source: Source


@dataclass(frozen=True, slots=True)
class PastMission:
    """A mission that took place, with what was published of it; every count is None where not found."""

    id: str
    organiser: Bilingual
    origin: Bilingual
    destination: Bilingual
    start: When | None
    end: When | None
    date_note: Bilingual
    delegates: int | None
    companies: int | None
    hosts_met: int | None
    meetings: int | None
    meeting_minutes: int | None
    days: int | None
    results: Bilingual
    note: Bilingual
    reliability: Reliability
    source: Source

    @property
    def meetings_per_company(self) -> float | None:
        """Meetings over companies, where both were published."""
        return self.meetings / self.companies if self.meetings and self.companies else None


@cache
def events() -> tuple[Event, ...]:
    """List the events, in order of time."""
    return tuple(_event(row) for row in read_table("events"))


@cache
def links() -> tuple[Link, ...]:
    """List the links."""
    return tuple(_link(row) for row in read_table("links"))


@cache
def missions() -> tuple[PastMission, ...]:
    """List the missions to compare with; the first two are those of the case."""
    return tuple(_mission(row) for row in read_table("missions"))


def _event(row: dict[str, str]) -> Event:
    date = when(row["date"])
    assert date is not None  # every event of the table is dated
    return Event(
        id=row["id"],
        date=date,
        form=row["form"],
        origin=bilingual(row, "from"),
        destination=bilingual(row, "to"),
        participants=number(row["participants"]),
        what=bilingual(row, "what"),
        note=bilingual(row, "note"),
        source=source_of(row),
    )


def _link(row: dict[str, str]) -> Link:
    return Link(
        id=row["id"],
        a=row["a"],
        a_name=row["a_name"],
        b=row["b"],
        b_name=row["b_name"],
        relation=cast(Literal["supplier", "client", "partner", "complement"], row["relation"]),
        what=bilingual(row, "what"),
        value_cad=number(row["value_cad"]),
        value_note=bilingual(row, "value_note"),
        years=(int(row["year_from"]), int(row["year_to"])),
        status=row["status"],
        status_date=when(row["status_date"]),
        attribution=row["attribution"],
        same_money_as=row["same_money_as"],
        note=bilingual(row, "note"),
        source=source_of(row),
    )


def _mission(row: dict[str, str]) -> PastMission:
    return PastMission(
        id=row["id"],
        organiser=bilingual(row, "organiser"),
        origin=bilingual(row, "from"),
        destination=bilingual(row, "to"),
        start=when(row["start"]),
        end=when(row["end"]),
        date_note=bilingual(row, "date_note"),
        delegates=number(row["delegates"]),
        companies=number(row["companies"]),
        hosts_met=number(row["hosts_met"]),
        meetings=number(row["meetings"]),
        meeting_minutes=number(row["meeting_minutes"]),
        days=number(row["days"]),
        results=bilingual(row, "results"),
        note=bilingual(row, "note"),
        reliability=cast(Reliability, row["reliability"]),
        source=source_of(row),
    )
