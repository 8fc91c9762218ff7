"""The draft as its editors see it: tables by person and by place, what waits beside, and where one meeting may go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jumelage.agenda import exposure
from jumelage.language import Bilingual
from jumelage.mission.editing import Verdict, room_for, verdicts
from jumelage.mission.wording import hour
from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda import timetable
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.timetable import DayTable, Frame

__all__ = [
    "Away", "Done", "Exposed", "Option", "Panel", "Waiting", "absences_of", "done_to", "exposed", "frames_of", "hours_of",
    "log_of", "panel_of", "people_of", "proposals_placed", "tables_of", "waiting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A meeting without a place, and why."""

    code: str
    name: Bilingual
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Away:
    """A person who is not there from one slot until another, with the hours that these are."""

    code: str
    name: Bilingual
    begins: int
    ends: int
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Option:
    """A slot and a site for one meeting, and why not where it cannot be there."""

    slot: int
    site: str
    start: dt.datetime
    place: Bilingual
    ok: bool
    now: bool
    reasons: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One meeting of the draft: where it is, where it may go, why not elsewhere, what would make room."""

    code: str
    name: Bilingual
    kind: str
    now: Option | None
    span: int
    locked: bool
    options: tuple[Option, ...]
    room: tuple[Bilingual, Bilingual] | None
    swaps: tuple[tuple[str, Bilingual], ...]
    consent: str = ""

    @property
    def allowed(self) -> list[tuple[dt.date, list[Option]]]:
        """Places where it may go, by day."""
        return _by_day(one for one in self.options if one.ok and not one.now)

    @property
    def refused(self) -> list[tuple[dt.date, list[Option]]]:
        """Places where it may not, by day; of two sites at one hour the first speaks."""
        return _by_day(one for one in self.options if not one.ok and not one.now)


@dataclass(frozen=True, slots=True)
class Done:
    """A change to the draft: what, to which meetings, by whom, when."""

    what: str
    names: tuple[Bilingual, ...]
    by: str
    at: dt.datetime
    more: int = 0


@dataclass(frozen=True, slots=True)
class Exposed:
    """Who is met much, little or not at all, by name."""

    full: tuple[Bilingual, ...]
    idle: tuple[Bilingual, ...]
    short: tuple[tuple[Bilingual, int], ...]


def _by_day(options: Iterable[Option]) -> list[tuple[dt.date, list[Option]]]:
    return [(date, list(group)) for date, group in groupby(options, lambda one: one.start.date())]


def frames_of(editor: AgendaEditor) -> dict[dt.date, Frame]:
    """Span each day of the problem, slot by slot, whatever stands in it."""
    starts = [dt.datetime.fromisoformat(start) for start in editor.problem.starts]
    minutes = editor.problem.slot_minutes or 0
    return {
        starts[first].date(): Frame(starts[first], last - first, minutes, first)
        for first, last in editor.problem.all_days
        if starts and last > first
    }


def tables_of(editor: AgendaEditor, view: str) -> tuple[DayTable, ...]:
    """Lay the draft out by person or by place."""
    frames = frames_of(editor)
    if view == "place":
        return timetable.place_tables(editor.programme, frames)
    return timetable.day_tables(editor.programme, None, frames)


HAND = ("move", "place", "swap")


def consent_to(editor: AgendaEditor, code: str) -> str:
    """Tell on whose word a meeting is placed: ``agreed`` by both sides, by an officer's ``hand``, ``proposed`` by the search;
    empty for what is not between two firms.
    """
    row = editor.rows.meetings.get(code)
    if row is None or row.kind != "individual":
        return ""
    if code not in editor.proposals:
        return "agreed"
    return "hand" if any(code in edit["codes"] for edit in editor.version.edits if edit["what"] in HAND) else "proposed"


def proposals_placed(editor: AgendaEditor) -> list[tuple[Bilingual, bool]]:
    """Name the placed meetings that both sides have not said yes to, and whether an officer's hand put them there."""
    placed = [one.id for one in editor.agenda.meetings if one.id in editor.proposals]
    return [(editor.names[code], consent_to(editor, code) == "hand") for code in placed]


def waiting(editor: AgendaEditor) -> list[Waiting]:
    """List the meetings without a place, the most wanted first."""
    worth = {meeting.id: meeting.value for meeting in editor.problem.meetings}
    found = [
        Waiting(
            one.id, editor.names[one.id], one.why if isinstance(one.why, Bilingual) else Bilingual(one.why, one.why)
        )
        for one in editor.agenda.dropped
    ]
    return sorted(found, key=lambda one: -worth[one.code])


def panel_of(editor: AgendaEditor, code: str) -> Panel | None:
    """Look at one meeting from every side; None where the draft asks for no such meeting."""
    meeting = next((one for one in editor.problem.meetings if one.id == code), None)
    if meeting is None:
        return None
    found = verdicts(editor.problem, editor.agenda, code, editor.names)
    held = next(((placed.slot, placed.site) for placed in editor.agenda.meetings if placed.id == code), None)
    starts = [dt.datetime.fromisoformat(start) for start in editor.problem.starts]
    options = tuple(
        Option(
            one.slot, one.site, starts[one.slot], editor.names.get(one.site, Bilingual(one.site, one.site)),
            one.ok, (one.slot, one.site) == held, one.reasons,
        )
        for one in found
        if _within_day(editor, one, meeting.duration)
    )  # fmt: skip
    row = editor.rows.meetings.get(code)
    return Panel(
        code=code,
        name=editor.names[code],
        kind=row.kind if row is not None else "individual",
        now=next((one for one in options if one.now), None),
        span=meeting.duration,
        locked=code in editor.version.locked,
        options=options,
        room=_room(editor, found) if held is None else None,
        swaps=tuple(_swaps(editor, code)) if held is not None else (),
        consent=consent_to(editor, code) if held is not None else "",
    )


