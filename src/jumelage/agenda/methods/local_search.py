"""Fewer breaks, neighbourhood by neighbourhood: free some people's meetings, keep all others, solve that exactly.

For agendas in which nobody travels. Each neighbourhood is a small CP-SAT model whose answer is never worse, so the
agenda can be taken at any moment.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.scoring import person_breaks

__all__ = ["LocalSearch", "Neighbourhood", "reduce_breaks"]

SMALLEST, LARGEST = 10, 120
SECONDS = 1.0


class LocalSearch:
    """Improves the breaks of a schedule a step at a time; meetings stay placed, sites stay."""

    def __init__(self, instance: Instance, schedule: Schedule, seed: int) -> None:
        self.instance, self.schedule = instance, schedule
        self.breaks = {person: person_breaks(instance, schedule, person) for person in instance.persons}
        self.total = sum(self.breaks.values())
        self._rng, self._size = random.Random(seed), float(SMALLEST)

    def step(self, limit: float) -> bool:
        """Solve one neighbourhood; tell whether breaks were lost."""
        restless = [person for person, own in self.breaks.items() if own]
        if not restless:
            return False
        free = _pick(self.instance, self.schedule, self._rng.choice(restless), int(self._size), self._rng)
        hood = Neighbourhood.build(self.instance, self.schedule, free, self.breaks)
        better = hood.solve(min(SECONDS, limit), self._rng.randrange(2**30))
        if better is None:
            self._size = max(SMALLEST, self._size * 0.9)
            return False
        self.schedule = {**self.schedule, **better}
        for person in hood.people:
            self.breaks[person] = person_breaks(self.instance, self.schedule, person)
        before, self.total = self.total, sum(self.breaks.values())
        if self.total == before:
            self._size = min(LARGEST, self._size * 1.02)
        return self.total < before


def reduce_breaks(
    run: Run, schedule: Schedule, lower: int, tell: Callable[[Schedule], None], *, patience: int | None = None
) -> Schedule:
    """Reduce the breaks of a schedule until ``lower``, the end of the run's time, or ``patience`` steps without gain."""
    search = LocalSearch(run.instance, schedule, run.seed)
    idle = 0
    while search.total > lower and run.clock.left > 0.05 and idle != patience:
        idle += 1
        if search.step(run.clock.left):
            tell(search.schedule)
            idle = 0
    return search.schedule


