"""What is read on the day: one organisation's appointments, with where, who, and what was noted of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jumelage.documents.programme import Activity
from jumelage.serialisation import from_document
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.queries.attendees import read_seats
from jumelage.web.missions.agenda.queries.programmes import current_version, public_version
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.models import CheckIn, Disruption, Outcome
from jumelage.web.missions.day.queries.stops import Call, Day, Stop, Where
from jumelage.web.missions.day.rules import TWO_SIDED, DisruptionKind, MissionClock, Note, Voice, seen
from jumelage.web.missions.matching.models import Meeting
from jumelage.web.missions.people.queries.participants import callable_people

__all__ = [
    "Call",
    "Day",
    "Stop",
    "Where",
    "cancellation_of",
    "day_of",
    "day_version",
    "noted",
    "placed",
    "side_of",
    "standing_cancellations",
    "stop_of",
    "where",
]


def day_version(mission: Mission, *, rehearsal: bool = False) -> AgendaVersion | None:
    """Return the version that the day goes by: the latest public one; in a rehearsal, the latest where none is public."""
    public = public_version(mission)
    return current_version(mission) if public is None and rehearsal else public


def placed(version: AgendaVersion, date: dt.date | None = None) -> list[Placement]:
    """Return where a version puts each meeting, with who takes part, in order of time."""
    found = version.placements.select_related("meeting", "site")
    rows = list(found.filter(starts__startswith=date.isoformat()) if date else found)
    read_seats([row.meeting for row in rows], version.mission_id)
    return rows


def side_of(meeting: Meeting, organisation: int) -> Side | None:
    """Tell on which side of a meeting an organisation is; None when it takes no part."""
    if any(row.pk == organisation for row in meeting.delegations.all()):
        return Side.DELEGATION
    return Side.HOST if any(row.pk == organisation for row in meeting.hosts.all()) else None


def noted(mission: Mission, placements: Iterable[Placement], *, rehearsal: bool) -> dict[tuple[int, int], list[Note]]:
    """Return what was noted, by meeting and organisation; who was there for an hour is not there for another."""
    hours = {row.meeting_id: row.starts for row in placements}
    rows = CheckIn.objects.filter(mission=mission, meeting__in=list(hours), rehearsal=rehearsal)
    notes: dict[tuple[int, int], list[Note]] = {}
    for row in rows.order_by("noted_at", "id"):
        if row.starts and row.starts != hours[row.meeting_id]:
            continue
        voice = Voice.AGENCY
        if row.speaker_id is not None:
            voice = Voice.OWN if row.speaker_id == row.organisation_id else Voice.ACROSS
        key = (row.meeting_id, row.organisation_id)
        notes.setdefault(key, []).append(Note(voice, row.presence, row.noted_at, row.minutes_late))
    return notes


def standing_cancellations(mission: Mission, *, rehearsal: bool) -> dict[int, list[Disruption]]:
    """Return the cancellations that stand, by meeting."""
    rows = Disruption.objects.filter(
        mission=mission, kind=DisruptionKind.CANCELLED, rehearsal=rehearsal, withdrawn_at=None
    ).select_related("organisation", "version")
    found: dict[int, list[Disruption]] = {}
    for row in rows:
        if row.meeting_id is not None:
            found.setdefault(row.meeting_id, []).append(row)
    return found


def cancellation_of(
    mission: Mission, meeting: int, organisation: Organisation, *, rehearsal: bool
) -> Disruption | None:
    """Return an organisation's own cancellation of a meeting, where it stands."""
    rows = standing_cancellations(mission, rehearsal=rehearsal).get(meeting, [])
    own = (row for row in rows if row.organisation_id == organisation.pk)
    found = next(own, None)
    if found is not None:
        found.mission = mission
    return found


def where(placement: Placement) -> Where:
    """Say where a placement is: the mission's site, else the host's own address."""
    site = placement.site
    if site is not None and (site.address or site.latitude is not None):
        known = site.latitude is not None and site.longitude is not None
        position = (site.latitude, site.longitude) if known else None
        return Where(placement.place or site.name, site.address, position, placement.table)  # type: ignore[arg-type]
    hosts = list(placement.meeting.hosts.all())
    home = hosts[0].address if len(hosts) == 1 and site is None else ""
    return Where(placement.place or (site.name if site else placement.place), home, None, placement.table)


