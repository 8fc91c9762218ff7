"""What routes share: hosts' hours, tables, limits; the rows of the linear model that no placement changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from jumelage.agenda.methods.visits.shared_tasks import Party
from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, Objective

__all__ = ["Resources"]

Entries = Iterable[tuple[int, float]]


@dataclass
class Resources:
    """Rows ``lower ≤ of_place · x + of_extra · z ≤ upper`` over the places taken and some extra quantities.

    A place is a task with its start. Extra quantities are what a party is short of, and for people who stay put the
    starts of their runs of meetings and their breaks, each between 0 and ``extra_upper``.
    """

    instance: Instance
    parties: tuple[Party, ...]
    shared_tasks: frozenset[int]
    index: dict[tuple[int, int], int] = field(default_factory=dict)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    extra_upper: list[float] = field(default_factory=list)
    cost: dict[Objective, dict[int, float]] = field(default_factory=lambda: {SHORTFALL: {}, BREAKS: {}})
    constant: int = 0

    def __post_init__(self) -> None:
        """Write all rows."""
        tasks = self.instance.tasks
        self._place_cells: list[tuple[int, int, float]] = []
        self._extra_cells: list[tuple[int, int, float]] = []
        for task in tasks:
            for start in task.starts[0]:
                self.index[task.number, start] = len(self.index)
        self.value = np.array([tasks[number].value for number, _ in self.index], dtype=float)
        for task in tasks:
            if task.number not in self.shared_tasks:
                self._row(float(task.required), 1.0, ((p, 1.0) for p in self._places(task.number)))
        self._tables()
        for party in self.parties:
            self._limits(party)
            if not party.travels:
                self._stays(party)
        met = {person for task in tasks for person in task.attendees[0]}
        people = enumerate(self.instance.problem.people)
        self.constant = sum(person.min_meetings for number, person in people if number not in met)
        self.of_place = _matrix(self._place_cells, len(self.lower), len(self.index))
        self.of_extra = _matrix(self._extra_cells, len(self.lower), len(self.extra_upper))

    def extra_cost(self, name: Objective | None) -> NDArray[np.float64]:
        """Cost of each extra quantity in one objective."""
        costs = np.zeros(len(self.extra_upper))
        for extra, cost in (self.cost.get(name, {}) if name is not None else {}).items():
            costs[extra] = cost
        return costs

    def _places(self, number: int) -> list[int]:
        return [self.index[number, start] for start in self.instance.tasks[number].starts[0]]

    def _row(self, lower: float, upper: float, places: Entries, extras: Entries = ()) -> None:
        row = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        self._place_cells += [(row, place, cell) for place, cell in places]
        self._extra_cells += [(row, extra, cell) for extra, cell in extras]

    def _extra(self, upper: float) -> int:
        self.extra_upper.append(upper)
        return len(self.extra_upper) - 1

    def _busy(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """For each slot, the places that cover it."""
        busy: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            task = self.instance.tasks[number]
            for start in task.starts[0]:
                for slot in range(start, start + task.duration):
                    busy[slot].append(self.index[number, start])
        return busy

    def _tables(self) -> None:
        held: dict[int, set[int]] = defaultdict(set)
        for task in self.instance.tasks:
            held[task.sites[0]].add(task.number)
        stay = [set(party.tasks) for party in self.parties if not party.travels]
        for site, numbers in held.items():
            tables = self.instance.tables[site]
            # One host at home never holds two meetings at once: their table needs no row of its own.
            if tables is not None and tables < len(numbers) and not any(numbers <= own for own in stay):
                for places in self._busy(sorted(numbers)).values():
                    self._row(-np.inf, tables, ((place, 1.0) for place in places))

    def _limits(self, party: Party) -> None:
        count = [(place, 1.0) for number in party.tasks for place in self._places(number)]
        if party.most is not None and party.most < len(party.tasks):
            self._row(-np.inf, party.most, count)
        if party.least:
            short = self._extra(party.least)
            self.cost[SHORTFALL][short] = party.people
            self._row(party.least, np.inf, count, [(short, 1.0)])

    def _stays(self, party: Party) -> None:
        """One meeting at a time; on each day the runs of meetings begin once more often than there are breaks."""
        if len(party.tasks) < 2:
            return
        busy = self._busy(party.tasks)
        for places in busy.values():
            self._row(-np.inf, 1.0, ((place, 1.0) for place in places))
        for first, last in self.instance.problem.all_days:
            runs = []
            for slot in range(first, last):
                if slot in busy:
                    runs.append(self._extra(1.0))
                    before = busy.get(slot - 1, []) if slot > first else []
                    cells: dict[int, float] = dict.fromkeys(busy[slot], -1.0)
                    for place in before:
                        cells[place] = cells.get(place, 0.0) + 1.0
                    self._row(0.0, np.inf, [cell for cell in cells.items() if cell[1]], [(runs[-1], 1.0)])
            if runs:
                pauses = self._extra(len(runs))
                self.cost[BREAKS][pauses] = party.people
                self._row(-1.0, np.inf, (), [(pauses, 1.0), *((run, -1.0) for run in runs)])


def _matrix(cells: list[tuple[int, int, float]], rows: int, columns: int) -> csr_array:
    row, column, cell = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_array((np.array(cell, dtype=float), (np.array(row, dtype=np.int64), np.array(column, dtype=np.int64))),
                     shape=(rows, columns))  # fmt: skip
