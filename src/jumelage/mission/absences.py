"""People who are away for a part of a mission, known before the agenda is public: what they miss, what loses its hour."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from jumelage.agenda import Agenda, Meeting, Person, Problem
from jumelage.language import Bilingual
from jumelage.mission.changing import covered, relaxed
from jumelage.mission.editing import broken, changed

__all__ = ["AWAY", "Absence", "Attendance", "applied", "away", "back", "carried", "differences", "unplaced"]

AWAY = Bilingual(fr="Quelqu'un est absent à cette heure-là.", en="Somebody is away at that hour.")


@dataclass(frozen=True, slots=True)
class Absence:
    """A person who is away, and what that changes in a problem: all that is needed to take it back.

    Parameters
    ----------
    person
        An id of the problem's people, or of a host that was not counted among them.
    slots
        When they were there before and are not any more.
    missed
        Meetings of the whole delegation, which go on without them.
    promised
        Meetings that were required and are only wished for now, each with what it was worth before.
    received
        Meetings of a host in which only its place stood for it until now: it is counted among their people meanwhile.
    """

    person: str
    slots: tuple[int, ...]
    missed: tuple[str, ...] = ()
    promised: Mapping[str, int] = field(default_factory=dict)
    received: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who attends what by right.

    Parameters
    ----------
    delegation
        The people who travel.
    together
        Meetings of the whole delegation: they go on without one of them where another is left.
    received
        The other meetings that each host receives, by host.
    """

    delegation: tuple[str, ...]
    together: frozenset[str]
    received: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def away(problem: Problem, agenda: Agenda, person: str, slots: Collection[int], attendance: Attendance) -> Absence:
    """Say what it changes that a person is away for some slots.

    Parameters
    ----------
    problem, agenda
        As they stand.
    person, slots
        Who, when; slots without them that were known before are left out.
    attendance
        Who attends what by right.

    Raises
    ------
    KeyError
        Neither the problem nor its hosts have such a person.
    """
    unseen = () if person in _unavailable(problem) else attendance.received.get(person, ())
    asked = _with_host(problem, person, unseen)
    fresh, held = set(slots) - _unavailable(asked)[person], covered(asked, agenda)
    hit = {one.id for one in asked.meetings if _attends(one, person) and fresh.intersection(held.get(one.id, ()))}
    others = set(attendance.delegation) - {person}
    missed = tuple(
        one.id
        for one in asked.meetings
        if one.id in hit & attendance.together and person in attendance.delegation and others.intersection(one.people)
    )
    lost = _with_followers(asked, hit - set(missed))
    promised = {one.id: one.value for one in asked.meetings if one.id in lost and one.required}
    return Absence(person, tuple(sorted(fresh)), missed, promised, unseen)


def back(problem: Problem, agenda: Agenda, person: str, slots: Collection[int], attendance: Attendance) -> Absence:
    """Say which absence ends when a person is there after all; parameters and errors as for :func:`away`.

    One of the delegation then does what all do, as far as nothing planned meanwhile stands against it. What was promised
    before stays only wished for: nobody asked for it again.
    """
    known, held = _unavailable(problem)[person], covered(problem, agenda)
    ends = known & set(slots)
    found = Absence(person, tuple(sorted(ends)))
    for one in problem.meetings if person in attendance.delegation else ():
        meanwhile = set(held.get(one.id, ()))
        absent = one.id in attendance.together and person not in one.people
        if not absent or not meanwhile & ends or meanwhile & (known - ends):
            continue
        joined = replace(found, missed=(*found.missed, one.id))
        if not broken(applied(problem, joined, gone=False), agenda, agenda, was=problem):
            found = joined
    return found


