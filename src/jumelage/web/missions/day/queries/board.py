"""What an officer sees of a day: who is where at each hour, who came, who is late, what is at risk in the next half-hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Q, QuerySet

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import PartState
from jumelage.web.missions.day.models import Disruption
from jumelage.web.missions.day.queries.appointments import noted, placed, standing_cancellations, where
from jumelage.web.missions.day.queries.stops import Where
from jumelage.web.missions.day.rules import (
    HALF_HOUR,
    TWO_SIDED,
    DisruptionState,
    MissionClock,
    Note,
    Seen,
    notable,
    seen,
    short_of_time,
)
from jumelage.web.missions.matching.models import Meeting

__all__ = ["Board", "Line", "Risk", "Seat", "board", "disruptions_of", "open_disruptions"]

GRACE = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation at a meeting, and whether it is there."""

    organisation: Organisation
    host: bool
    state: Seen
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """Somebody who may not be there in time, by how many minutes, and what they come from (None: they said so)."""

    organisation: Organisation
    minutes: int
    before: Meeting | None


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting on the board."""

    placement: Placement
    where: Where
    seats: tuple[Seat, ...]
    cancelled: tuple[Disruption, ...]
    moment: MissionClock
    risks: tuple[Risk, ...] = ()

    @property
    def meeting(self) -> Meeting:
        """Return what it is about."""
        return self.placement.meeting

    @property
    def guests(self) -> list[Seat]:
        """Return those who travel to it."""
        return [seat for seat in self.seats if not seat.host]

    @property
    def hosts(self) -> list[Seat]:
        """Return those who receive."""
        return [seat for seat in self.seats if seat.host]

    @property
    def off(self) -> bool:
        """Tell whether it does not take place."""
        return self.meeting.cancelled_at is not None or bool(self.cancelled and self.meeting.kind in TWO_SIDED)

    @property
    def over(self) -> bool:
        """Tell whether it has ended."""
        return self.placement.end <= self.moment.local

    @property
    def now(self) -> bool:
        """Tell whether it is under way."""
        return self.placement.start <= self.moment.local < self.placement.end

    @property
    def notable(self) -> bool:
        """Tell whether presence may be noted."""
        return not self.off and notable(self.meeting.kind, self.placement.start, self.moment.local)

    @property
    def missing(self) -> list[Seat]:
        """Return those of whom nobody has said anything five minutes after the start of a meeting of two sides."""
        begun = self.now and self.moment.local >= self.placement.start + GRACE
        if not begun or self.off or self.meeting.kind not in TWO_SIDED:
            return []
        return [seat for seat in self.seats if seat.state == Seen.UNKNOWN]

    @property
    def cache_key(self) -> str:
        """Return the cache key of the line: everything that a page shows of it."""
        seats = [(s.organisation.code, s.organisation.name, s.host, s.state, s.minutes) for s in self.seats]
        risks = [(r.organisation.name, r.minutes, r.before.title if r.before else None) for r in self.risks]
        off = [(one.organisation.name if one.organisation else "", one.words) for one in self.cancelled]
        meeting = (self.meeting.pk, self.meeting.kind, self.meeting.title, self.placement.start, self.placement.end)
        flags = (self.off, self.to_watch, self.now, self.notable, bool(self.missing))
        return repr((meeting, self.where, seats, risks, off, flags))

    @property
    def to_watch(self) -> bool:
        """Tell whether somebody should look at it."""
        wrong = any(seat.state in (Seen.LATE, Seen.NO_SHOW, Seen.DISPUTED) for seat in self.seats)
        return bool(self.risks or self.cancelled or wrong or self.missing)


@dataclass(frozen=True, slots=True)
class Board:
    """A day by hour."""

    date: dt.date
    lines: tuple[Line, ...]
    needs: tuple[Participant, ...] = ()

    @property
    def hours(self) -> list[tuple[dt.datetime, list[Line]]]:
        """Return what starts at each hour."""
        return [(start, list(rows)) for start, rows in groupby(self.lines, lambda line: line.placement.start)]

    @property
    def at_risk(self) -> list[Line]:
        """Return the meetings of the next half-hour that somebody may miss."""
        return [line for line in self.lines if line.risks]

    def count(self, state: str) -> int:
        """Count organisations in a state, at the meetings that take place."""
        return sum(seat.state == state for line in self.lines if not line.off for seat in line.seats)

    def chosen(self, show: str, who: str) -> Board:
        """Keep what a filter asks for: ``show`` is all, watch, now, soon or next; ``who`` an organisation's code."""
        kept = [line for line in self.lines if _shown(line, show)]
        kept = [line for line in kept if not who or any(seat.organisation.code == who for seat in line.seats)]
        return replace(self, lines=tuple(kept))


