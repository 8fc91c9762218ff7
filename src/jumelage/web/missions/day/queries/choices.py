"""What an officer chooses from when something changes: meetings to come, people, hosts, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jumelage.language import Bilingual, Language, say_clock
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.day.queries.board import Board, Line
from jumelage.web.missions.day.rules import TWO_SIDED
from jumelage.web.missions.matching.models import Meeting

__all__ = ["Choice", "Seated", "choices_of", "meeting_of", "organisation_of"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list: what it is called, the row behind it, the column that it goes to."""

    label: str
    row: Any
    column: str = ""


@dataclass(frozen=True, slots=True)
class Seated:
    """An organisation at a meeting, with the start that the page shows."""

    meeting: Meeting
    organisation: Organisation
    starts: str


def choices_of(mission: Mission, board: Board, language: Language) -> dict[str, Mapping[str, Choice]]:
    """Return the lists of the page of changes, for the meetings of a board that are not over."""
    to_come = [line for line in board.lines if not line.over and not line.off]
    people, organisations = {}, {}
    for delegate in mission.delegates.select_related("organisation"):
        people[f"d{delegate.pk}"] = Choice(delegate.label.say(language), delegate, "delegate")
        organisations[f"o{delegate.organisation_id}"] = delegate.organisation
    several = {key: row for key, row in organisations.items() if _many(people, row)}
    people |= {key: Choice(_whole(row.name).say(language), row, "organisation") for key, row in several.items()}
    hosts = {seat.organisation.pk: seat.organisation for line in board.lines for seat in line.hosts}
    ordered = sorted(hosts.values(), key=lambda row: row.name)
    return {
        "seats": _seats(to_come, language),
        "people": people,
        "hosts": {str(row.pk): Choice(row.name, row, "organisation") for row in ordered},
        "sites": {str(site.pk): Choice(site.name.say(language), site) for site in mission.sites.order_by("name_fr")},
        "meetings": {
            str(line.meeting.pk): Choice(_named(line, language), line.meeting)
            for line in to_come
            if line.meeting.kind in (*TWO_SIDED, "group")
        },
    }


def _many(people: Mapping[str, Choice], organisation: Organisation) -> bool:
    return sum(choice.row.organisation_id == organisation.pk for choice in people.values()) > 1


def _whole(name: str) -> Bilingual:
    return Bilingual(fr=f"{name}, tout le monde", en=f"{name}, everybody")


def _seats(lines: list[Line], language: Language) -> dict[str, Choice]:
    return {
        f"{line.meeting.pk}-{seat.organisation.pk}": Choice(
            f"{seat.organisation.name}: {_named(line, language)}"
            if language == "en"
            else f"{seat.organisation.name}\u00a0: {_named(line, language)}",
            Seated(line.meeting, seat.organisation, line.placement.starts),
        )
        for line in lines
        if line.meeting.kind in TWO_SIDED and line.placement.start > line.moment.local
        for seat in line.seats
    }


def _named(line: Line, language: Language) -> str:
    who = ", ".join(seat.organisation.name for seat in line.guests) if line.meeting.kind in TWO_SIDED else ""
    title = line.meeting.title.say(language)
    return f"{say_clock(line.placement.start, language)}, {' → '.join(part for part in (who, title) if part)}"


def organisation_of(mission: Mission, code: str) -> Organisation | None:
    """Return an organisation of the mission's agency by its code; a merged record leads to the one that was kept."""
    found = Organisation.objects.filter(agency=mission.agency, code=code).select_related("merged_into", "town").first()
    return found.merged_into or found if found is not None else None


def meeting_of(mission: Mission, pk: int) -> Meeting | None:
    """Return a meeting of the mission."""
    return mission.meetings.prefetch_related("delegations", "hosts").filter(pk=pk).first()
