"""What is read about missions as a whole: each read starts at :func:`visible_to`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.maps import Spot, map_of
from jumelage.documents.portrait import portrait_section, portrait_sources
from jumelage.documents.programme import Note, Programme
from jumelage.documents.report import Report
from jumelage.language import NO_TEXT, Language
from jumelage.serialisation import from_document
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.models import AgendaVersion, Delegate, Meeting, Mission, Placement, Topic
from jumelage.web.missions.papers import Paper, papers
from jumelage.web.missions.queries.matches import suggestions
from jumelage.web.missions.rules import PUBLIC, VersionState
from jumelage.web.towns.queries import figures_of, portraits_known_to

__all__ = [
    "Numbers",
    "Travelling",
    "contents_of",
    "counted",
    "current_version",
    "delegation",
    "map_of_towns",
    "notes_of",
    "numbers",
    "papers_of",
    "programme_of",
    "public_version",
    "report_of",
    "travelling",
    "visible_to",
    "visits",
    "without_reasons",
]

HEAVY = ("problem", "result", "check_report", "programme", "report", "edits", "undone")
"""Columns of a version that are read only by those who need them."""


@dataclass(frozen=True, slots=True)
class Travelling:
    """An organisation that travels, and its people."""

    organisation: Organisation
    people: list[Delegate]

    @property
    def complete(self) -> bool:
        """Tell whether anything is said of what it offers or needs."""
        return bool(self.organisation.offers.all() or self.organisation.needs.all())

    @property
    def to_complete(self) -> bool:
        """Tell whether a host would need more: a firm of which nothing is said."""
        return not self.complete and self.organisation.kind in ("company", "")


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


def visible_to(user: Any) -> QuerySet[Mission]:
    """Return the missions of the person's agencies."""
    return Mission.objects.filter(agency__in=agencies_visible_to(user)).select_related(
        "agency", "origin", "destination"
    )


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


def current_version(mission: Mission) -> AgendaVersion | None:
    """Return the latest version of the agenda that somebody took: results that are only offered are left out."""
    return _light(mission.versions.filter(offered=False)).first()


def public_version(mission: Mission) -> AgendaVersion | None:
    """Return the latest version that was published."""
    return _light(mission.versions.filter(state__in=PUBLIC)).first()


def _light(versions: QuerySet[AgendaVersion]) -> QuerySet[AgendaVersion]:
    """Leave the documents of versions for later, but their programme as text: what is kept of it goes by that text."""
    return versions.defer(*HEAVY).annotate(programme_text=Cast("programme", TextField()))


def without_reasons(programme: Programme) -> Programme:
    """Keep who meets whom, where and when; leave out why, as what, and every note: that is between the two firms."""
    plain = tuple(
        dataclasses.replace(one, reasons=(), note=NO_TEXT, relation="visit" if one.kind == "individual" else "")
        for one in programme.activities
    )
    return dataclasses.replace(programme, activities=plain, notes=())


def programme_of(version: AgendaVersion) -> Programme:
    """Read a version's programme back; the same text is read once."""
    text = _text_of(version)
    return from_document(Programme, version.programme) if text is None else _kept_programme(text)


def _text_of(version: AgendaVersion) -> str | None:
    """Return the text that came with a version, unless the version was changed since."""
    return vars(version).get("programme_text") if "programme" in version.get_deferred_fields() else None


@lru_cache(maxsize=16)
def _kept_programme(text: str) -> Programme:
    return from_document(Programme, json.loads(text))


def contents_of(version: AgendaVersion) -> str:
    """Name what a page draws of a version, by its very text: whatever changes it, an erasure too, gives another name."""
    text = _text_of(version) or json.dumps(version.programme)
    return blake2b(f"{text} {version.locked}".encode(), digest_size=16).hexdigest()


def report_of(version: AgendaVersion) -> Report:
    """Read a version's report back."""
    return from_document(Report, version.report)


def delegation(mission: Mission) -> list[Travelling]:
    """Return the organisations that travel, in the order of their people."""
    people: dict[int, list[Delegate]] = {}
    for delegate in mission.delegates.all():
        people.setdefault(delegate.organisation_id, []).append(delegate)
    rows = Organisation.objects.select_related("town", "agency").prefetch_related("offers", "needs").in_bulk(people)
    return [Travelling(rows[pk], own) for pk, own in people.items()]


def travelling(mission: Mission, code: str) -> Travelling | None:
    """Return an organisation that travels with the mission, by its code."""
    rows = {row.organisation.pk: row for row in delegation(mission)}
    asked = Organisation.objects.filter(agency=mission.agency, code=code).first()
    return rows.get(asked.merged_into_id or asked.pk) if asked else None


def visits(version: AgendaVersion) -> QuerySet[Placement]:
    """Return the individual visits and exchanges of a version: those with a reason first, then by time."""
    found = (
        version.placements.filter(meeting__kind__in=("individual", "exchange"))
        .select_related("meeting")
        .prefetch_related("meeting__hosts", "meeting__delegations")
    )
    return found.order_by("meeting__exploratory", "starts", "id")


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


def papers_of(version: AgendaVersion, now: dt.datetime | None = None) -> Iterator[Paper]:
    """List the documents of a version; each is made only when it is asked for.

    With ``now``, the report tells what came of the meetings that had begun by then, where anybody said so.
    """
    from jumelage.web.missions.queries.outcomes import with_outcomes  # it reads agendas by the queries of this module

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

    report = with_portraits(report_of(version), version.mission)
    report = with_outcomes(report, version, now) if now is not None else report
    made_at = version.published_at or version.made_at
    tentative = version.state == VersionState.PROVISIONAL
    return papers(programme_of(version), report, rows, made_at, revisions, tentative=tentative)


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
    return _drawn(spots[0], spots[1], language)


@lru_cache(maxsize=128)
def _drawn(origin: Spot, destination: Spot, language: Language) -> SafeString:
    # Made from numbers and escaped names; worth keeping, for the coast is long.
    return mark_safe(map_of(origin, destination, language, width=440, height=300))


def notes_of(programme: Programme | None) -> dict[str, list[Note]]:
    """Sort the programme's notes by kind."""
    sorted_notes: dict[str, list[Note]] = {"todo": [], "assumed": [], "missing": [], "caveat": []}
    for note in programme.notes if programme else ():
        sorted_notes[note.kind].append(note)
    return sorted_notes