def carried(
    problem: Problem, agenda: Agenda, before: Problem, after: Problem, attendance: Attendance
) -> tuple[Problem, Agenda]:
    """Note in another problem and its agenda the absences that came and went from ``before`` to ``after``.

    The problem itself is returned where there are none.
    """
    for person, gone, ended in differences(before, after):
        if person not in _unavailable(problem) and person not in attendance.received:
            continue
        if gone:
            noted = away(problem, agenda, person, gone, attendance)
            problem = applied(problem, noted, gone=True)
            agenda = unplaced(problem, agenda, noted)
        if ended and person in _unavailable(problem):
            problem = applied(problem, back(problem, agenda, person, ended, attendance), gone=False)
    return problem, agenda


def applied(problem: Problem, absence: Absence, *, gone: bool) -> Problem:
    """Let an absence begin (``gone``) or end, in a problem that may have changed since it was noted."""
    if gone:
        problem = _with_host(problem, absence.person, absence.received)
    if absence.person not in _unavailable(problem):
        return problem

    def asked(meeting: Meeting) -> Meeting:
        if meeting.id in absence.missed:
            others = tuple(one for one in meeting.people if one != absence.person)
            return replace(meeting, people=others if gone and others else (*others, absence.person))
        if meeting.id in absence.promised:
            promised = replace(meeting, required=True, value=absence.promised[meeting.id])
            return relaxed(promised) if gone else promised
        return meeting

    def there(slots: tuple[int, ...]) -> tuple[int, ...]:
        kept = set(slots) | set(absence.slots) if gone else set(slots) - set(absence.slots)
        return tuple(sorted(kept))

    people = tuple(
        replace(one, unavailable=there(one.unavailable)) if one.id == absence.person else one for one in problem.people
    )
    problem = replace(problem, people=people, meetings=tuple(map(asked, problem.meetings)))
    return problem if gone else _without_host(problem, absence)


def unplaced(problem: Problem, agenda: Agenda, absence: Absence) -> Agenda:
    """Take what the person would do meanwhile off the agenda, and what waits for it; ``problem`` has the absence."""
    gone, held = set(absence.slots), covered(problem, agenda)
    own = {
        one.id for one in problem.meetings if _attends(one, absence.person) and gone.intersection(held.get(one.id, ()))
    }
    return changed(problem, agenda, dict.fromkeys(sorted(_with_followers(problem, own))), AWAY)


def differences(before: Problem, after: Problem) -> Iterator[tuple[str, set[int], set[int]]]:
    """Say who is away in ``after`` and was not in ``before``, and the other way round: person, slots gone, slots back."""
    known = _unavailable(before)
    for person, slots in _unavailable(after).items():
        was = known.get(person, set())
        if slots != was:
            yield person, slots - was, was - slots


def _with_host(problem: Problem, host: str, ids: Collection[str]) -> Problem:
    if not ids:
        return problem
    meetings = tuple(
        replace(one, people=(*one.people, host)) if one.id in ids and host not in one.people else one
        for one in problem.meetings
    )
    people = problem.people if host in _unavailable(problem) else (*problem.people, Person(host))
    return replace(problem, people=people, meetings=meetings)


def _without_host(problem: Problem, absence: Absence) -> Problem:
    """Leave a host to its place again, unless it is counted for another reason."""
    if not absence.received or _unavailable(problem)[absence.person]:
        return problem
    meetings = tuple(
        replace(one, people=tuple(p for p in one.people if p != absence.person) or one.people)
        if one.id in absence.received
        else one
        for one in problem.meetings
    )
    needed = any(_attends(one, absence.person) for one in meetings)
    people = tuple(one for one in problem.people if needed or one.id != absence.person)
    return replace(problem, people=people, meetings=meetings)


def _unavailable(problem: Problem) -> dict[str, set[int]]:
    return {one.id: set(one.unavailable) for one in problem.people}


def _attends(meeting: Meeting, person: str) -> bool:
    return person in meeting.people or any(person in group for group in meeting.any_of)


def _with_followers(problem: Problem, ids: Collection[str]) -> set[str]:
    """Add the meetings that wait for one of these."""
    found, size = set(ids), -1
    while len(found) > size:
        size = len(found)
        found |= {one.id for one in problem.meetings if found.intersection(one.after)}
    return found