def day_of(
    mission: Mission,
    version: AgendaVersion,
    organisation: Organisation,
    moment: MissionClock,
    date: dt.date,
    attendee: str = "",
) -> Day:
    """Return what an organisation does on a day; with ``attendee``, what that person of it does.

    Queries: a constant number, whatever the day holds.
    """
    own = _own_codes(version, attendee)
    rows = [
        row
        for row in placed(version, date)
        if side_of(row.meeting, organisation.pk) is not None and (own is None or row.meeting.code in own)
    ]
    stops = _stops(mission, rows, organisation, moment)
    return Day(date, stops, _drives(version, organisation, attendee, date))


def stop_of(
    mission: Mission, version: AgendaVersion, organisation: Organisation, moment: MissionClock, meeting: int
) -> Stop | None:
    """Return one appointment of an organisation."""
    found = version.placements.filter(meeting=meeting).select_related("meeting", "site")
    rows = list(found.prefetch_related("meeting__delegations", "meeting__hosts"))
    own = [row for row in rows if side_of(row.meeting, organisation.pk) is not None]
    return next(iter(_stops(mission, own, organisation, moment)), None)


def _stops(
    mission: Mission, rows: list[Placement], organisation: Organisation, moment: MissionClock
) -> tuple[Stop, ...]:
    meetings = [row.meeting_id for row in rows]
    notes = noted(mission, rows, rehearsal=moment.rehearsal)
    cancelled = standing_cancellations(mission, rehearsal=moment.rehearsal)
    stated = _outcomes(meetings, organisation, rehearsal=moment.rehearsal)
    calls = _calls(mission, rows, organisation)
    return tuple(
        _stop(row, organisation, moment, notes, cancelled.get(row.meeting_id, []), calls, stated.get(row.meeting_id))
        for row in rows
    )


def _stop(
    row: Placement,
    organisation: Organisation,
    moment: MissionClock,
    notes: dict[tuple[int, int], list[Note]],
    cancelled: list[Disruption],
    calls: dict[int, list[Call]],
    outcome: Outcome | None,
) -> Stop:
    meeting = row.meeting
    side = side_of(meeting, organisation.pk)
    across = tuple((meeting.hosts if side == Side.DELEGATION else meeting.delegations).all())
    two_sided = meeting.kind in TWO_SIDED
    # A group visit goes on when one of many does not come: it is off for the one who said so.
    gone = [one for one in cancelled if two_sided or one.organisation_id == organisation.pk]
    return Stop(
        placement=row,
        side=side,
        others=across,
        where=where(row),
        mine=seen(notes.get((meeting.pk, organisation.pk), [])),
        theirs={other.pk: seen(notes.get((meeting.pk, other.pk), [])) for other in across},
        cancelled_by=tuple(one.organisation for one in gone if one.organisation is not None),
        moment=moment,
        calls=tuple(call for other in across for call in calls.get(other.pk, []))
        if two_sided or side == Side.DELEGATION
        else (),
        outcome=outcome,
    )


def _outcomes(meetings: list[int], organisation: Organisation, *, rehearsal: bool) -> dict[int, Outcome]:
    """Return the last word of an organisation on each meeting: its own only."""
    rows = Outcome.objects.filter(meeting__in=meetings, organisation=organisation, rehearsal=rehearsal)
    return {row.meeting_id: row for row in rows.order_by("said_at", "id")}


def _calls(mission: Mission, rows: list[Placement], organisation: Organisation) -> dict[int, list[Call]]:
    """Return who of the organisations met agreed to be called."""
    met = {other.pk for row in rows for other in (*row.meeting.hosts.all(), *row.meeting.delegations.all())}
    found: dict[int, list[Call]] = {}
    for person in callable_people(mission, met - {organisation.pk}):
        if person.organisation_id is not None:
            found.setdefault(person.organisation_id, []).append(Call(person.name, person.phone))
    return found


def _own_codes(version: AgendaVersion, attendee: str) -> set[str] | None:
    """Return the codes of what a person does; None where the version does not know the person."""
    if not attendee:
        return None
    activities: list[dict[str, Any]] = version.programme.get("activities", [])
    found = {a["id"] for a in activities if attendee in a["participants"]}
    return found or None


def _drives(version: AgendaVersion, organisation: Organisation, attendee: str, date: dt.date) -> tuple[Activity, ...]:
    """Return the drives of a person, or of an organisation's people."""
    people: list[dict[str, Any]] = version.programme.get("participants", [])
    own = {attendee} if attendee else {p["id"] for p in people if p["organisation"] == organisation.code}
    found = [
        a
        for a in version.programme.get("activities", [])
        if a["kind"] == "travel" and a["start"].startswith(date.isoformat()) and own.intersection(a["participants"])
    ]
    return tuple(from_document(Activity, one) for one in found)
