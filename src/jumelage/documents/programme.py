"""What a programme says, before any form is given to it: the one shape that PDF, calendar, workbook and page share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jumelage.language import NO_TEXT, Bilingual

__all__ = [
    "RELATIONS",
    "Activity",
    "ActivityKind",
    "Figure",
    "Note",
    "Organisation",
    "Participant",
    "Programme",
    "Source",
]

ActivityKind = Literal["group", "individual", "exchange", "meal", "arrival", "departure", "travel"]
"""``group``: visit by all; ``individual``: one organisation at a host firm; ``exchange``: counterparts on methods."""

RELATIONS = {
    "supplier": Bilingual(fr="fournisseur possible", en="possible supplier"),
    "client": Bilingual(fr="client possible", en="possible client"),
    "partner": Bilingual(fr="partenaire possible", en="possible partner"),
    "complement": Bilingual(fr="complément possible", en="possible complement"),
    "visit": Bilingual(fr="visite individuelle", en="individual visit"),
}
"""What a host would be to its visitor, by code; ``visit`` where readers are not told."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a programme shows it.

    ``activity`` is empty where no source says what the organisation does: then ``complete`` is false.
    """

    id: str
    name: str
    town: str
    kind: Bilingual
    activity: Bilingual
    complete: bool = True
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person of the delegation or a host, named by role: never by a private person's name unless it was given."""

    id: str
    label: Bilingual
    organisation: str
    delegate: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing on the programme: where, when, with whom and why.

    Parameters
    ----------
    id
        The meeting's id in the agenda problem (a travel activity: ``travel:<person>:<slot>``).
    start, end
        Local times, without zone; the zone is the programme's.
    participants
        Ids of the people of the delegation who take part.
    hosts
        Ids of the organisations that receive.
    relation
        For an individual visit, a code: supplier, client, partner, complement, or visit where readers are not told;
        empty otherwise.
    reasons
        Sentences that a host would accept; empty for meals and travel.
    exploratory
        No source says what the visitor does: the visit is there to find out.
    fixed
        Set by hand, not by the solver.
    proposed
        Not agreed by both sides: readers are told that it is a proposal.
    """

    id: str
    kind: ActivityKind
    start: dt.datetime
    end: dt.datetime
    title: Bilingual
    place: Bilingual
    participants: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    relation: str = ""
    reasons: tuple[Bilingual, ...] = ()
    note: Bilingual = NO_TEXT
    exploratory: bool = False
    fixed: bool = False
    table: int | None = None
    proposed: bool = False

    @property
    def relation_words(self) -> Bilingual:
        """Return the relation in words; none where there is no relation."""
        return RELATIONS.get(self.relation, NO_TEXT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words: ``24`` / ``visites individuelles``."""

    number: Bilingual
    words: Bilingual
    note: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader must know: what is assumed, what is missing, what is to do.

    ``about`` lists the organisations it concerns, who alone read it in their own programme; empty: everyone. ``code``
    is ``not_placed`` for a meeting that found no place: such notes follow the agenda.
    """

    kind: Literal["assumed", "missing", "todo", "caveat"]
    text: Bilingual
    about: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    text: Bilingual
    url: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A mission's programme, whole or for one organisation (see ``focused``).

    ``travel_assumed``: the times on the road are assumed, not measured.
    """

    id: str
    version: int
    title: Bilingual
    goal: Bilingual
    origin: str
    destination: str
    timezone: str
    days: tuple[dt.date, ...]
    organisations: tuple[Organisation, ...]
    participants: tuple[Participant, ...]
    activities: tuple[Activity, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    status: Bilingual = NO_TEXT
    focus: str | None = None
    travel_assumed: bool = False

    def organisation(self, id: str) -> Organisation:
        """Return an organisation by id (``KeyError`` when absent)."""
        return {organisation.id: organisation for organisation in self.organisations}[id]

    def people_of(self, organisation: str) -> tuple[Participant, ...]:
        """Return the delegates of one organisation, in order."""
        return tuple(p for p in self.participants if p.organisation == organisation and p.delegate)

    def delegations(self) -> tuple[Organisation, ...]:
        """Return the organisations that travel, in the order of their people."""
        travelling = dict.fromkeys(p.organisation for p in self.participants if p.delegate)
        return tuple(self.organisation(id) for id in travelling)

    def activities_of(self, people: Iterable[str]) -> tuple[Activity, ...]:
        """Return what any of these people does, in order of time."""
        wanted = set(people)
        found = [activity for activity in self.activities if wanted.intersection(activity.participants)]
        return tuple(sorted(found, key=lambda activity: (activity.start, activity.end, activity.id)))
