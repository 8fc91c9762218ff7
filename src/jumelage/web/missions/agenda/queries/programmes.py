"""What is read of an agenda’s versions: the current one, the public one, the programme in them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from jumelage.documents.programme import Programme
from jumelage.documents.report import Report
from jumelage.language import NO_TEXT
from jumelage.serialisation import from_document
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.rules import PUBLIC
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.rules import RequestState

__all__ = [
    "contents_of",
    "current_version",
    "programme_of",
    "proposals_in",
    "public_version",
    "report_of",
    "visits",
    "with_proposals",
    "without_reasons",
]


HEAVY = ("problem", "result", "check_report", "programme", "report", "edits", "undone")
"""Columns of a version that are read only by those who need them."""


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


def proposals_in(mission: Mission) -> frozenset[str]:
    """Return the codes of the individual meetings that both sides have not said yes to: proposals, wherever they are shown."""
    rows = mission.meetings.filter(kind="individual").exclude(request__state=RequestState.ACCEPTED)
    return frozenset(rows.values_list("code", flat=True))


def with_proposals(programme: Programme, codes: Collection[str]) -> Programme:
    """Mark what is only proposed."""
    marked = tuple(dataclasses.replace(one, proposed=one.id in codes) for one in programme.activities)
    return dataclasses.replace(programme, activities=marked)


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
    """Return the digest of what a page shows of a version: any change, an erasure too, gives another one."""
    text = _text_of(version) or json.dumps(version.programme)
    return blake2b(f"{text} {version.locked}".encode(), digest_size=16).hexdigest()


def report_of(version: AgendaVersion) -> Report:
    """Read a version's report back."""
    return from_document(Report, version.report)


def visits(version: AgendaVersion) -> QuerySet[Placement]:
    """Return the individual visits and exchanges of a version: those with a reason first, then by time."""
    found = (
        version.placements.filter(meeting__kind__in=("individual", "exchange"))
        .select_related("meeting")
        .prefetch_related("meeting__hosts", "meeting__delegations")
    )
    return found.order_by("meeting__exploratory", "starts", "id")
