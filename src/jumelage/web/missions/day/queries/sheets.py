"""Printed documents of the day: a participant's own programme, and one sheet of a day by place and hour."""

from __future__ import annotations

import datetime as dt

from jumelage import documents
from jumelage.documents.printed.day_sheet import SheetLine, SheetList, day_sheet_pdf
from jumelage.language import Bilingual, Language
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.programmes import programme_of
from jumelage.web.missions.agenda.queries.publishing import own_programme
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.day.queries.board import board
from jumelage.web.missions.day.rules import MissionClock

__all__ = ["own_programme_pdf", "sheet_of"]

NEEDS_TITLE = Bilingual(fr="Régimes et accessibilité", en="Dietary and accessibility needs")


def own_programme_pdf(version: AgendaVersion, person: Participant, language: Language) -> bytes | None:
    """Make the PDF of a participant's own programme; None where the version has nothing for them."""
    own = own_programme(programme_of(version), person)
    return documents.programme_pdf(own, language) if own is not None and own.activities else None


def sheet_of(
    mission: Mission,
    version: AgendaVersion,
    date: dt.date,
    moment: MissionClock,
    language: Language,
    *,
    for_officers: bool = True,
) -> bytes:
    """Print a day by place and hour, as the board knows it now: what is cancelled is struck out, not left out.

    What people need on the day is printed ``for_officers`` alone.
    """
    day = board(mission, version, moment, date)
    lines = [
        SheetLine(
            start=line.placement.start,
            end=line.placement.end,
            title=line.meeting.title,
            place=line.where.name,
            kind=line.meeting.kind,
            table=line.where.table,
            guests=tuple(seat.organisation.name for seat in line.guests),
            hosts=tuple(seat.organisation.name for seat in line.hosts),
            off=line.off,
        )
        for line in day.lines
    ]
    needs = [
        (
            f"{row}, {row.organisation.name}" if row.organisation else str(row),
            " · ".join(text for text in (row.dietary_needs, row.access_needs) if text),
        )
        for row in day.needs
        if for_officers
    ]
    return day_sheet_pdf(
        mission.title, date, lines, version.number, moment.local, language, [SheetList(NEEDS_TITLE, needs)]
    )
