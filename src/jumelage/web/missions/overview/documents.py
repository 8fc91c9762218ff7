"""The documents of a mission: named, described, and made when someone asks for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jumelage import documents
from jumelage.documents.programme import Programme
from jumelage.language import LANGUAGES, Language
from jumelage.web.missions.agenda.queries.publishing import CALENDAR

__all__ = ["PDF", "WORKBOOK", "DocumentFile", "document_files"]


PDF = "application/pdf"


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document: its file name, what it is, for whom, in which language."""

    file: str
    what: str
    language: Language
    content_type: str
    make: Callable[[], bytes]
    organisation: str = ""


def document_files(
    programme: Programme,
    rows: Callable[[Language], list[dict[str, Any]]],
    made_at: dt.datetime,
    revisions: Callable[[], Mapping[str, int]] = dict,
    *,
    tentative: bool = False,
) -> Iterator[DocumentFile]:
    """List the documents of a version; ``rows`` gives the matches of the workbook, ``made_at`` stamps the calendar.

    ``revisions`` counts each meeting's public changes, so that a calendar which holds it moves it; ``tentative`` marks
    what is not final.
    """
    for lang in LANGUAGES:
        yield DocumentFile(f"programme-{lang}.pdf", "programme", lang, PDF, _programme(programme, lang))
        yield DocumentFile(f"mission-{lang}.xlsx", "workbook", lang, WORKBOOK, _workbook(programme, rows, lang))
        yield DocumentFile(
            f"agenda-{lang}.ics", "calendar", lang, CALENDAR, _calendar(programme, lang, made_at, revisions, tentative)
        )
        for organisation in programme.delegations():
            own = documents.focused(programme, organisation.id)
            for what, file, kind, make in (
                ("own_programme", f"programme-{organisation.id}-{lang}.pdf", PDF, _programme(own, lang)),
                (
                    "own_calendar",
                    f"agenda-{organisation.id}-{lang}.ics",
                    CALENDAR,
                    _calendar(own, lang, made_at, revisions, tentative),
                ),
            ):
                yield DocumentFile(file, what, lang, kind, make, organisation.id)


def _programme(programme: Programme, language: Language) -> Callable[[], bytes]:
    return lambda: documents.programme_pdf(programme, language)


def _workbook(
    programme: Programme, rows: Callable[[Language], list[dict[str, Any]]], language: Language
) -> Callable[[], bytes]:
    return lambda: documents.workbook(programme, rows(language), language)


def _calendar(
    programme: Programme,
    language: Language,
    made_at: dt.datetime,
    revisions: Callable[[], Mapping[str, int]],
    tentative: bool,
) -> Callable[[], bytes]:
    unsure = [activity.id for activity in programme.activities] if tentative else ()
    return lambda: documents.calendar(programme, language, stamp=made_at, sequence=revisions(), tentative=unsure)
