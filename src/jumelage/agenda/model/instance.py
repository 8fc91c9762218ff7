"""The problem as the solver sees it: numbers for names, and for each meeting the hours it can have at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from jumelage.agenda.model.problem import Meeting, Problem

__all__ = ["Instance", "Place", "Schedule", "Task", "compile_problem", "restrict"]

Place = tuple[int, int, int]
"""Start slot, site, group of one task."""

Schedule = dict[int, Place]
"""For each placed task its place; tasks that are absent are dropped."""


@dataclass(frozen=True, slots=True)
class Task:
    """A meeting by numbers.

    ``attendees`` lists who can attend (one group, unless the meeting has ``any_of`` groups) and ``starts[k]`` the slots at
    which group ``k`` can start as far as days, sessions, hours and absences go.
    """

    number: int
    duration: int
    attendees: tuple[tuple[int, ...], ...]
    starts: tuple[tuple[int, ...], ...]
    sites: tuple[int, ...]
    after: tuple[int, ...]
    required: bool
    value: int

    @property
    def all_starts(self) -> tuple[int, ...]:
        """The slots at which some group can start."""
        return self.starts[0] if len(self.starts) == 1 else tuple(sorted({s for own in self.starts for s in own}))


@dataclass(frozen=True)
class Instance:
    """A problem compiled: tasks, tables and travel by site number, the day of each slot (-1: none)."""

    problem: Problem
    tasks: tuple[Task, ...]
    tables: tuple[int | None, ...]
    travel: tuple[tuple[int, ...], ...]
    day_of: tuple[int, ...]
    tasks_of: tuple[tuple[int, ...], ...]
    travelling: frozenset[int]

    @property
    def persons(self) -> range:
        """The numbers of the people."""
        return range(len(self.problem.people))


def compile_problem(problem: Problem) -> Instance:
    """Compile a validated problem; hours that sessions, absences or ``after`` rule out are gone."""
    people = {person.id: number for number, person in enumerate(problem.people)}
    sites = {site.id: number for number, site in enumerate(problem.sites)}
    meetings = {meeting.id: number for number, meeting in enumerate(problem.meetings)}
    away = [set(person.unavailable) for person in problem.people]
    day_of = _days(problem)
    shared: dict[tuple[int, str | None], tuple[int, ...]] = {}
    tasks = []
    for number, meeting in enumerate(problem.meetings):
        key = (meeting.duration, meeting.session)
        if key not in shared:
            shared[key] = tuple(s for s in range(problem.slots) if _fits_hours(problem, day_of, s, *key))
        attendees = _attendees(meeting, people)
        tasks.append(
            Task(
                number=number,
                duration=meeting.duration,
                attendees=attendees,
                starts=tuple(_starts(meeting, shared[key], group, away) for group in attendees),
                sites=_open_sites(problem, meeting, sites),
                after=tuple(meetings[name] for name in meeting.after),
                required=meeting.required,
                value=meeting.value,
            )
        )
    tasks = _ordered(tasks)
    travel = _travel(problem)
    tasks_of: list[list[int]] = [[] for _ in problem.people]
    for task in tasks:
        for person in sorted({person for group in task.attendees for person in group}):
            tasks_of[person].append(task.number)
    return Instance(
        problem=problem,
        tasks=tuple(tasks),
        tables=tuple(site.tables for site in problem.sites),
        travel=travel,
        day_of=day_of,
        tasks_of=tuple(map(tuple, tasks_of)),
        travelling=frozenset(p for p, own in enumerate(tasks_of) if _travels(tasks, own, travel)),
    )


def _days(problem: Problem) -> tuple[int, ...]:
    day_of = [-1] * problem.slots
    for number, (start, end) in enumerate(problem.all_days):
        day_of[start:end] = [number] * (end - start)
    return tuple(day_of)


def _fits_hours(problem: Problem, day_of: tuple[int, ...], start: int, duration: int, session: str | None) -> bool:
    end = start + duration
    if end > problem.slots or day_of[start] < 0 or end > problem.all_days[day_of[start]][1]:
        return False
    if session is not None and not (problem.sessions[session][0] <= start and end <= problem.sessions[session][1]):
        return False
    spans = problem.sessions.values()
    if any(start < last < end for _, last in spans):
        return False
    outside = all(end <= first or last <= start or first == last for first, last in spans)
    return outside or any(first <= start and end <= last for first, last in spans)


def _attendees(meeting: Meeting, people: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(people[name] for name in (*meeting.people, *chosen)) for chosen in product(*meeting.any_of))


def _starts(meeting: Meeting, hours: tuple[int, ...], group: tuple[int, ...], away: list[set[int]]) -> tuple[int, ...]:
    absent = set().union(*(away[person] for person in group))
    if not absent and meeting.at is None:
        return hours
    return tuple(
        start
        for start in hours
        if (meeting.at is None or start == meeting.at)
        and not any(slot in absent for slot in range(start, start + meeting.duration))
    )


def _open_sites(problem: Problem, meeting: Meeting, sites: dict[str, int]) -> tuple[int, ...]:
    names = [site.id for site in problem.sites] if meeting.sites is None else dict.fromkeys(meeting.sites)
    return tuple(sites[name] for name in names if problem.sites[sites[name]].tables != 0)


def _ordered(tasks: list[Task]) -> list[Task]:
    """Require what a required task waits for, and cut the hours that ``after`` makes impossible."""
    order = _topological(tasks)
    required = [task.required for task in tasks]
    first: dict[int, int] = {}
    for number in order:
        task = tasks[number]
        floor = max((first[b] + tasks[b].duration for b in task.after), default=0)
        first[number] = min((s for s in task.all_starts if s >= floor), default=10**9)
    last: dict[int, int] = {}
    for number in reversed(order):
        ceiling = last.get(number, 10**9)
        latest = max((s for s in tasks[number].all_starts if s + tasks[number].duration <= ceiling), default=-1)
        for before in tasks[number].after if required[number] else ():
            required[before] = True
            last[before] = min(last.get(before, 10**9), latest)
    return [
        Task(
            number=task.number,
            duration=task.duration,
            attendees=task.attendees,
            starts=tuple(
                tuple(
                    s
                    for s in own
                    if s >= first[task.number] and s + task.duration <= last.get(task.number, 10**9)
                )
                for own in task.starts
            ) if task.after or task.number in last else task.starts,
            sites=task.sites,
            after=task.after,
            required=required[task.number],
            value=task.value,
        )
        for task in tasks
    ]  # fmt: skip


def _topological(tasks: list[Task]) -> list[int]:
    waiting = [len(set(task.after)) for task in tasks]
    followers: list[list[int]] = [[] for _ in tasks]
    for task in tasks:
        for before in set(task.after):
            followers[before].append(task.number)
    ready = [task.number for task in tasks if not waiting[task.number]]
    for number in ready:
        for follower in followers[number]:
            waiting[follower] -= 1
            if not waiting[follower]:
                ready.append(follower)
    return ready


def _travel(problem: Problem) -> tuple[tuple[int, ...], ...]:
    if not problem.travel:
        row = (0,) * len(problem.sites)
        return (row,) * len(problem.sites)
    names = [site.id for site in problem.sites]
    return tuple(tuple(problem.travel_slots(a, b) for b in names) for a in names)


def _travels(tasks: list[Task], own: list[int], travel: tuple[tuple[int, ...], ...]) -> bool:
    places = {site for number in own for site in tasks[number].sites}
    return any(travel[a][b] for a in places for b in places)


def restrict(instance: Instance, chosen: frozenset[int]) -> Instance:
    """Keep only some tasks, all required; their numbers are their ranks in ``chosen``'s order."""
    rank = {number: n for n, number in enumerate(sorted(chosen))}
    tasks = tuple(
        replace(task, number=rank[task.number], after=tuple(rank[b] for b in task.after), required=True)
        for task in instance.tasks
        if task.number in rank
    )
    own = tuple(tuple(rank[n] for n in tasks_of if n in rank) for tasks_of in instance.tasks_of)
    return replace(instance, tasks=tasks, tasks_of=own)
