"""People who are away for a part of a mission, known before the agenda is public: what they miss, what loses its hour."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jumelage.agenda import Agenda, Meeting, Person, Problem
from jumelage.language import Bilingual
from jumelage.mission.changing import WORTH_MUCH
from jumelage.mission.editing import changed

__all__ = ["AWAY", "Absence", "applied", "away", "back", "unplaced", "with_host"]

AWAY = Bilingual(fr="Quelqu'un est absent à cette heure-là.", en="Somebody is away at that hour.")


@dataclass(frozen=True, slots=True)
class Absence:
    """A person who is away, and what that changes in a problem: all that is needed to take it back.

    Parameters
    ----------
    person
        An id of the problem's people.
    slots
        When they were there before and are not any more.
    missed
        Meetings of the whole delegation, which go on without them.
    promised
        Meetings that were required and are only wished for now, each with what it was worth before.
    """

    person: str
    slots: tuple[int, ...]
    missed: tuple[str, ...] = ()
    promised: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Absence:
        """Read what :meth:`to_document` wrote."""
        return cls(document["person"], tuple(document["slots"]), tuple(document["missed"]), dict(document["promised"]))

    def to_document(self) -> dict[str, Any]:
        """Write it as JSON can hold it."""
        slots, missed = list(self.slots), list(self.missed)
        return {"person": self.person, "slots": slots, "missed": missed, "promised": dict(self.promised)}


def with_host(problem: Problem, host: str, ids: Collection[str]) -> Problem:
    """Count a host among the people of the meetings that it receives, where only its place stood for it until now."""
    if not ids or host in {one.id for one in problem.people}:
        return problem
    meetings = tuple(
        replace(one, people=(*one.people, host)) if one.id in ids and host not in one.people else one
        for one in problem.meetings
    )
    return replace(problem, people=(*problem.people, Person(host)), meetings=meetings)


def away(problem: Problem, agenda: Agenda, person: str, slots: Collection[int], together: Collection[str]) -> Absence:
    """Say what it changes that a person is away for some slots.

    Parameters
    ----------
    problem, agenda
        As they stand.
    person, slots
        Who, when; slots without them that were known before are left out.
    together
        Meetings of the whole delegation: they go on without one who is away, where anybody else is left.

    Raises
    ------
    KeyError
        The problem has no such person.
    """
    known = _unavailable(problem)[person]
    fresh = set(slots) - known
    covered = _covered(problem, agenda)
    hit = [one for one in problem.meetings if _attends(one, person) and fresh & covered.get(one.id, set())]
    missed = [one.id for one in hit if one.id in together and person in one.people and len(one.people) > 1]
    promised = {one.id: one.value for one in hit if one.required and one.id not in missed}
    return Absence(person, tuple(sorted(fresh)), tuple(missed), promised)


def back(
    problem: Problem,
    agenda: Agenda,
    person: str,
    slots: Collection[int],
    together: Collection[str],
    delegation: Collection[str],
) -> Absence:
    """Say which absence ends when a person is there after all: one of the ``delegation`` then does what all do.

    What was promised before stays only wished for: nobody asked for it again.

    Raises
    ------
    KeyError
        The problem has no such person.
    """
    known = _unavailable(problem)[person]
    ends = known & set(slots)
    covered = _covered(problem, agenda)

    def joins(meeting: Meeting) -> bool:
        held = covered.get(meeting.id, set())
        return bool(held & ends) and not held & (known - ends) and person not in meeting.people

    joined = [one.id for one in problem.meetings if person in delegation and one.id in together and joins(one)]
    return Absence(person, tuple(sorted(ends)), tuple(joined))


def applied(problem: Problem, absence: Absence, *, gone: bool) -> Problem:
    """Let an absence begin (``gone``) or end, in a problem that may have changed since it was noted."""
    if absence.person not in {one.id for one in problem.people}:
        return problem

    def asked(meeting: Meeting) -> Meeting:
        if meeting.id in absence.missed:
            others = tuple(one for one in meeting.people if one != absence.person)
            return replace(meeting, people=others if gone and others else (*others, absence.person))
        if meeting.id in absence.promised:
            worth = absence.promised[meeting.id]
            return replace(meeting, required=not gone, value=max(worth, WORTH_MUCH) if gone else worth)
        return meeting

    def there(slots: tuple[int, ...]) -> tuple[int, ...]:
        kept = set(slots) | set(absence.slots) if gone else set(slots) - set(absence.slots)
        return tuple(sorted(kept))

    people = tuple(
        replace(one, unavailable=there(one.unavailable)) if one.id == absence.person else one for one in problem.people
    )
    return replace(problem, people=people, meetings=tuple(map(asked, problem.meetings)))


def unplaced(problem: Problem, agenda: Agenda, absence: Absence) -> Agenda:
    """Take what the person would do meanwhile off the agenda; ``problem`` is the one with the absence."""
    gone, covered = set(absence.slots), _covered(problem, agenda)
    lost = [one.id for one in problem.meetings if _attends(one, absence.person) and gone & covered.get(one.id, set())]
    return changed(problem, agenda, dict.fromkeys(lost), AWAY)


def _unavailable(problem: Problem) -> dict[str, set[int]]:
    return {one.id: set(one.unavailable) for one in problem.people}


def _attends(meeting: Meeting, person: str) -> bool:
    return person in meeting.people or any(person in group for group in meeting.any_of)


def _covered(problem: Problem, agenda: Agenda) -> dict[str, set[int]]:
    lengths = {meeting.id: meeting.duration for meeting in problem.meetings}
    return {one.id: set(range(one.slot, one.slot + lengths[one.id])) for one in agenda.meetings}
