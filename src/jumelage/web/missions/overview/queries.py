"""What is read about missions as a whole: lists, counts, documents, the map."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.maps import Spot, map_of
from jumelage.documents.portrait import portrait_section, portrait_sources
from jumelage.documents.programme import Note, Programme
from jumelage.documents.report import Report
from jumelage.language import Language
from jumelage.text import fold
from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.models import Contact, Organisation
from jumelage.web.directory.queries import visible_to as organisations_visible_to
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.programmes import programme_of, proposals_in, with_proposals
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.models import Delegate, Mission, Participant, Topic
from jumelage.web.missions.core.queries.access import open_to, visible_to
from jumelage.web.missions.matching.models import Meeting
from jumelage.web.missions.matching.queries.matches import suggestions
from jumelage.web.missions.overview.documents import DocumentFile, document_files
from jumelage.web.missions.people.queries.delegation import Travelling
from jumelage.web.towns.queries import figures_of, portraits_known_to

__all__ = [
    "Numbers",
    "counted",
    "documents_of",
    "map_of_towns",
    "missions_open_to",
    "notes_of",
    "numbers",
    "with_portraits",
]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the mission amounts to, counted from its rows."""

    people: int
    organisations: int
    suggestions: int
    planned: int
    exploratory: int
    groups: int
    exchanges: int
    hosts: int

    @property
    def visits(self) -> int:
        """Count the individual visits."""
        return self.planned + self.exploratory


def counted(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """Add to missions how many people and visits each has, each counted apart: joined, the rows would multiply."""

    def number(rows: QuerySet[Any]) -> Coalesce:
        own = rows.filter(mission=OuterRef("pk")).order_by().values("mission")
        return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)

    return missions.annotate(
        people=number(Delegate.objects.all()),
        visits=number(Meeting.objects.filter(kind="individual")),
        groups=number(Meeting.objects.filter(kind="group")),
        agendas=number(AgendaVersion.objects.all()),
        subjects=number(Topic.objects.all()),
    )


def numbers(mission: Mission, programme: Programme | None, rows: list[Travelling]) -> Numbers:
    """Count what the overview says."""
    activities = programme.activities if programme else ()
    kinds = Counter(a.kind for a in activities)
    exploratory = len([a for a in activities if a.kind == "individual" and a.exploratory])
    return Numbers(
        people=sum(len(row.people) for row in rows),
        organisations=len(rows),
        suggestions=suggestions(mission).order_by().values("delegation", "host").distinct().count(),
        planned=kinds["individual"] - exploratory,
        exploratory=exploratory,
        groups=kinds["group"],
        exchanges=kinds["exchange"],
        hosts=len({host for a in activities for host in a.hosts}),
    )


def documents_of(version: AgendaVersion) -> Iterator[DocumentFile]:
    """List the documents of a version; each is made only when it is asked for."""

    def rows(language: Language) -> list[dict[str, Any]]:
        return [
            {
                "a": found.delegation.name,
                "b": found.host.name,
                "relation": found.relation,
                "score": found.score,
                "reasons": " ".join(reason[language] or reason["fr"] for reason in found.reasons),
            }
            for found in suggestions(version.mission)
        ]

    def revisions() -> dict[str, int]:
        return dict(version.mission.meetings.values_list("code", "sequence"))

    made_at = version.published_at or version.made_at
    tentative = version.state == VersionState.PROVISIONAL
    return document_files(
        with_proposals(programme_of(version), proposals_in(version.mission)),
        rows,
        made_at,
        revisions,
        tentative=tentative,
    )


def with_portraits(report: Report, mission: Mission) -> Report:
    """Add the portraits of the two towns, where the agency has a table of jobs, before the assumptions and next steps."""
    known = [figures_of(one) for one in portraits_known_to(mission.agency, (mission.origin, mission.destination))]
    if not known:
        return report
    before, after = report.sections[:-2], report.sections[-2:]
    return dataclasses.replace(
        report,
        sections=(*before, *map(portrait_section, known), *after),
        sources=(*report.sources, *(source for figures in known for source in portrait_sources(figures))),
    )


