"""Who is met much, little or not at all: what an organiser reads before publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.result import Agenda

__all__ = ["Exposure", "exposure"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How meetings spread over people.

    Parameters
    ----------
    meetings
        Meetings of each person.
    full
        People at their ``max_meetings``: more requests for them cannot be met.
    idle
        People with requests and no meeting at all.
    short
        People below their ``min_meetings``, and by how many.
    """

    meetings: Mapping[str, int]
    full: tuple[str, ...]
    idle: tuple[str, ...]
    short: Mapping[str, int]


def exposure(problem: Problem, agenda: Agenda) -> Exposure:
    """Count the meetings of each person in an agenda."""
    asked = {meeting.id: meeting for meeting in problem.meetings}
    wanted = {p for m in problem.meetings for p in (*m.people, *(q for group in m.any_of for q in group))}
    met: Counter[str] = Counter()
    for placement in agenda.meetings:
        met.update(placement.people or asked[placement.id].people)
    return Exposure(
        meetings={person.id: met[person.id] for person in problem.people},
        full=tuple(p.id for p in problem.people if p.max_meetings is not None and met[p.id] >= p.max_meetings > 0),
        idle=tuple(p.id for p in problem.people if p.id in wanted and not met[p.id]),
        short={p.id: p.min_meetings - met[p.id] for p in problem.people if met[p.id] < p.min_meetings},
    )
