"""The agenda as clauses, where nobody travels and everything is placed (Bofill et al., JAIR 2022, and more).

Two forms that complement each other. *Slots*: a person's used slots sum to their meetings, used people of a slot to
at most what the tables seat, as totalizers. *Blocks*: sequential counters of meetings for the tables, and for each
person a literal "has a break", without which their meetings are one block: who starts by slot t ends by t + n - 1.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from jumelage.agenda.methods.clauses.cnf import Clauses
from jumelage.agenda.model.instance import Instance, Schedule

__all__ = ["SatForm"]


@dataclass
class SatForm:
    """Clauses of an instance with the literals that mean something.

    ``start[m][t]``: meeting ``m`` starts at ``t``. ``breaks[p]``: each literal is one break of ``p``.
    """

    instance: Instance
    blocks: bool
    cnf: Clauses = field(default_factory=Clauses)
    start: list[dict[int, int]] = field(default_factory=list)
    breaks: dict[int, list[int]] = field(default_factory=dict)
    busy: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def build(cls, instance: Instance, *, blocks: bool) -> SatForm:
        """Write the clauses, in the form of blocks or of slots."""
        form = cls(instance, blocks)
        for task in instance.tasks:
            form.start.append({slot: form.cnf.variable() for slot in task.starts[0]})
            form.cnf.clauses.append(list(form.start[-1].values()))
        for person in instance.persons:
            form._used(person)
        for literals in form.start:
            form.cnf.at_most_one(list(literals.values()))
        form._order()
        form._tables()
        for person in instance.persons:
            form.breaks[person] = []
            for first, last in instance.problem.all_days:
                form._holes(person, first, last)
        form._difference()
        return form

    def schedule(self, model: list[int]) -> Schedule:
        """Read the schedule of a model."""
        true = {literal for literal in model if literal > 0}
        return {
            number: (
                next(s for s, literal in literals.items() if literal in true),
                self.instance.tasks[number].sites[0],
                0,
            )
            for number, literals in enumerate(self.start)
        }

    def stays(self, published: Schedule) -> list[int]:
        """Literals that hold when a published meeting moves; what cannot stay counts by a literal that always holds."""
        moved = []
        for number, (slot, site, _) in published.items():
            can = slot in self.start[number] and site in self.instance.tasks[number].sites
            moved.append(-self.start[number][slot] if can else self._always())
        return moved

    def _always(self) -> int:
        literal = self.cnf.variable()
        self.cnf.add(literal)
        return literal

    def _used(self, person: int) -> None:
        cover: dict[int, list[int]] = defaultdict(list)
        for number in self.instance.tasks_of[person]:
            for slot, literal in self.start[number].items():
                for covered in range(slot, slot + self.instance.tasks[number].duration):
                    cover[covered].append(literal)
        for slot, literals in sorted(cover.items()):
            self.busy[person, slot] = self.cnf.either(literals)
            self.cnf.at_most_one(literals)
        need = sum(self.instance.tasks[number].duration for number in self.instance.tasks_of[person])
        used = [self.busy[person, slot] for slot in sorted(cover)]
        most = self.instance.problem.people[person].max_meetings
        if need > len(used) or (most is not None and most < len(self.instance.tasks_of[person])):
            self.cnf.clauses.append([])
        elif need:
            counted = self.cnf.count(used, need)
            self.cnf.add(counted[need - 1])
            if need < len(counted):
                self.cnf.add(-counted[need])

    def _order(self) -> None:
        for task in self.instance.tasks:
            for before in dict.fromkeys(task.after):
                long = self.instance.tasks[before].duration
                earlier, later = self.start[before], self.start[task.number]
                for slot, literal in later.items():
                    self.cnf.add(-literal, *(other for s, other in earlier.items() if s + long <= slot))
                for slot, literal in earlier.items():
                    self.cnf.add(-literal, *(other for s, other in later.items() if slot + long <= s))

    def _tables(self) -> None:
        held: dict[tuple[int, int], list[int]] = defaultdict(list)
        people: dict[tuple[int, int], dict[int, None]] = defaultdict(dict)
        for task in self.instance.tasks:
            for slot, literal in self.start[task.number].items():
                for covered in range(slot, slot + task.duration):
                    held[task.sites[0], covered].append(literal)
                    people[task.sites[0], covered].update(dict.fromkeys(task.attendees[0]))
        sizes = {len(task.attendees[0]) for task in self.instance.tasks}
        for (site, slot), literals in held.items():
            tables = self.instance.tables[site]
            if tables is None or len(literals) <= tables:
                continue
            if self.blocks or len(sizes) > 1 or len(self.instance.tables) > 1:
                self.cnf.at_most(literals, tables)
                continue
            seats = tables * next(iter(sizes))
            counted = self.cnf.count([self.busy[p, slot] for p in people[site, slot]], seats)
            if seats < len(counted):
                self.cnf.add(-counted[seats])

    def _holes(self, person: int, first: int, last: int) -> None:
        """A break starts at ``t``: busy just before, idle at ``t``, busy some time after."""
        slots = [t for t in range(first, last) if (person, t) in self.busy]
        if len(self.instance.tasks_of[person]) < 2 or len(slots) < 2:
            return
        cnf, low, high = self.cnf, slots[0], slots[-1]
        later: dict[int, int] = {}
        for t in range(high, low, -1):
            later[t] = cnf.either([lit for lit in (self.busy.get((person, t)), later.get(t + 1)) if lit])
        for t in range(low + 1, high):
            if (person, t - 1) in self.busy:
                hole, before, now = cnf.variable(), self.busy[person, t - 1], self.busy.get((person, t))
                cnf.add(hole, -before, -later[t + 1], *([now] if now else []))
                cnf.add(-hole, before)
                cnf.add(-hole, later[t + 1])
                if now:
                    cnf.add(-hole, -now)
                self.breaks[person].append(hole)
        if self.blocks and len(self.instance.problem.all_days) == 1:
            self._block(person, low, high, later)

    def _block(self, person: int, low: int, high: int, later: dict[int, int]) -> None:
        """Without a break, who has met by ``t`` is done by ``t + n - 1``; never done sooner than that."""
        cnf = self.cnf
        need = sum(self.instance.tasks[number].duration for number in self.instance.tasks_of[person])
        broken = cnf.variable()
        cnf.add(-broken, *self.breaks[person])
        for hole in self.breaks[person]:
            cnf.add(-hole, broken)
        met: dict[int, int] = {}
        for t in range(low, high + 1):
            met[t] = cnf.either([lit for lit in (self.busy.get((person, t)), met.get(t - 1)) if lit])
        cnf.add(met[high])
        for t in range(low - 1, high + 1):
            after = later.get(t + need)
            if t < low:
                cnf.clauses.extend([[after]] if after else [])
            elif after:
                cnf.add(broken, -met[t], -after)
                cnf.add(met[t], after)
            else:
                cnf.add(met[t])
            if t in later and t in met:
                now = self.busy.get((person, t))
                cnf.add(broken, -met[t], -later[t], *([now] if now else []))

    def _difference(self) -> None:
        allowed = self.instance.problem.max_break_difference
        if allowed is None:
            return
        if not all(self.breaks.values()):  # someone has no break for sure: nobody has more than allowed
            for own in self.breaks.values():
                counted = self.cnf.count(own, allowed)
                self.cnf.clauses.extend([-literal] for literal in counted[allowed:])
            return
        self._spread(allowed)

    def _spread(self, allowed: int) -> None:
        """Everyone has at least what someone has, less the difference allowed."""
        counted = {person: self.cnf.count(own, len(own)) for person, own in self.breaks.items()}
        most = max((len(own) for own in counted.values()), default=0)
        least = [self.cnf.variable() for _ in range(most)]
        for own in counted.values():
            for j in range(most):
                self.cnf.add(-least[j], *own[j : j + 1])
                if j + allowed < len(own):
                    self.cnf.add(-own[j + allowed], least[j])
