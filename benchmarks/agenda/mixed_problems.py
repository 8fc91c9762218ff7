"""Random problems that mix every feature of the format and have an agenda by construction.

An agenda is drawn first; the problem is then written around it, each rule so that this agenda keeps it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check

__all__ = ["mixed_problem"]


def mixed_problem(seed: int, *, most_people: int = 40) -> tuple[Problem, Agenda]:
    """Draw a problem and an agenda that keeps its rules."""
    draw = Random(seed)
    days = _days(draw)
    slots = days[-1][1]
    sites = tuple(Site(f"s{n}", draw.choice([None, 1, 2, 4, 8])) for n in range(draw.randint(1, 4)))
    travel = {
        a.id: {b.id: draw.choice([0, 1, 1, 2]) for b in sites[n + 1 :]} for n, a in enumerate(sites[:-1])
    } if draw.random() < 0.6 else {}  # fmt: skip
    people = tuple(Person(f"p{n}") for n in range(draw.randint(3, most_people)))
    sessions = {"first": (days[0][0], (days[0][0] + days[0][1]) // 2)} if draw.random() < 0.5 else {}
    problem = Problem(slots, sites, people, (), days=days, sessions=sessions, travel=travel)
    meetings, placed = _planted(draw, problem)
    problem = _limits(draw, replace(problem, meetings=meetings), placed)
    names = ["value", "shortfall", "breaks", "travel", "finishes"]
    names = draw.sample(names, draw.randint(0, 5)) if draw.random() < 0.5 else names[:4]
    problem = replace(problem, objectives=tuple(names))
    agenda = Agenda("feasible", meetings=placed)
    report = check(problem, agenda)
    if not report.ok:
        raise AssertionError(report.violations[:3])
    return problem, agenda


def _days(draw: Random) -> tuple[tuple[int, int], ...]:
    edges = [0]
    for _ in range(draw.randint(1, 3)):
        edges.append(edges[-1] + draw.randint(4, 14))
    return tuple(pairwise(edges))


def _planted(draw: Random, problem: Problem) -> tuple[tuple[Meeting, ...], tuple[Placement, ...]]:
    """Add meeting after meeting wherever the check lets it be."""
    meetings: list[Meeting] = []
    placed: list[Placement] = []
    for number in range(len(problem.people) * draw.randint(1, 4)):
        people = tuple(p.id for p in draw.sample(problem.people, min(len(problem.people), draw.choice([2, 2, 2, 3]))))
        site, long = draw.choice(problem.sites), draw.choice([1, 1, 1, 2, 3])
        slot = draw.randrange(problem.slots)
        meeting = Meeting(f"m{number}", people, long, value=draw.randint(0, 5))
        placement = Placement(meeting.id, slot, site.id)
        own = {p for p in placed if set(_people(meetings, p)) & set(people)}
        near = [m for m in meetings if any(m.id == p.id for p in own)]
        beside = [p for p in placed if p.site == site.id and p not in own]
        others = [m for m in meetings if any(m.id == p.id for p in beside)]
        part = replace(problem, meetings=(*near, *others, meeting))
        if check(part, Agenda("feasible", meetings=(*own, *beside, placement))).ok:
            placed.append(placement)
            meetings.append(_dressed(draw, problem, meeting, placement, meetings, placed))
    extra = [
        Meeting(f"x{n}", tuple(p.id for p in draw.sample(problem.people, 2)), required=False, value=draw.randint(0, 5))
        for n in range(draw.randint(0, len(problem.people)))
    ]
    came = {m.id: m for m in meetings}
    placements = tuple(replace(p, people=came[p.id].people) if not came[p.id].any_of else
                       replace(p, people=(*came[p.id].people, *(g[0] for g in came[p.id].any_of))) for p in placed)  # fmt: skip
    return (*meetings, *extra), placements


def _people(meetings: list[Meeting], placement: Placement) -> tuple[str, ...]:
    meeting = next(m for m in meetings if m.id == placement.id)
    return (*meeting.people, *(group[0] for group in meeting.any_of))


def _dressed(
    draw: Random,
    problem: Problem,
    meeting: Meeting,
    placement: Placement,
    before: list[Meeting],
    placed: list[Placement],
) -> Meeting:
    """Give a meeting rules that its place keeps."""
    end = placement.slot + meeting.duration
    names = [site.id for site in problem.sites]
    ends = {m.id: p.slot + m.duration for m in before for p in placed if p.id == m.id}
    earlier = [m for m in before if ends[m.id] <= placement.slot]
    inside = [name for name, (first, last) in problem.sessions.items() if first <= placement.slot and end <= last]
    required = draw.random() < 0.6
    chain = [m for m in earlier if m.required or not required]
    groups: tuple[tuple[str, ...], ...] = ()
    people = meeting.people
    if draw.random() < 0.1 and len(people) > 1:
        others = [p.id for p in problem.people if p.id not in people]
        groups, people = ((people[-1], *draw.sample(others, min(2, len(others)))),), people[:-1]
    return replace(
        meeting,
        people=people,
        any_of=groups,
        sites=None if draw.random() < 0.4 else tuple({placement.site, draw.choice(names)}),
        session=draw.choice(inside) if inside and draw.random() < 0.3 else None,
        at=placement.slot if draw.random() < 0.05 else None,
        after=(draw.choice(chain).id,) if chain and draw.random() < 0.1 else (),
        required=required,
    )


def _limits(draw: Random, problem: Problem, placed: tuple[Placement, ...]) -> Problem:
    """Give people absences and limits, and perhaps a break difference, that the agenda keeps."""
    long = {meeting.id: meeting.duration for meeting in problem.meetings}
    busy: dict[str, set[int]] = {person.id: set() for person in problem.people}
    count = dict.fromkeys(busy, 0)
    for placement in placed:
        for person in placement.people:
            busy[person].update(range(placement.slot, placement.slot + long[placement.id]))
            count[person] += 1
    people = []
    for person in problem.people:
        free = [slot for slot in range(problem.slots) if slot not in busy[person.id]]
        away = draw.sample(free, min(len(free), draw.choice([0, 0, 1, 3])))
        most = count[person.id] + draw.randint(0, 2) if draw.random() < 0.3 else None
        people.append(
            replace(person, unavailable=tuple(sorted(away)), max_meetings=most, min_meetings=draw.choice([0, 0, 1, 3]))
        )
    problem = replace(problem, people=tuple(people))
    if draw.random() < 0.4:
        problem = replace(problem, max_break_difference=_difference(problem, placed) + draw.randint(0, 1))
    return problem


def _difference(problem: Problem, placed: tuple[Placement, ...]) -> int:
    """Find the least difference with which the check lets the agenda pass."""
    agenda = Agenda("feasible", meetings=placed)
    allowed = 0
    while not check(replace(problem, max_break_difference=allowed), agenda).ok:
        allowed += 1
    return allowed