def map_of_towns(mission: Mission, language: Language) -> SafeString:
    """Draw the two towns and the way between them; nothing where a place is not known."""
    ends = (mission.origin, mission.destination)
    spots = [
        Spot(town.name, town.latitude, town.longitude)
        for town in ends
        if town.latitude is not None and town.longitude is not None
    ]
    if len(spots) < len(ends):
        return SafeString()
    return _route_map(spots[0], spots[1], language)


@lru_cache(maxsize=128)
def _route_map(origin: Spot, destination: Spot, language: Language) -> SafeString:
    # Made from numbers and escaped names; worth keeping, for the coast is long.
    return mark_safe(map_of(origin, destination, language, width=440, height=300))


def notes_of(programme: Programme | None) -> dict[str, list[Note]]:
    """Sort the programme's notes by kind."""
    sorted_notes: dict[str, list[Note]] = {"todo": [], "assumed": [], "missing": [], "caveat": []}
    for note in programme.notes if programme else ():
        sorted_notes[note.kind].append(note)
    return sorted_notes


def missions_open_to(user: AnyUser) -> QuerySet[Mission]:
    """Return the missions that a person may open with how many people and visits each has, latest first."""
    return counted(open_to(user))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: organisations of the directory with their contacts, people of missions, meetings."""

    organisations: list[Organisation]
    contacts: list[Contact]
    people: list[Participant]
    meetings: list[Meeting]

    def __len__(self) -> int:
        """Count everything."""
        return sum(len(rows) for rows in (self.organisations, self.contacts, self.people, self.meetings))


MOST_FOUND = 50
LEAST_DIGITS, NATIONAL = 4, 10


def found_by(user: AnyUser, words: str) -> Found:
    """Search everything of the person's agencies: names in any order, telephones in any form, addresses, postal codes.

    A text of digits is looked for in telephones, whatever stands between their digits; the first fifty of each kind.
    """
    missions = visible_to(user)
    organisations = organisations_visible_to(user)
    contacts = Contact.objects.filter(organisation__in=organisations).select_related("organisation")
    people = Participant.objects.filter(mission__in=missions).select_related("mission", "organisation")
    if digits := _digits(words):

        def dialled(rows: Iterable[Any]) -> list[Any]:
            return [row for row in rows if digits in "".join(c for c in row.phone if c.isdigit())][:MOST_FOUND]

        firms, own, others = (dialled(rows.exclude(phone="")) for rows in (organisations, contacts, people))
        return Found(firms, own, others, [])
    wanted = fold(words).split()
    if not wanted:
        return Found([], [], [], [])
    for word in wanted:
        organisations = organisations.filter(
            Q(folded__contains=word) | Q(postal_code__icontains=word) | Q(phone__contains=word)
        )
    code = words.replace(" ", "")
    by_code = organisations_visible_to(user).annotate(code_only=Replace("postal_code", Value(" "), Value("")))
    either = organisations | organisations_visible_to(user).filter(
        pk__in=by_code.filter(code_only__iexact=code).values("pk")
    )
    meetings = (
        Meeting.objects.filter(mission__in=missions).select_related("mission").prefetch_related("delegations", "hosts")
    )
    for word in wanted:
        meetings = meetings.filter(Q(delegations__folded__contains=word) | Q(hosts__folded__contains=word)).distinct()
    return Found(
        list(either.select_related("town").distinct()[:MOST_FOUND]),
        _named(contacts, wanted),
        _named(people, wanted),
        list(meetings.filter(kind="individual")[:MOST_FOUND]),
    )


def _named(rows: QuerySet[Any], wanted: list[str]) -> list[Any]:
    """Return the people whose name, address or organisation holds every word, without accents or capitals."""
    found = [
        row
        for row in rows.iterator(chunk_size=2000)
        if all(word in fold(f"{row.name} {row.email} {row.organisation or ''}") for word in wanted)
    ]
    return found[:MOST_FOUND]


def _digits(words: str) -> str:
    """Return the digits of what looks like a telephone, its country left out; empty where it is something else."""
    digits = "".join(c for c in words if c.isdigit())
    if re.search(r"[^\d\s().+\-]", words) or len(digits) < LEAST_DIGITS:
        return ""
    return digits.removeprefix("1") if len(digits) > NATIONAL else digits
