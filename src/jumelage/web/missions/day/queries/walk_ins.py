"""Somebody arrives who is on no list: whom they could meet today, and when, without moving anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jumelage.agenda import Agenda, Problem
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual
from jumelage.matching import Match, Profile, match
from jumelage.mission.changing import Wanted, with_meetings, without_meetings
from jumelage.mission.editing import verdicts
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries import profile_of
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.queries.appointments import placed
from jumelage.web.missions.day.rules import TWO_SIDED, MissionClock, first_slot_from
from jumelage.web.missions.matching.queries.learning import agency_lesson
from jumelage.web.missions.matching.queries.matches import kept_apart

__all__ = ["Entry", "Free", "Opening", "free_places", "known_organisation", "openings", "with_walk_in"]

WALK_IN = "walk-in"
SLOTS_SHOWN = 3
MOST_SHOWN = 10
WORTH = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """Who arrives, in three fields: the firm, what it offers or looks for in a line, how to reach it."""

    name: str
    line: str
    contact: str
    side: Side
    seeks: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """A place in the day that is free for both."""

    slot: int
    site: str
    start: dt.datetime
    end: dt.datetime
    place: Bilingual


@dataclass(frozen=True, slots=True)
class Opening:
    """An organisation that the newcomer could meet: why, if there is a reason, and when."""

    organisation: Organisation
    match: Match | None
    free: tuple[Free, ...]


def known_organisation(mission: Mission, name: str) -> Organisation | None:
    """Return the organisation of the directory that has this very name."""
    rows = Organisation.objects.filter(agency=mission.agency, name__iexact=name.strip(), merged_into=None)
    return rows.select_related("town").prefetch_related("offers", "needs").order_by("pk").first()


def openings(
    mission: Mission, version: AgendaVersion, entry: Entry, moment: MissionClock, date: dt.date
) -> list[Opening]:
    """Return whom somebody could meet on a day: those with a reason first, then those who are simply free."""
    editor, rows = AgendaEditor.of(version), placed(version, date)
    across = _across(rows, entry.side)
    matches = _matches(mission, entry, across.values())
    ordered = sorted(across.values(), key=lambda row: (-(_score(matches.get(row.code))), row.name))
    found = []
    for organisation in ordered:
        problem = with_walk_in(editor, (WALK_IN,), organisation, entry.side)
        free = free_places(editor, problem, WALK_IN, organisation, rows, moment, date)
        if free:
            found.append(Opening(organisation, matches.get(organisation.code), free[:SLOTS_SHOWN]))
        if len(found) == MOST_SHOWN:
            break
    return found


def _across(rows: Iterable[Placement], side: Side) -> dict[int, Organisation]:
    """Return those of the other side who meet somebody that day."""
    meetings = [row.meeting for row in rows if row.meeting.kind in TWO_SIDED]
    other = [(one.hosts if side == Side.DELEGATION else one.delegations).all() for one in meetings]
    return {row.pk: row for organisations in other for row in organisations}


def _score(found: Match | None) -> float:
    return found.score if found is not None and found.reasons else 0.0


def _matches(mission: Mission, entry: Entry, across: Iterable[Organisation]) -> dict[str, Match]:
    """Match a profile of one line with those it could meet; no line, no reason."""
    known = known_organisation(mission, entry.name)
    if not entry.line.strip() and known is None:
        return {}
    town = mission.origin.name if entry.side == Side.DELEGATION else mission.destination.name
    line = (Bilingual(entry.line, entry.line),) if entry.line.strip() else ()
    offers, needs = ((), line) if entry.seeks else (line, ())
    own = Profile(id=WALK_IN, name=entry.name, town=town, kind="company", offers=offers, needs=needs)
    if known is not None and not line:
        own = replace(profile_of(known), id=WALK_IN, town=town)
    keys = [row.pk for row in across]
    others = Organisation.objects.filter(pk__in=keys).select_related("town").prefetch_related("offers", "needs")
    far = mission.destination.name if entry.side == Side.DELEGATION else mission.origin.name
    profiles = [own, *(replace(profile_of(row), town=far) for row in others)]
    try:
        found = match(
            profiles,
            from_town=mission.origin.name,
            to_town=mission.destination.name,
            top=len(profiles),
            exclude=_apart(mission, known),
            weights=agency_lesson(mission.agency).weights,
        )
    except (NoResultError, InputError):
        return {}
    best: dict[str, Match] = {}
    for one in sorted(found, key=lambda pair: -pair.score):
        other = one.b if one.a == WALK_IN else one.a
        if WALK_IN in (one.a, one.b) and one.reasons:
            best.setdefault(other, one)
    return best


def _apart(mission: Mission, known: Organisation | None) -> list[tuple[str, str]]:
    """Return the pairs that a decision keeps apart, said of the newcomer where it is known."""
    own = known.code if known is not None else ""
    return [
        (WALK_IN if a == own else a, WALK_IN if b == own else b)
        for a, b in kept_apart(mission)
        if own and own in (a, b)
    ]


def with_walk_in(
    editor: AgendaEditor, people: tuple[str, ...], other: Organisation, side: Side, id: str = WALK_IN
) -> Problem:
    """Add one meeting of a newcomer to a version's problem: at the host's own place; a newcomer receives at a common one."""
    visits = {code for code, row in editor.rows.meetings.items() if row.kind == "individual"}
    off = {code for code, row in editor.rows.meetings.items() if row.cancelled_at is not None}
    standing = without_meetings(editor.problem, off)  # what was called off frees its hour
    if side == Side.DELEGATION:
        return with_meetings(standing, [Wanted(id, people, other.code, WORTH)], visits)
    guests = tuple(row.code for row in editor.rows.delegates if row.organisation_id == other.pk)
    problem = with_meetings(standing, [Wanted(id, guests, people[0], WORTH)], visits)
    common = tuple(site.id for site in problem.sites if site.id in editor.rows.sites)
    return replace(
        problem,
        meetings=tuple(replace(m, sites=common) if m.id == id and common else m for m in problem.meetings),
    )


def free_places(
    editor: AgendaEditor,
    problem: Problem,
    id: str,
    other: Organisation,
    rows: Iterable[Placement],
    moment: MissionClock,
    date: dt.date,
) -> tuple[Free, ...]:
    """Return where a new meeting may be on a day: judged by the independent check, and free in the other's own day."""
    asked = {meeting.id for meeting in problem.meetings}
    agenda = Agenda(status="feasible", meetings=tuple(one for one in editor.agenda.meetings if one.id in asked))
    starts = [dt.datetime.fromisoformat(start) for start in problem.starts]
    length = next(m.duration for m in problem.meetings if m.id == id) * (problem.slot_minutes or 0)
    busy = [(row.start, row.end) for row in rows if _takes_part(row, other)]
    first = first_slot_from(starts, moment.local)
    found = []
    for verdict in verdicts(problem, agenda, id, _names(editor)):
        start = starts[verdict.slot]
        end = start + dt.timedelta(minutes=length)
        clash = any(begin < end and start < until for begin, until in busy)
        if verdict.ok and verdict.slot >= first and start.date() == date and not clash:
            name = editor.names.get(verdict.site) or Bilingual(f"Chez {other.name}", f"At {other.name}")
            found.append(Free(verdict.slot, verdict.site, start, end, name))
    return tuple(sorted(found, key=lambda one: one.slot))


def _takes_part(row: Placement, other: Organisation) -> bool:
    meeting = row.meeting
    return meeting.cancelled_at is None and any(
        one.pk == other.pk for one in (*meeting.hosts.all(), *meeting.delegations.all())
    )


def _names(editor: AgendaEditor) -> Mapping[str, Bilingual]:
    return editor.names
