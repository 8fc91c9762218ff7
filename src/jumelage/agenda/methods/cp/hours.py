"""The CP-SAT model: one literal for each hour, place and group that a meeting can have.

People who stay on one site are modelled slot by slot (a break is a run of *holes*: idle slots with a meeting before
and after, as in Bofill et al., JAIR 2022). People who drive are modelled as a tour of each day (a circuit), so that
travel and breaks lie on the legs between consecutive meetings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from jumelage.agenda.methods.driving.tours import shortcuts
from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import Instance, Place, Schedule, Task
from jumelage.agenda.model.objectives import (
    BREAKS,
    DISPLACED,
    FINISHES,
    MOVED,
    SHORTFALL,
    TRAVEL,
    VALUE,
    Objective,
    displacement,
)

__all__ = ["HourModel", "seat_all"]

Literal = Any


@dataclass
class HourModel:
    """Variables of an instance and the constraints that make any solution an agenda."""

    instance: Instance
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    start: list[dict[int, Literal]] = field(default_factory=list)
    sited: dict[tuple[int, int, int], Literal] = field(default_factory=dict)
    attended: dict[tuple[int, int, int], Literal] = field(default_factory=dict)
    breaks: dict[int, list[Literal]] = field(default_factory=dict)
    legs: list[tuple[int, Literal]] = field(default_factory=list)
    elsewhere: list[Any] = field(default_factory=list)
    published: Schedule = field(default_factory=dict)

    @classmethod
    def build(cls, instance: Instance, *, tours: bool) -> HourModel:
        """Build the model; ``tours`` adds breaks for everyone (needed once breaks or travel matter)."""
        model = cls(instance)
        for task in instance.tasks:
            model._place(task)
        model._tables()
        model._order()
        for person in instance.persons:
            model._one_at_a_time(person)
            if person in instance.travelling and not tours and not shortcuts(instance, person):
                model._apart(person)
            elif person in instance.travelling:
                model._tour(person)
            elif tours:
                model._holes(person)
        if tours:
            model._difference()
        return model

    def placed(self, task: int) -> Any:
        """1 when the task is placed."""
        return sum(self.start[task].values())

    def attends(self, task: int, person: int) -> list[tuple[int, Literal]]:
        """The starts at which ``person`` would attend ``task``."""
        attendees = self.instance.tasks[task].attendees
        if all(person in group for group in attendees):
            return list(self.start[task].items())
        return [(s, lit) for (t, s, k), lit in self._attended_of(task) if person in attendees[k]]

    def objective(self, objective: Objective) -> Any:
        """Give the expression of an objective."""
        return EXPRESSIONS[objective](self)

    def publish(self, published: Schedule) -> None:
        """Count as moved each task placed elsewhere than in ``published``."""
        self.published = published
        for number, (slot, site, _) in published.items():
            task = self.instance.tasks[number]
            stays = [self.at(task, slot, site)] if slot in self.start[number] and site in task.sites else []
            self.elsewhere.append(self.placed(number) - sum(stays))

    def hint(self, schedule: Schedule) -> None:
        """Start the search from a schedule."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for number, options in enumerate(self.start):
            chosen = schedule.get(number)
            for slot, literal in options.items():
                self.cp.add_hint(literal, chosen is not None and chosen[0] == slot)
        for (number, slot, site), literal in self.sited.items():
            chosen = schedule.get(number)
            self.cp.add_hint(literal, chosen is not None and chosen[:2] == (slot, site))

    def schedule(self, value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Schedule:
        """Read the schedule of a solution."""
        chosen: Schedule = {}
        for number, options in enumerate(self.start):
            for slot, literal in options.items():
                if value.boolean_value(literal):
                    chosen[number] = self._details(value, number, slot)
                    break
        return chosen

    def _details(self, value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback, number: int, slot: int) -> Place:
        task = self.instance.tasks[number]
        site = next((s for s in task.sites if self._true(value, self.sited.get((number, slot, s)))), task.sites[0])
        attendees = range(len(task.attendees))
        group = next((k for k in attendees if self._true(value, self.attended.get((number, slot, k)))), 0)
        return slot, site, group

    @staticmethod
    def _true(value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback, literal: Literal | None) -> bool:
        return literal is not None and bool(value.boolean_value(literal))

    def _place(self, task: Task) -> None:
        cp, number = self.cp, task.number
        slots = task.all_starts if task.sites else ()
        literals = {slot: cp.new_bool_var("") for slot in slots}
        self.start.append(literals)
        if task.required:
            cp.add_exactly_one(literals.values())
        else:
            cp.add_at_most_one(literals.values())
        for slot, literal in literals.items():
            if len(task.sites) > 1:
                there = {site: cp.new_bool_var("") for site in task.sites}
                self.sited |= {(number, slot, site): lit for site, lit in there.items()}
                cp.add(sum(there.values()) == literal)
            if len(task.attendees) > 1:
                came = {k: cp.new_bool_var("") for k, own in enumerate(task.starts) if slot in own}
                self.attended |= {(number, slot, k): lit for k, lit in came.items()}
                cp.add(sum(came.values()) == literal)

    def _attended_of(self, task: int) -> list[tuple[tuple[int, int, int], Literal]]:
        own = self.instance.tasks[task]
        keys = [(task, s, k) for k, starts in enumerate(own.starts) for s in starts]
        return [(key, self.attended[key]) for key in keys if key in self.attended]

    def at(self, task: Task, slot: int, site: int) -> Literal:
        """The literal of ``task`` starting at ``slot`` on ``site``."""
        return self.sited.get((task.number, slot, site), self.start[task.number][slot])

    def _tables(self) -> None:
        used: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for task in self.instance.tasks:
            for slot in self.start[task.number]:
                for site in task.sites:
                    if self.instance.tables[site] is not None:
                        for covered in range(slot, slot + task.duration):
                            used[site, covered].append(self.at(task, slot, site))
        for (site, _), literals in used.items():
            tables = self.instance.tables[site]
            if tables == 1:
                self.cp.add_at_most_one(literals)
            elif tables is not None and len(literals) > tables:
                self.cp.add(sum(literals) <= tables)

    def _order(self) -> None:
        for task in self.instance.tasks:
            for before in dict.fromkeys(task.after):
                earlier = self.instance.tasks[before]
                for slot in self.start[task.number]:
                    until = [lit for s, lit in self.start[task.number].items() if s <= slot]
                    done = [lit for s, lit in self.start[before].items() if s + earlier.duration <= slot]
                    self.cp.add(sum(until) <= sum(done))

    def _one_at_a_time(self, person: int) -> None:
        count = [lit for number in self.instance.tasks_of[person] for _, lit in self.attends(number, person)]
        for literals in self._busy(person).values():
            self.cp.add_at_most_one(literals)
        most = self.instance.problem.people[person].max_meetings
        if most is not None and most < len(self.instance.tasks_of[person]):
            self.cp.add(sum(count) <= most)

    def _value(self) -> Any:
        return sum(task.value * self.placed(task.number) for task in self.instance.tasks)

    def _shortfall(self) -> Any:
        found: list[Any] = []
        for person in self.instance.persons:
            least = self.instance.problem.people[person].min_meetings
            if least:
                short = self.cp.new_int_var(0, least, "")
                met = sum(lit for number in self.instance.tasks_of[person] for _, lit in self.attends(number, person))
                self.cp.add(short + met >= least)
                found.append(short)
        return sum(found)

    def _moved(self) -> Any:
        return sum(self.elsewhere)

    def _displaced(self) -> Any:
        """Weigh every place of a published meeting by its distance from where it was."""
        return sum(
            displacement(self.instance, before, (slot, site, 0)) * self.at(task, slot, site)
            for task, before in ((self.instance.tasks[number], place) for number, place in self.published.items())
            for slot in self.start[task.number]
            for site in task.sites
        )

    def _breaks(self) -> Any:
        return sum(literal for own in self.breaks.values() for literal in own)

    def _travel(self) -> Any:
        return sum(cost * literal for cost, literal in self.legs)

    def _finishes(self) -> Any:
        """For each person and day, the slots that have a meeting in them or after them."""
        late: list[Literal] = []
        for person in self.instance.persons:
            busy = self._busy(person)
            for first, last in self.instance.problem.all_days:
                after: Literal | None = None
                for slot in range(last - 1, first - 1, -1):
                    held = busy.get(slot, [])
                    if held or after is not None:
                        now = self.cp.new_bool_var("")
                        self.cp.add(sum(held) <= now)
                        if after is not None:
                            self.cp.add_implication(after, now)
                        late.append(now)
                        after = now
        return sum(late)

    def _busy(self, person: int) -> dict[int, list[Literal]]:
        """The literals of the meetings that keep a person busy in each slot."""
        busy: dict[int, list[Literal]] = defaultdict(list)
        for number in self.instance.tasks_of[person]:
            for slot, literal in self.attends(number, person):
                for covered in range(slot, slot + self.instance.tasks[number].duration):
                    busy[covered].append(literal)
        return busy

    def _holes(self, person: int) -> None:
        busy = self._busy(person)
        self.breaks[person] = []
        for first, last in self.instance.problem.all_days:
            self._holes_of_day(person, [busy.get(slot, []) for slot in range(first, last)])

    def _holes_of_day(self, person: int, busy: list[list[Literal]]) -> None:
        """A break ends at ``t``: idle at ``t``, busy at ``t + 1``, and a meeting before ``t``."""
        cp = self.cp
        reachable = [t for t, literals in enumerate(busy) if literals]
        if not reachable:
            return
        before: Literal | None = None
        for t in range(reachable[0], reachable[-1]):
            met = cp.new_bool_var("")
            cp.add_max_equality(met, [sum(busy[t]), *([before] if before is not None else [])])
            if t > reachable[0] and busy[t + 1] and before is not None:
                pause = cp.new_bool_var("")
                cp.add(pause >= sum(busy[t + 1]) + before - 1 - sum(busy[t]))
                cp.add(pause <= sum(busy[t + 1]))
                cp.add(pause <= before)
                cp.add(pause + sum(busy[t]) <= 1)
                self.breaks[person].append(pause)
            before = met

    def _apart(self, person: int) -> None:
        """Keep travel without legs: who is at one site is not yet at those too far to be reached."""
        there: dict[int, dict[int, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for number in self.instance.tasks_of[person]:
            task = self.instance.tasks[number]
            for slot, literal in self.attends(number, person):
                for site in task.sites:
                    both = self._both(task, slot, site, literal)
                    for covered in range(slot, slot + task.duration):
                        there[site][covered].append(both)
        for site, slots in there.items():
            row = self.instance.travel[site]
            for slot, literals in slots.items():
                for gap in range(1, max(row) + 1):
                    day = self.instance.day_of[slot]
                    if slot + gap >= self.instance.problem.slots or self.instance.day_of[slot + gap] != day:
                        break
                    far = [lit for other in there if row[other] >= gap for lit in there[other].get(slot + gap, ())]
                    if far:
                        self.cp.add_at_most_one([*literals, *far])

    def _tour(self, person: int) -> None:
        self.breaks[person] = []
        for day in range(len(self.instance.problem.all_days)):
            nodes = self._stops(person, day)
            if len(nodes) > 1:
                self._circuit(person, nodes)

    def _stops(self, person: int, day: int) -> list[tuple[Task, int, dict[int, Literal]]]:
        """The tasks and sites that the person can have in a day, with the literal of each start."""
        stops = []
        for number in self.instance.tasks_of[person]:
            task = self.instance.tasks[number]
            own = [(s, lit) for s, lit in self.attends(number, person) if self.instance.day_of[s] == day]
            for site in task.sites if own else ():
                stops.append((task, site, {s: self._both(task, s, site, lit) for s, lit in own}))
        return stops

    def _both(self, task: Task, slot: int, site: int, attending: Literal) -> Literal:
        there = self.at(task, slot, site)
        if there is self.start[task.number][slot] or attending is self.start[task.number][slot]:
            return attending if there is self.start[task.number][slot] else there
        both = self.cp.new_bool_var("")
        self.cp.add_min_equality(both, [there, attending])
        return both

    def _circuit(self, person: int, nodes: list[tuple[Task, int, dict[int, Literal]]]) -> None:
        cp, travel = self.cp, self.instance.travel
        arcs: list[tuple[int, int, Literal]] = [(0, 0, cp.new_bool_var(""))]
        pauses = [cp.new_bool_var("") for _ in nodes]
        here = [cp.new_bool_var("") for _ in nodes]
        starts = []
        for n, (_, _, literals) in enumerate(nodes):
            cp.add(sum(literals.values()) == here[n])
            arcs.append((n + 1, n + 1, ~here[n]))
            starts.append(sum(slot * lit for slot, lit in literals.items()))
            first = cp.new_bool_var("")
            arcs += [(0, n + 1, first), (n + 1, 0, cp.new_bool_var(""))]
            cp.add_implication(first, ~pauses[n])
            cp.add_implication(pauses[n], here[n])
        for i, (task, site, own) in enumerate(nodes):
            for j, (_, target, others) in enumerate(nodes):
                gap = task.duration + travel[site][target]
                if i == j or min(own) + gap > max(others):
                    continue
                leg = cp.new_bool_var("")
                arcs.append((i + 1, j + 1, leg))
                cp.add(starts[j] >= starts[i] + gap).only_enforce_if(leg)
                cp.add(starts[j] <= starts[i] + gap).only_enforce_if(leg, ~pauses[j])
                cp.add(starts[j] > starts[i] + gap).only_enforce_if(leg, pauses[j])
                if travel[site][target]:
                    self.legs.append((travel[site][target], leg))
        cp.add_circuit(arcs)
        self.breaks[person] += pauses

    def _difference(self) -> None:
        allowed = self.instance.problem.max_break_difference
        if allowed is None or not self.breaks:
            return
        least = self.cp.new_int_var(0, self.instance.problem.slots, "")
        for person in self.instance.persons:
            own = sum(self.breaks.get(person, []))
            self.cp.add(own >= least)
            self.cp.add(own <= least + allowed)


EXPRESSIONS: Mapping[Objective, Callable[[HourModel], Any]] = {
    VALUE: HourModel._value,
    SHORTFALL: HourModel._shortfall,
    MOVED: HourModel._moved,
    DISPLACED: HourModel._displaced,
    BREAKS: HourModel._breaks,
    TRAVEL: HourModel._travel,
    FINISHES: HourModel._finishes,
}


def seat_all(instance: Instance, run: Run) -> Schedule | None:
    """Find hours for every task, breaks aside, within the time of a run."""
    model = HourModel.build(instance, tours=False)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, run.clock.left)
    solver.parameters.num_workers = run.workers
    solver.parameters.random_seed = run.seed
    solver.parameters.catch_sigint_signal = False
    with run.clock.stop.tells(solver.stop_search):
        status = solver.solve(model.cp)
    return model.schedule(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
