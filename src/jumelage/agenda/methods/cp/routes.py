"""The model for a delegation that drives: each meeting has one start, each person's day is a route.

Where meetings have one place each, a start is one number rather than a literal for each hour, and a person's day is a
circuit over the meetings of that day, so that travel and breaks lie on its legs. People with the same meetings live
the same day and are modelled once. It proves small missions that the model by hours (:mod:`jumelage.agenda.methods.cp.hours`) leaves open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.model.instance import Instance, Schedule, Task
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE, Objective

__all__ = ["RouteModel", "has_routes"]

Literal = Any
Party = tuple[tuple[int, ...], int | None, int]
"""What sets a person's day: the meetings, the most and the least of them."""

MOST_LEGS = 2_500
"""Above this, the model by hours finds a first agenda sooner."""


def has_routes(instance: Instance) -> bool:
    """Tell whether the model fits: someone drives, each meeting has one group and one site, and legs are not too many."""
    simple = all(len(task.attendees) == 1 and len(task.sites) == 1 for task in instance.tasks)
    legs = sum(len(tasks) ** 2 for tasks, _, _ in _parties(instance)) * len(instance.problem.all_days)
    return simple and bool(instance.travelling) and legs <= MOST_LEGS


def _parties(instance: Instance) -> Counter[Party]:
    """Count the people of each party: colleagues who travel together share one."""
    people = instance.problem.people
    own = (
        (instance.tasks_of[person], people[person].max_meetings, people[person].min_meetings)
        for person in instance.persons
        if instance.tasks_of[person]
    )
    return Counter(own)


