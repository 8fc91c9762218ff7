"""A problem that changes after it was planned: meetings that both sides want, people away, places closed, lateness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site
from jumelage.mission.problem import host_site

__all__ = [
    "WORTH_MUCH",
    "Changes",
    "Wanted",
    "covered",
    "pinned",
    "relaxed",
    "to_repair",
    "with_delegates",
    "with_meetings",
    "without_meetings",
]

WORTH_MUCH = 5000
"""A meeting that must take place, once the day has made it impossible to promise."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting that both sides said yes to: who travels to it, who receives, and what it is worth.

    ``beside`` names the other meetings that the host receives: where they are, this one is.
    """

    id: str
    delegates: tuple[str, ...]
    host: str
    value: int
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What the day changed.

    Parameters
    ----------
    absent
        Slots without a person, by person.
    cancelled
        Meetings that do not take place.
    closed
        Sites that receive nobody any more, each with the site that takes its meetings (empty: none).
    tables
        How many tables a site has now.
    late
        The slot at which a late meeting starts.
    now
        The first slot that is still to come: what started before stays where it is.
    """

    absent: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cancelled: tuple[str, ...] = ()
    closed: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, int] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    now: int = 0


def with_meetings(problem: Problem, wanted: Iterable[Wanted], visits: Collection[str]) -> Problem:
    """Add the meetings that both sides want; those that the problem has take their new value.

    A visit lasts as long as the individual ``visits`` of the problem, and takes place where its host receives.
    """
    for one in wanted:
        known = next((meeting for meeting in problem.meetings if meeting.id == one.id), None)
        if known is not None:
            problem = _replaced(problem, replace(known, value=one.value))
        elif one.delegates:
            problem = _with_meeting(problem, one, visits)
    return problem


def _with_meeting(problem: Problem, one: Wanted, visits: Collection[str]) -> Problem:
    lengths = Counter(meeting.duration for meeting in problem.meetings if meeting.id in visits)
    duration = lengths.most_common(1)[0][0] if lengths else 1
    # A host that was not counted among the people is from now on: it cannot be at two meetings at once.
    received = [
        meeting
        if one.host in meeting.people or meeting.id not in one.beside
        else replace(meeting, people=(*meeting.people, one.host))
        for meeting in problem.meetings
    ]
    problem = replace(problem, meetings=tuple(received))
    own = sorted((m for m in received if m.sites and one.host in m.people), key=lambda m: m.id not in visits)
    sites = own[0].sites if own else None
    if sites is None:
        problem, sites = _with_site(problem, host_site(one.host)), (host_site(one.host),)
    people = (*one.delegates, one.host)
    problem = _with_people(problem, people)
    meeting = Meeting(one.id, people, duration=duration, sites=sites, required=False, value=one.value)
    return replace(problem, meetings=(*problem.meetings, meeting))


def _with_site(problem: Problem, id: str) -> Problem:
    """Add a host's own place: one meeting at a time, as far from the others as most places are from one another."""
    if any(site.id == id for site in problem.sites):
        return problem
    ways = Counter(slots for row in problem.travel.values() for slots in row.values())
    usual = ways.most_common(1)[0][0] if ways else 0
    travel = {origin: dict(row) for origin, row in problem.travel.items()}
    if usual:
        travel[id] = {site.id: usual for site in problem.sites}
    return replace(problem, sites=(*problem.sites, Site(id, 1)), travel=travel)


def _with_people(problem: Problem, people: Iterable[str]) -> Problem:
    known = {person.id for person in problem.people}
    fresh = tuple(Person(id) for id in people if id not in known)
    return replace(problem, people=(*problem.people, *fresh))


def without_meetings(problem: Problem, ids: Collection[str]) -> Problem:
    """Take meetings out; what waited for them waits no more, and who has nothing else must have less."""
    gone = [meeting for meeting in problem.meetings if meeting.id in ids]
    fewer = Counter(person for meeting in gone if meeting.required for person in meeting.people)
    return replace(
        problem,
        meetings=tuple(
            replace(meeting, after=tuple(before for before in meeting.after if before not in ids))
            for meeting in problem.meetings
            if meeting.id not in ids
        ),
        people=tuple(
            replace(person, min_meetings=max(0, person.min_meetings - fewer[person.id])) if fewer[person.id] else person
            for person in problem.people
        ),
    )


def with_delegates(
    problem: Problem, before: Collection[str], now: Collection[str], together: Collection[str]
) -> Problem:
    """Bring in who joined the delegation, and take out who left it.

    Who joins is at what the whole delegation does (``together``); a meeting that loses its last delegate is taken out.
    """
    left, joined = [p for p in before if p not in now], [p for p in now if p not in before]
    if not left and not joined:
        return problem
    meetings, empty = [], []
    # One who is away for a part of the mission misses what all do then: who joins does not.
    always = {person.id for person in problem.people if person.id in before and not person.unavailable} - set(left)
    for meeting in problem.meetings:
        people = tuple(person for person in meeting.people if person not in left)
        if not set(people).intersection(now) and set(meeting.people).intersection(left):
            empty.append(meeting.id)
        elif meeting.id in together and always <= set(people) and set(people) & (set(before) - set(left)):
            people = (*people, *joined)
        meetings.append(replace(meeting, people=people))
    problem = _with_people(without_meetings(replace(problem, meetings=tuple(meetings)), empty), joined)
    return replace(problem, people=tuple(person for person in problem.people if person.id not in left))


def covered(problem: Problem, agenda: Agenda) -> dict[str, range]:
    """Return the slots of each meeting that is asked for and has a place, in the order of the agenda."""
    lengths = {meeting.id: meeting.duration for meeting in problem.meetings}
    return {one.id: range(one.slot, one.slot + lengths[one.id]) for one in agenda.meetings if one.id in lengths}