def _within_day(editor: AgendaEditor, one: Verdict, duration: int) -> bool:
    """Leave out the hours at which the day would end first: nobody would think of them."""
    return any(first <= one.slot and one.slot + duration <= last for first, last in editor.problem.all_days)


def _room(editor: AgendaEditor, found: tuple[Verdict, ...]) -> tuple[Bilingual, Bilingual] | None:
    """Say at which hour only one meeting is in the way, and which."""
    locked = set(editor.version.locked)
    movable = [m.id for m in editor.problem.meetings if m.at is None and m.id not in locked and not m.required]
    one = room_for(found, movable)
    return (hour(editor.problem, one.slot), editor.names[one.blockers[0]]) if one is not None else None


def _swaps(editor: AgendaEditor, code: str) -> Iterator[tuple[str, Bilingual]]:
    """List the meetings that it could swap with: as long, and with the same people or the same host."""
    asked = {meeting.id: meeting for meeting in editor.problem.meetings}
    own = set(asked[code].people)
    for placed in editor.agenda.meetings:
        other = asked[placed.id]
        alike = other.duration == asked[code].duration and other.at is None and own.intersection(other.people)
        if placed.id != code and alike and len(other.people) <= len(own) + 1:
            yield placed.id, editor.names[placed.id]


def people_of(editor: AgendaEditor) -> list[tuple[str, Bilingual]]:
    """Name who takes part in the draft, delegates one by one, then hosts."""
    labels = {person.id: person.label for person in editor.programme.participants}
    ids = dict.fromkeys([*(one.id for one in editor.problem.people), *editor.attendance.received])
    named = [(id, labels.get(id) or editor.names.get(id, Bilingual(id, id))) for id in ids]
    return sorted(named, key=lambda one: (one[0] not in labels, one[1].fr))


def hours_of(editor: AgendaEditor) -> list[tuple[dt.date, list[tuple[int, dt.datetime, dt.datetime]]]]:
    """List the slots of each day, each with its start and its end."""
    slots = [
        (slot, *_span(editor, slot, slot + 1)) for first, last in editor.problem.all_days for slot in range(first, last)
    ]
    return [(date, list(group)) for date, group in groupby(slots, lambda one: one[1].date())]


def absences_of(editor: AgendaEditor, names: Mapping[str, Bilingual]) -> list[Away]:
    """List who is not there and when, in order of time, by the names of :func:`people_of`."""
    found = [
        Away(person.id, names[person.id], first, last, *_span(editor, first, last))
        for person in editor.problem.people
        for first, last in _runs(person.unavailable)
    ]
    return sorted(found, key=lambda one: (one.begins, one.name.fr))


def _runs(slots: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join slots that follow one another."""
    for _, group in groupby(enumerate(sorted(slots)), lambda pair: pair[1] - pair[0]):
        run = [slot for _, slot in group]
        yield run[0], run[-1] + 1


def _span(editor: AgendaEditor, first: int, last: int) -> tuple[dt.datetime, dt.datetime]:
    starts = editor.problem.starts
    length = dt.timedelta(minutes=editor.problem.slot_minutes or 0)
    return dt.datetime.fromisoformat(starts[first]), dt.datetime.fromisoformat(starts[last - 1]) + length


def exposed(editor: AgendaEditor) -> Exposed:
    """Say who has all the meetings allowed, who has none, and who has fewer than meant."""
    found = exposure(editor.problem, editor.agenda)
    short: dict[Bilingual, int] = {}
    for id, missing in found.short.items():
        name = editor.names.get(id, Bilingual(id, id))
        short[name] = max(missing, short.get(name, 0))
    return Exposed(
        tuple(_named(editor, found.full)),
        tuple(_named(editor, found.idle)),
        tuple(short.items()),
    )


def _named(editor: AgendaEditor, ids: Iterable[str]) -> Iterator[Bilingual]:
    yield from dict.fromkeys(editor.names.get(id, Bilingual(id, id)) for id in ids)


MOST_NAMED = 3


def done_to(editor: AgendaEditor, edits: Iterable[dict[str, Any]]) -> list[Done]:
    """Say who did what to a draft."""
    lines = list(edits)
    people = {user.pk: str(user) for user in User.objects.filter(pk__in={line["by"] for line in lines if line["by"]})}
    return [
        Done(
            line["what"],
            tuple(editor.names.get(code, Bilingual(code, code)) for code in line["codes"][:MOST_NAMED]),
            people.get(line["by"], ""),
            dt.datetime.fromisoformat(line["at"]),
            max(0, len(line["codes"]) - MOST_NAMED),
        )
        for line in lines
    ]


def log_of(version: AgendaVersion) -> list[dict[str, Any]]:
    """Return what was done to a draft, latest first."""
    return list(reversed(version.changes.get("log", [])))