@dataclass
class RouteModel:
    """Starts, days and legs of an instance, and the constraints that make any solution an agenda."""

    instance: Instance
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    placed: list[Literal] = field(default_factory=list)
    start: list[Any] = field(default_factory=list)
    on_day: list[dict[int, Literal]] = field(default_factory=list)
    interval: list[Any] = field(default_factory=list)
    terms: dict[Objective, list[Any]] = field(default_factory=lambda: {SHORTFALL: [], BREAKS: [], TRAVEL: []})
    pauses: list[Any] = field(default_factory=list)

    @classmethod
    def build(cls, instance: Instance) -> RouteModel:
        """Build the model."""
        model = cls(instance)
        for task in instance.tasks:
            model._place(task)
        model._tables()
        model._order()
        for (tasks, most, least), people in _parties(instance).items():
            model._one_at_a_time(tasks, most, least, people)
            if len(tasks) > 1:
                model._route(tasks, people)
        model._difference()
        return model

    def objective(self, objective: Objective) -> Any:
        """Give the expression of an objective."""
        if objective == VALUE:
            return sum(task.value * self.placed[task.number] for task in self.instance.tasks)
        return sum(self.terms[objective])

    def hint(self, schedule: Schedule) -> None:
        """Start the search from a schedule."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for number, start in enumerate(self.start):
            there = number in schedule
            self.cp.add_hint(self.placed[number], there)
            if there:
                self.cp.add_hint(start, schedule[number][0])
            for day, literal in self.on_day[number].items():
                self.cp.add_hint(literal, there and self.instance.day_of[schedule[number][0]] == day)

    def schedule(self, value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Schedule:
        """Read the schedule of a solution."""
        return {
            task.number: (int(value.value(self.start[task.number])), task.sites[0], 0)
            for task in self.instance.tasks
            if value.boolean_value(self.placed[task.number])
        }

    def _place(self, task: Task) -> None:
        cp, slots = self.cp, task.starts[0]
        placed = cp.new_bool_var("")
        start = cp.new_int_var_from_domain(cp_model.Domain.from_values(list(slots) or [0]), "")
        days: dict[int, Literal] = {}
        for day in dict.fromkeys(self.instance.day_of[slot] for slot in slots):
            within = [slot for slot in slots if self.instance.day_of[slot] == day]
            days[day] = cp.new_bool_var("")
            cp.add(start >= within[0]).only_enforce_if(days[day])
            cp.add(start <= within[-1]).only_enforce_if(days[day])
        cp.add(sum(days.values()) == placed)
        if task.required:
            cp.add_bool_or(placed)
        self.placed.append(placed)
        self.start.append(start)
        self.on_day.append(days)
        self.interval.append(cp.new_optional_fixed_size_interval_var(start, task.duration, placed, ""))

    def _tables(self) -> None:
        held: dict[int, list[Any]] = defaultdict(list)
        for task in self.instance.tasks:
            held[task.sites[0]].append(self.interval[task.number])
        for site, intervals in held.items():
            tables = self.instance.tables[site]
            if tables == 1:
                self.cp.add_no_overlap(intervals)
            elif tables is not None and tables < len(intervals):
                self.cp.add_cumulative(intervals, [1] * len(intervals), tables)

    def _order(self) -> None:
        for task in self.instance.tasks:
            for before in dict.fromkeys(task.after):
                end = self.start[before] + self.instance.tasks[before].duration
                self.cp.add_implication(self.placed[task.number], self.placed[before])
                self.cp.add(self.start[task.number] >= end).only_enforce_if(self.placed[task.number])

    def _one_at_a_time(self, tasks: tuple[int, ...], most: int | None, least: int, people: int) -> None:
        self.cp.add_no_overlap([self.interval[number] for number in tasks])
        met = sum(self.placed[number] for number in tasks)
        if most is not None and most < len(tasks):
            self.cp.add(met <= most)
        if least:
            short = self.cp.new_int_var(0, least, "")
            self.cp.add(short + met >= least)
            self.terms[SHORTFALL].append(people * short)

    def _route(self, tasks: tuple[int, ...], people: int) -> None:
        pauses = {number: self.cp.new_bool_var("") for number in tasks}
        self.pauses.append(sum(pauses.values()))
        self.terms[BREAKS] += [people * pause for pause in pauses.values()]
        for day in range(len(self.instance.problem.all_days)):
            stops = [number for number in tasks if day in self.on_day[number]]
            if stops:
                self._circuit(stops, day, pauses, people)

    def _circuit(self, stops: list[int], day: int, pauses: dict[int, Literal], people: int) -> None:
        cp, node = self.cp, {number: n for n, number in enumerate(stops, start=1)}
        idle = cp.new_bool_var("")
        arcs: list[tuple[int, int, Literal]] = [(0, 0, idle)]
        for number in stops:
            here, first = self.on_day[number][day], cp.new_bool_var("")
            arcs += [
                (node[number], node[number], ~here),
                (0, node[number], first),
                (node[number], 0, cp.new_bool_var("")),
            ]
            cp.add_implication(idle, ~here)
            cp.add_implication(first, ~pauses[number])
        for before in stops:
            for after in stops:
                if before != after and self._can_follow(before, after, day):
                    leg = cp.new_bool_var("")
                    arcs.append((node[before], node[after], leg))
                    self._leg(before, after, leg, pauses[after], people)
        cp.add_circuit(arcs)

    def _gap(self, before: int, after: int) -> tuple[int, int]:
        """Give the slots from one start to the next when nothing is lost, and the part that is travel."""
        one, other = self.instance.tasks[before], self.instance.tasks[after]
        travel = self.instance.travel[one.sites[0]][other.sites[0]]
        return one.duration + travel, travel

    def _can_follow(self, before: int, after: int, day: int) -> bool:
        of_day = [
            [slot for slot in self.instance.tasks[number].starts[0] if self.instance.day_of[slot] == day]
            for number in (before, after)
        ]
        return of_day[0][0] + self._gap(before, after)[0] <= of_day[1][-1]

    def _leg(self, before: int, after: int, leg: Literal, pause: Literal, people: int) -> None:
        cp, (gap, travel) = self.cp, self._gap(before, after)
        cp.add(self.start[after] >= self.start[before] + gap).only_enforce_if(leg)
        cp.add(self.start[after] <= self.start[before] + gap).only_enforce_if(leg, ~pause)
        if self.instance.problem.max_break_difference is not None:  # the fewest must not be made to look more
            cp.add(self.start[after] > self.start[before] + gap).only_enforce_if(leg, pause)
        if travel:
            self.terms[TRAVEL].append(people * travel * leg)

    def _difference(self) -> None:
        allowed = self.instance.problem.max_break_difference
        if allowed is None:
            return
        least = self.cp.new_int_var(0, self.instance.problem.slots, "")
        without = len(_parties(self.instance)) > len(self.pauses) or any(not own for own in self.instance.tasks_of)
        for own in [*self.pauses, *([0] if without else [])]:
            self.cp.add(least <= own)
            self.cp.add(own <= least + allowed)