def relaxed(meeting: Meeting) -> Meeting:
    """Promise a meeting no more, but wish for it above all: better an agenda without it than none."""
    return replace(meeting, required=False, value=max(meeting.value, WORTH_MUCH))


def pinned(problem: Problem, agenda: Agenda, ids: Collection[str]) -> Problem:
    """Fix meetings where an agenda has them: a copy to solve, in which they are placed and stay."""
    placed = {placement.id: placement for placement in agenda.meetings if placement.id in ids}
    return replace(
        problem,
        meetings=tuple(
            _pinned(meeting, placed[meeting.id]) if meeting.id in placed else meeting for meeting in problem.meetings
        ),
    )


def _pinned(meeting: Meeting, placement: Placement) -> Meeting:
    return replace(meeting, at=placement.slot, sites=(placement.site,), required=True)


def to_repair(problem: Problem, agenda: Agenda, changes: Changes, together: Collection[str]) -> tuple[Problem, Problem]:
    """Apply what the day changed: the problem as it is now, and the copy to solve, in which the past is fixed.

    Parameters
    ----------
    problem, agenda
        As published.
    changes
        What is new.
    together
        Meetings of the whole delegation: one who is away misses them, they are not moved for that.
    """
    asked = without_meetings(problem, changes.cancelled)
    asked = _with_sites(asked, changes, {placed.id for placed in agenda.meetings if placed.slot < changes.now})
    hit = _touched(asked, agenda, changes)
    for person, slots in changes.absent.items():
        asked = _without_person(asked, agenda, person, [slot for slot in slots if slot >= changes.now], together)
    # What must take place is promised no more where the day touched it.
    asked = replace(asked, meetings=tuple(relaxed(m) if m.id in hit and m.required else m for m in asked.meetings))
    return asked, _from_now_on(asked, agenda, changes)


def _with_sites(problem: Problem, changes: Changes, past: Collection[str]) -> Problem:
    meetings = []
    for meeting in problem.meetings:
        if meeting.id in past:  # it took place where it was
            meetings.append(meeting)
            continue
        sites = meeting.sites if meeting.sites is not None else tuple(site.id for site in problem.sites)
        kept = [site for site in sites if site not in changes.closed]
        kept += [instead for site in sites if (instead := changes.closed.get(site)) and instead not in kept]
        if tuple(kept) == sites:
            meetings.append(meeting)
        elif kept:
            meetings.append(replace(meeting, sites=tuple(kept)))
        # else: nowhere left to meet, so nobody asks for it any more
    places = tuple(replace(site, tables=changes.tables.get(site.id, site.tables)) for site in problem.sites)
    gone = {meeting.id for meeting in problem.meetings} - {meeting.id for meeting in meetings}
    return without_meetings(replace(problem, meetings=_with_gone(problem, meetings), sites=places), gone)


def _with_gone(problem: Problem, kept: Iterable[Meeting]) -> tuple[Meeting, ...]:
    changed = {meeting.id: meeting for meeting in kept}
    return tuple(changed.get(meeting.id, meeting) for meeting in problem.meetings)


def _touched(problem: Problem, agenda: Agenda, changes: Changes) -> set[str]:
    """List the meetings that cannot be where they are."""
    placed, slots = {placement.id: placement for placement in agenda.meetings}, covered(problem, agenda)
    hit = set(changes.late)
    for meeting in problem.meetings:
        at = placed.get(meeting.id)
        if at is None:
            continue
        away = any(set(slots[meeting.id]).intersection(changes.absent.get(person, ())) for person in meeting.people)
        elsewhere = meeting.sites is not None and at.site not in meeting.sites
        if away or elsewhere or at.site in changes.tables:
            hit.add(meeting.id)
    return hit


def _without_person(
    problem: Problem, agenda: Agenda, person: str, slots: Collection[int], together: Collection[str]
) -> Problem:
    """Mark a person away, and let the person miss what everybody does meanwhile."""
    held = covered(problem, agenda)
    meetings = []
    for meeting in problem.meetings:
        meanwhile = any(slot in slots for slot in held.get(meeting.id, ()))
        misses = meeting.id in together and len(meeting.people) > 1 and meanwhile
        kept = tuple(one for one in meeting.people if one != person) if misses else meeting.people
        meetings.append(replace(meeting, people=kept))
    people = tuple(
        replace(one, unavailable=tuple(sorted({*one.unavailable, *slots}))) if one.id == person else one
        for one in problem.people
    )
    return replace(problem, meetings=tuple(meetings), people=people)


def _from_now_on(problem: Problem, agenda: Agenda, changes: Changes) -> Problem:
    """Fix what began before now, keep everything else from starting before, put late meetings at their hour."""
    past = {p.id for p in agenda.meetings if p.slot < changes.now and p.id not in changes.late}
    asked = {meeting.id: meeting for meeting in problem.meetings}
    copy = pinned(problem, agenda, past & set(asked))
    busy: dict[str, set[int]] = {}
    for id, slots in covered(problem, agenda).items():
        for person in asked[id].people if id in past else ():
            busy.setdefault(person, set()).update(slots)
    gone = set(range(changes.now))
    people = tuple(
        replace(person, unavailable=tuple(sorted({*person.unavailable, *(gone - busy.get(person.id, set()))})))
        for person in copy.people
    )
    meetings = tuple(
        replace(meeting, at=changes.late[meeting.id]) if meeting.id in changes.late else meeting
        for meeting in copy.meetings
    )
    return replace(copy, people=people, meetings=meetings)


def _replaced(problem: Problem, meeting: Meeting) -> Problem:
    return replace(problem, meetings=tuple(meeting if one.id == meeting.id else one for one in problem.meetings))
