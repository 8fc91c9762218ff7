"""What is read about missions as a whole: lists, counts, documents, the map."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.maps import Spot, map_of
from jumelage.documents.portrait import portrait_section, portrait_sources
from jumelage.documents.programme import Note, Programme
from jumelage.documents.report import Report
from jumelage.language import Language
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.programmes import programme_of
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.models import Delegate, Mission, Topic
from jumelage.web.missions.core.queries.access import open_to
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
    return document_files(programme_of(version), rows, made_at, revisions, tentative=tentative)


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
