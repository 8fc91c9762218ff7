"""The search over placements: one objective after the other, best bound first, each bound proved for every placement."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.methods.visits.neighbours import neighbourhood
from jumelage.agenda.methods.visits.program import Prices, Program, Relaxed
from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.shared_tasks import SharedHours
from jumelage.agenda.methods.visits.windows import Routes
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.objectives import VALUE, Objective

__all__ = ["Candidate", "VisitSearch"]

SMALL = 1e-6
REFRESHES = 20
NARROW = 6_000
"""Routes in the first search of a placement: those of the relaxation and the cheapest, enough for a good agenda."""
SHARE, LAST = 0.75, 0.96
"""Of the time left, what one objective may take before the next, and what the last one may."""
PROVING, AGAIN = 0.6, 0.2
"""Of an objective's time, what goes to bounds and whole placements at first, and again after improving."""
PACE = 2e-5
"""Seconds of linear programming a route, before any was timed."""
FAR = 0.02
"""How far from its bound an agenda is worth improving at once, before other placements are bounded."""


@dataclass(eq=False)
class Candidate:
    """A placement, the routes of its windows, and what is known of it in the stage at hand."""

    fixed: SharedHours
    groups: list[Routes]
    owners: list[int]
    bound: float = -math.inf
    relaxed: Relaxed | None = None
    tried: bool = False
    open: bool = True

    @property
    def size(self) -> int:
        """The number of routes."""
        return sum(routes.travel.size for routes in self.groups)

    def begin(self) -> None:
        """Forget the stage before."""
        self.bound, self.relaxed, self.tried, self.open = -math.inf, None, False, True

    def least(self, prices: Prices, cheapest: dict[int, float]) -> float:
        """Bound the objective by prices; ``cheapest`` remembers the best route of each window at these prices."""
        of_place = prices.of_place
        for routes in self.groups:
            if id(routes) not in cheapest:
                cheapest[id(routes)] = float(prices.costs(routes, of_place).min())
        held = sum(float(of_place[prices.resources.index[place]]) for place in self.fixed)
        return prices.constant + held + sum(cheapest[id(routes)] for routes in self.groups)


