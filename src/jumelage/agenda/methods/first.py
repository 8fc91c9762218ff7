"""A first agenda within a second or two: required meetings by ejection chains, then the others where they fit.

Each meeting takes a place that disturbs nobody; where there is none, it takes the place of those that are easiest to
place again (guided ejection search, Nagata & Bräysy, Operations Research Letters 2009). Everything that the format
allows is kept: travel, tables, order, limits, representatives; the break difference is looked at in the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import Instance, Place, Schedule, Task
from jumelage.agenda.model.progress import Clock
from jumelage.agenda.model.scoring import even_enough, person_breaks

__all__ = ["Placing", "first_agenda"]

MOST_TRIED = 400
"""Places that are weighed where none is free; of more, a sample."""


class Placing:
    """A schedule that grows and gives way: who is busy, which tables are taken, what stands against a place."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self.instance, self.draw = instance, Random(seed)
        self.schedule: Schedule = {}
        self.weight = [1] * len(instance.tasks)
        self.busy: list[dict[int, int]] = [{} for _ in instance.persons]
        self.held: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.met = [0] * len(instance.problem.people)
        self.followers: dict[int, list[int]] = defaultdict(list)
        for task in instance.tasks:
            for before in task.after:
                self.followers[before].append(task.number)
        self.reach = max((slots for row in instance.travel for slots in row), default=0)

    def put(self, number: int, place: Place) -> None:
        """Place a task."""
        task, (slot, site, chosen) = self.instance.tasks[number], place
        self.schedule[number] = place
        for covered in range(slot, slot + task.duration):
            self.held[site, covered].add(number)
            for person in task.attendees[chosen]:
                self.busy[person][covered] = number
        for person in task.attendees[chosen]:
            self.met[person] += 1

    def take(self, number: int) -> None:
        """Take a task out again."""
        task, (slot, site, chosen) = self.instance.tasks[number], self.schedule.pop(number)
        for covered in range(slot, slot + task.duration):
            self.held[site, covered].discard(number)
            for person in task.attendees[chosen]:
                del self.busy[person][covered]
        for person in task.attendees[chosen]:
            self.met[person] -= 1

    def places(self, task: Task) -> Iterator[Place]:
        """Give every place that a task can have at all."""
        for chosen, starts in enumerate(task.starts):
            for slot in starts:
                for site in task.sites:
                    yield slot, site, chosen

    def against(self, task: Task, place: Place, most: float) -> set[int] | None:
        """Give the tasks that must leave for a place; None when they weigh more than ``most`` or it cannot be."""
        slot, site, chosen = place
        end, found = slot + task.duration, set[int]()
        for person in task.attendees[chosen]:
            busy = self.busy[person]
            found.update(busy[covered] for covered in range(slot, end) if covered in busy)
            if self.reach and person in self.instance.travelling:
                found.update(self._too_near(person, slot, end, site))
        found.update(b for b in task.after if b in self.schedule and self._end(b) > slot)
        found.update(f for f in self.followers[task.number] if f in self.schedule and self.schedule[f][0] < end)
        if sum(self.weight[number] for number in found) > most:
            return None
        tables = self.instance.tables[site]
        if tables is not None:
            for covered in range(slot, end):
                there = self.held[site, covered] - found
                while len(there) >= tables:
                    if not there:
                        return None
                    found.add(self._lightest(there))
                    there = self.held[site, covered] - found
        for person in task.attendees[chosen]:
            limit = self.instance.problem.people[person].max_meetings
            if limit is not None:
                own = set(self.busy[person].values()) - found
                if not limit:
                    return None
                while len(own) >= limit:
                    found.add(self._lightest(own))
                    own -= found
        return found if sum(self.weight[number] for number in found) <= most else None

    def _end(self, number: int) -> int:
        return self.schedule[number][0] + self.instance.tasks[number].duration

    def _lightest(self, numbers: set[int]) -> int:
        return min(numbers, key=lambda number: (self.weight[number], number))

    def _too_near(self, person: int, slot: int, end: int, site: int) -> Iterator[int]:
        """Give the tasks of a day from or to which there is no time to travel."""
        busy, day, travel = self.busy[person], self.instance.day_of[slot], self.instance.travel
        days = self.instance.day_of
        for before in range(max(0, slot - self.reach), slot):
            if before in busy and days[before] == day:
                other = busy[before]
                if self._end(other) + travel[self.schedule[other][1]][site] > slot:
                    yield other
        for after in range(end, min(len(days), end + self.reach)):
            if after in busy and days[after] == day:
                other = busy[after]
                if end + travel[site][self.schedule[other][1]] > self.schedule[other][0]:
                    yield other

    def insert(self, task: Task) -> bool:
        """Place a task where nobody has to leave, if there is such a place."""
        for place in self.places(task):
            if self.against(task, place, 0) is not None:
                self.put(task.number, place)
                return True
        return False

    def force(self, task: Task) -> set[int] | None:
        """Place a task where what has to leave weighs least; None when it has no place at all."""
        places = list(self.places(task))
        if len(places) > MOST_TRIED:
            places = self.draw.sample(places, MOST_TRIED)
        self.draw.shuffle(places)
        best: tuple[float, set[int], Place] | None = None
        for place in places:
            leaving = self.against(task, place, float("inf") if best is None else best[0] - 1)
            if leaving is not None:
                best = (sum(self.weight[number] for number in leaving), leaving, place)
        if best is None:
            return None
        for number in best[1]:
            self.take(number)
        self.put(task.number, best[2])
        return best[1]