def _shown(line: Line, show: str) -> bool:
    if show == "watch":
        return line.to_watch
    if show == "now":
        return line.now
    if show == "soon":
        return not line.over and line.placement.start < line.moment.local + HALF_HOUR
    return show != "next" or not line.over


def board(mission: Mission, version: AgendaVersion, moment: MissionClock, date: dt.date) -> Board:
    """Lay a day out for an officer, in a constant number of queries."""
    rows = placed(version, date)
    notes = noted(mission, rows, rehearsal=moment.rehearsal)
    cancelled = standing_cancellations(mission, rehearsal=moment.rehearsal)
    lines = [
        Line(row, where(row), _seats(row.meeting, notes), tuple(cancelled.get(row.meeting_id, ())), moment)
        for row in rows
    ]
    sites = {one["id"]: one["site"] for one in version.result.get("meetings", [])}
    way = _Way(version.problem.get("travel", {}), version.problem.get("slot_minutes") or 0, sites)
    own: dict[int, list[Line]] = {}
    for line in lines:
        for seat in line.seats:
            own.setdefault(seat.organisation.pk, []).append(line)
    return Board(date, tuple(replace(line, risks=_risks(line, own, way)) for line in lines), _needs(mission))


def _needs(mission: Mission) -> tuple[Participant, ...]:
    """Return who is of the mission and needs something on the day."""
    rows = mission.participants.filter(state=PartState.ACCEPTED).exclude(dietary_needs="", access_needs="")
    return tuple(rows.select_related("organisation").order_by("organisation__name", "name", "id"))


def _seats(meeting: Meeting, notes: Mapping[tuple[int, int], list[Note]]) -> tuple[Seat, ...]:
    sides = ((meeting.delegations.all(), False), (meeting.hosts.all(), True))
    return tuple(
        Seat(organisation, host, *seen(notes.get((meeting.pk, organisation.pk), [])))
        for organisations, host in sides
        for organisation in organisations
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """How long the way between two meetings takes, in minutes."""

    travel: Mapping[str, Mapping[str, int]]
    slot_minutes: int
    sites: Mapping[str, str]

    def minutes(self, before: Meeting, after: Meeting) -> int:
        a, b = self.sites.get(before.code, ""), self.sites.get(after.code, "")
        if a == b:
            return 0
        slots = self.travel.get(a, {}).get(b)
        return (self.travel.get(b, {}).get(a, 0) if slots is None else slots) * self.slot_minutes


def _risks(line: Line, own: Mapping[int, list[Line]], way: _Way) -> tuple[Risk, ...]:
    """Say who may be late at a meeting of the next half-hour: as they say, or as their last meeting and the way make it."""
    start, now = line.placement.start, line.moment.local
    if line.off or not now <= start <= now + HALF_HOUR:
        return ()
    found = []
    for seat in line.seats:
        if seat.state in (Seen.ARRIVED, Seen.NO_SHOW):
            continue
        before = _before(line, own[seat.organisation.pk])
        if seat.state == Seen.LATE:
            found.append(Risk(seat.organisation, seat.minutes, None))
        elif before is not None and (late := _lateness(before)):
            lacking = short_of_time(before.placement.end, late, way.minutes(before.meeting, line.meeting), start)
            found += [Risk(seat.organisation, lacking, before.meeting)] if lacking else []
    return tuple(found)


def _before(line: Line, own: list[Line]) -> Line | None:
    """Return what an organisation does just before, among its own meetings."""
    earlier = [other for other in own if other.placement.end <= line.placement.start and not other.off]
    return max(earlier, key=lambda other: other.placement.end, default=None)


def _lateness(line: Line) -> int:
    """Return by how many minutes a meeting runs late: as much as the latest of those who come."""
    if line.meeting.kind not in TWO_SIDED:
        return 0
    return max((seat.minutes for seat in line.seats if seat.state == Seen.LATE), default=0)


def disruptions_of(mission: Mission, *, rehearsal: bool) -> QuerySet[Disruption]:
    """Return everything that changed the mission, latest first."""
    rows = Disruption.objects.filter(mission=mission, rehearsal=rehearsal).select_related(
        "meeting", "organisation", "delegate__organisation", "site", "instead", "version", "noted_by"
    )
    return rows.prefetch_related("meeting__delegations", "meeting__hosts")


def open_disruptions(mission: Mission, *, rehearsal: bool) -> list[Disruption]:
    """Return what waits for an agenda that answers to it, oldest first."""
    standing = disruptions_of(mission, rehearsal=rehearsal).filter(withdrawn_at=None)
    unanswered = standing.filter(Q(version=None) | Q(version__published_at=None)).order_by("noted_at", "id")
    return [row for row in unanswered if row.state in (DisruptionState.OPEN, DisruptionState.PROPOSED)]