def _pick(instance: Instance, schedule: Schedule, person: int, size: int, rng: random.Random) -> set[int]:
    """Walk from a person with a break to those they meet, and take their meetings."""
    free: set[int] = set()
    seen, waiting = {person}, [person]
    while waiting and len(free) < size:
        own = [n for n in instance.tasks_of[waiting.pop(0)] if n in schedule]
        rng.shuffle(own)
        for number in own[: max(3, size // 4)]:
            free.add(number)
            others = [p for p in instance.tasks[number].attendees[schedule[number][2]] if p not in seen]
            seen.update(others)
            waiting.extend(others)
        rng.shuffle(waiting)
    return free


@dataclass
class Neighbourhood:
    """A small model: ``free`` tasks move, everything else of the people they touch stays."""

    instance: Instance
    schedule: Schedule
    free: set[int]
    people: tuple[int, ...] = ()
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    start: dict[int, dict[int, Any]] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def build(cls, instance: Instance, schedule: Schedule, free: set[int], breaks: dict[int, int]) -> Neighbourhood:
        """Build the model around ``free``; ``breaks`` are everyone's now (for ``max_break_difference``)."""
        hood = cls(instance, schedule, free)
        hood.people = tuple(sorted({p for n in free for p in instance.tasks[n].attendees[schedule[n][2]]}))
        for person in hood.people:
            hood.held[person] = set(hood._slots(n for n in instance.tasks_of[person] if hood._keeps(n, person)))
        for number in sorted(free):
            hood._place(number)
        hood._tables()
        hood._order()
        least = min(breaks.values())
        counts = [hood._person(person, least) for person in hood.people]
        hood.cp.minimize(sum(counts))
        hood.cp.add(sum(counts) <= sum(breaks[person] for person in hood.people))
        return hood

    def solve(self, limit: float, seed: int) -> Schedule | None:
        """Solve; None when nothing as good was found in time."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, limit)
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        solver.parameters.random_seed = seed
        if solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return {
            number: (next(s for s, lit in own.items() if solver.boolean_value(lit)), *self.schedule[number][1:])
            for number, own in self.start.items()
        }

    def _keeps(self, number: int, person: int) -> bool:
        if number not in self.schedule or number in self.free:
            return False
        return person in self.instance.tasks[number].attendees[self.schedule[number][2]]

    def _slots(self, numbers: Iterable[int]) -> Iterable[int]:
        for number in numbers:
            slot = self.schedule[number][0]
            yield from range(slot, slot + self.instance.tasks[number].duration)

    def _place(self, number: int) -> None:
        task, (now, _, group) = self.instance.tasks[number], self.schedule[number]
        busy = set().union(*(self.held[person] for person in task.attendees[group]))
        slots = [s for s in task.starts[group] if not any(s + k in busy for k in range(task.duration))]
        for before in task.after:
            if before not in self.free:
                end = self.schedule[before][0] + self.instance.tasks[before].duration
                slots = [s for s in slots if s >= end]
        self.start[number] = {slot: self.cp.new_bool_var("") for slot in slots}
        self.cp.add_exactly_one(self.start[number].values())
        self.cp.add_hint(self.start[number][now], True)

    def _tables(self) -> None:
        used: Counter[tuple[int, int]] = Counter()
        for number, (slot, site, _) in self.schedule.items():
            if number not in self.free:
                used.update((site, slot + k) for k in range(self.instance.tasks[number].duration))
        wanted: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for number, own in self.start.items():
            for slot, literal in own.items():
                for k in range(self.instance.tasks[number].duration):
                    wanted[self.schedule[number][1], slot + k].append(literal)
        for (site, slot), literals in wanted.items():
            tables = self.instance.tables[site]
            if tables is not None and len(literals) > tables - used[site, slot]:
                self.cp.add(sum(literals) <= tables - used[site, slot])

    def _order(self) -> None:
        """Keep what comes after a free task after it, whether that one is free or not."""
        for task in self.instance.tasks:
            if task.number not in self.schedule or not task.after:
                continue
            for before in task.after:
                if before not in self.free:
                    continue
                end = sum(s * lit for s, lit in self.start[before].items()) + self.instance.tasks[before].duration
                if task.number in self.free:
                    self.cp.add(end <= sum(s * lit for s, lit in self.start[task.number].items()))
                else:
                    self.cp.add(end <= self.schedule[task.number][0])

    def _person(self, person: int, least: int) -> Any:
        """Count the breaks of a person: busy at ``t + 1``, idle at ``t``, met before."""
        cover: dict[int, list[Any]] = defaultdict(list)
        for number, own in self.start.items():
            if person in self.instance.tasks[number].attendees[self.schedule[number][2]]:
                for slot, literal in own.items():
                    for k in range(self.instance.tasks[number].duration):
                        cover[slot + k].append(literal)
        for literals in cover.values():
            self.cp.add_at_most_one(literals)
        pauses: list[Any] = []
        for first, last in self.instance.problem.all_days:
            pauses += self._pauses([(t in self.held[person], cover.get(t, [])) for t in range(first, last)])
        allowed = self.instance.problem.max_break_difference
        if allowed is not None and pauses:
            self.cp.add(sum(pauses) <= least + allowed)
            self.cp.add(sum(pauses) >= least)
        return sum(pauses)

    def _pauses(self, day: list[tuple[bool, list[Any]]]) -> list[Any]:
        met: Any = None
        pauses = []
        for (held, literals), (then, others) in itertools.pairwise(day):
            if not held and met is not None and (then or others):
                pause = self.cp.new_bool_var("")
                comes = 1 if then else sum(others)
                before = 1 if met is True else met
                self.cp.add(pause >= comes + before - 1 - sum(literals))
                self.cp.add(pause <= comes)
                self.cp.add(pause <= before)
                self.cp.add(pause + sum(literals) <= 1)
                pauses.append(pause)
            if held or met is True:
                met = True
            elif literals:
                now = self.cp.new_bool_var("")
                self.cp.add_max_equality(now, [sum(literals), *([met] if met is not None else [])])
                met = now
        return pauses