def first_agenda(run: Run, clock: Clock) -> Schedule | None:
    """Place what is required, then what fits besides; None when something required found no place in time."""
    instance, placing = run.instance, Placing(run.instance, run.seed)
    for number, (slot, site, _) in (run.published or {}).items():
        _keep(placing, instance.tasks[number], slot, site)
    room = {t.number: sum(map(len, t.starts)) * len(t.sites) for t in instance.tasks}
    waiting = sorted(
        (task for task in instance.tasks if task.required and task.number not in placing.schedule),
        key=lambda task: (room[task.number], -len(task.attendees[0]), task.number),
        reverse=True,
    )
    while waiting:
        if clock.left <= 0:
            return None
        task = waiting.pop()
        if placing.insert(task):
            continue
        placing.weight[task.number] += 1
        leaving = placing.force(task)
        if leaving is None:
            return None
        waiting += [instance.tasks[number] for number in sorted(leaving) if instance.tasks[number].required]
    _drop_waiting(placing)
    if not even_enough(instance, placing.schedule):
        return None
    add_optional(placing, clock)
    return placing.schedule


def _drop_waiting(placing: Placing) -> None:
    """Take out what waits for something that is not placed."""
    tasks = placing.instance.tasks
    while gone := [n for n in placing.schedule if any(b not in placing.schedule for b in tasks[n].after)]:
        for number in gone:
            placing.take(number)


def add_optional(placing: Placing, clock: Clock) -> None:
    """Place what is worth most first, wherever it disturbs nobody and keeps the breaks even."""
    instance = placing.instance
    order = sorted(instance.tasks, key=lambda t: (-t.value, sum(map(len, t.starts)), t.number))
    waiting = [task for task in order if task.number not in placing.schedule]
    even = Even(placing)
    more = True
    while more and waiting:
        more, later = False, []
        for task in waiting:
            if clock.left <= 0:
                return
            if any(before not in placing.schedule for before in task.after):
                later.append(task)
            elif even.insert(task):
                more = True
        waiting = later


class Even:
    """Keeps the difference of breaks within what the problem allows while tasks are added."""

    def __init__(self, placing: Placing) -> None:
        self.placing = placing
        self.allowed = placing.instance.problem.max_break_difference
        people = placing.instance.persons
        self.breaks = (
            [] if self.allowed is None else [person_breaks(placing.instance, placing.schedule, p) for p in people]
        )

    def insert(self, task: Task) -> bool:
        """Place a task where nobody has to leave and breaks stay even."""
        placing = self.placing
        if self.allowed is None:
            return placing.insert(task)
        for place in placing.places(task):
            if placing.against(task, place, 0) is None:
                continue
            placing.put(task.number, place)
            now = {p: person_breaks(placing.instance, placing.schedule, p) for p in task.attendees[place[2]]}
            counts = [now.get(person, count) for person, count in enumerate(self.breaks)]
            if max(counts) - min(counts) <= self.allowed:
                self.breaks = counts
                return True
            placing.take(task.number)
        return False


def _keep(placing: Placing, task: Task, slot: int, site: int) -> None:
    """Leave a published task where it is, if nothing stands against it."""
    for chosen, starts in enumerate(task.starts):
        if slot in starts and site in task.sites and placing.against(task, (slot, site, chosen), 0) is not None:
            placing.put(task.number, (slot, site, chosen))
            return