@dataclass
class VisitSearch:
    """Searches the placements still possible; ``alive`` shrinks as objectives are settled.

    Where it is not ``complete``, there are placements besides, of which nothing is known.
    """

    run: Run
    resources: Resources
    alive: list[Candidate]
    complete: bool = True
    schedule: Schedule | None = None
    held: tuple[Candidate, NDArray[np.int64]] | None = None
    kept: dict[Objective | None, float] = field(default_factory=dict)
    pace: float = PACE

    def search(self) -> Outcome:
        """Settle the objectives in the problem's order."""
        outcome = Outcome()
        names = self.run.objectives or (None,)
        for position, objective in enumerate(names):
            share = LAST if position == len(names) - 1 else SHARE
            bound = self._stage(objective, self.run.clock.elapsed + self.run.clock.left * share)
            best = self._figure(objective)
            if self.schedule is None:
                return Outcome(impossible=bound == math.inf)
            self._tell(objective, best, bound)
            if objective is not None:
                outcome.bounds[objective] = objective.cost(int(bound))
                self.kept[objective] = best
            self.alive = [candidate for candidate in self.alive if candidate.bound <= best]
        outcome.schedule = self.schedule
        return outcome

    def _figure(self, objective: Objective | None) -> float:
        """Give the best agenda's figure, smaller being better."""
        return math.inf if self.schedule is None else _figure(self.run.instance, self.schedule, objective)

    def _stage(self, objective: Objective | None, until: float) -> float:
        """Search one objective until ``until`` and give the bound proved over all placements."""
        for candidate in self.alive:
            candidate.begin()
        self._share(Prices.none(self.resources, objective))
        span = until - self.run.clock.elapsed
        bound = self._prove(objective, until - span * (1.0 - PROVING))
        if bound < self._figure(objective):
            if not all(candidate.open for candidate in self.alive):
                self._improve(objective, until - span * AGAIN, bound)
            for candidate in self.alive:
                candidate.open = True
            bound = self._prove(objective, until)
        return bound

    def _prove(self, objective: Objective | None, until: float) -> float:
        refreshes, best = 0, self._figure(objective)
        while self.run.clock.elapsed < until:
            # Among equals a placement already relaxed goes first: an agenda that meets the bound ends the stage.
            ready = (one for one in self.alive if one.open)
            candidate = min(ready, key=lambda one: (one.bound, one.relaxed is None), default=None)
            if candidate is None or candidate.bound >= best:
                break
            if candidate.relaxed is None:
                candidate.open = self._relax(candidate, objective, until)
                if candidate.relaxed is None:
                    continue
                if refreshes < REFRESHES:
                    refreshes += 1
                    self._share(candidate.relaxed.prices)
                if best - candidate.bound < FAR * abs(best):
                    continue
            candidate.open = self._choose(candidate, candidate.relaxed, objective, until)
            best = self._figure(objective)
        return min([best, self._unseen(objective), *(candidate.bound for candidate in self.alive)])

    def _unseen(self, objective: Objective | None) -> float:
        """Bound what placements not looked at could reach."""
        if self.complete:
            return math.inf
        return -float(sum(task.value for task in self.run.instance.tasks)) if objective == VALUE else 0.0

    def _improve(self, objective: Objective | None, until: float, bound: float) -> None:
        """Free the days of a few colleagues at a time in the best agenda, the others keeping their routes."""
        if self.held is None or self.held[0] not in self.alive:
            return
        candidate, chosen = self.held
        program, draw = self._program(candidate), Random(self.run.seed)
        while self.run.clock.elapsed < until and bound < (best := self._figure(objective)):
            free = neighbourhood(self.resources, candidate.owners, candidate.groups, draw)
            among = np.isin(program.group, free)
            among[chosen] = True
            answer = program.solve(objective, self.kept, until - self.run.clock.elapsed, under=best, among=among)
            if answer.chosen is None:
                continue
            chosen = answer.chosen
            if _figure(self.run.instance, program.schedule(chosen), objective) < best:
                self._keep(candidate, program, chosen, objective)

    def _share(self, prices: Prices) -> None:
        """Raise the bound of every placement by the prices found in one."""
        cheapest: dict[int, float] = {}
        for candidate in self.alive:
            candidate.bound = max(candidate.bound, _whole(candidate.least(prices, cheapest)))

    def _program(self, candidate: Candidate) -> Program:
        return Program(self.run.instance, self.resources, candidate.fixed, candidate.groups)

    def _relax(self, candidate: Candidate, objective: Objective | None, until: float) -> bool:
        """Bound a placement by its linear relaxation; False when there is no time for it."""
        started = self.run.clock.elapsed
        if candidate.size * self.pace > until - started:
            return False
        try:
            candidate.relaxed = self._program(candidate).relax(objective, self.kept, until - started)
        except TimeoutError:
            return False
        self.pace = max(self.pace, (self.run.clock.elapsed - started) / max(1000, candidate.size))
        least = math.inf if candidate.relaxed is None else candidate.least(candidate.relaxed.prices, {})
        candidate.bound = max(candidate.bound, _whole(least))
        return True

    def _choose(self, candidate: Candidate, relaxed: Relaxed, objective: Objective | None, until: float) -> bool:
        """Look for whole routes in a placement; False when its time is over with its bound still open."""
        program, best, left = self._program(candidate), self._figure(objective), until - self.run.clock.elapsed
        reduced, least = program.reduced(relaxed.prices), candidate.least(relaxed.prices, {})
        # No agenda better than the best has a route that costs more than what separates it from the bound.
        among = reduced <= best - 1 - least + SMALL
        if not among.any():
            candidate.bound = best
            return True
        first = not candidate.tried and int(among.sum()) > NARROW
        candidate.tried = True
        if first:
            among &= program.cheapest(relaxed.prices, NARROW, relaxed.used)
        elif 3 * int(among.sum()) * self.pace > left:
            return False
        answer = program.solve(objective, self.kept, left * (0.3 if first else 0.5), under=best - 1, among=among)
        if answer.chosen is not None:
            self._keep(candidate, program, answer.chosen, objective)
        if not first:
            # Nothing under the best was asked for: the placement may still equal it.
            candidate.bound = max(candidate.bound, min(_whole(answer.bound), best))
        return first or candidate.bound >= self._figure(objective) or answer.chosen is not None

    def _keep(
        self, candidate: Candidate, program: Program, chosen: NDArray[np.int64], objective: Objective | None
    ) -> None:
        self.schedule, self.held = program.schedule(chosen), (candidate, chosen)
        lowest = min([self._unseen(objective), *(one.bound for one in self.alive)])
        self._tell(objective, self._figure(objective), lowest)

    def _tell(self, objective: Objective | None, best: float, bound: float) -> None:
        if objective is not None:
            self.run.tell(objective, self.schedule, objective.cost(int(min(best, bound))))


def _figure(instance: Instance, schedule: Schedule, objective: Objective | None) -> float:
    return 0.0 if objective is None else float(objective.cost(objective.score(instance, schedule)))


def _whole(bound: float) -> float:
    """Every objective is a whole number: so is its bound."""
    return float(math.ceil(bound - SMALL)) if math.isfinite(bound) else bound
