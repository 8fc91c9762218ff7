"""The search over frames: one objective after the other, best bound first, each bound proved for every frame."""

from __future__ import annotations

import heapq
import math
import random
from dataclasses import dataclass, field

import numpy as np

from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.outcome import Outcome
from jumelage.agenda.progress import Clock, Report
from jumelage.agenda.scoring import score
from jumelage.agenda.visits_frames import Frame
from jumelage.agenda.visits_program import Prices, Program
from jumelage.agenda.visits_resources import Resources
from jumelage.agenda.visits_windows import Routes

__all__ = ["Candidate", "FrameSearch"]

SMALL = 1e-6
REFRESHES = 5
NARROW = 0.01
SHARE = 0.6
FREE_WINDOWS = 24


@dataclass
class Candidate:
    """A frame, the routes of its windows, and what is proved of it in the stage at hand."""

    frame: Frame
    groups: list[Routes]
    bound: float = -math.inf
    prices: Prices | None = None
    narrow: bool = True

    def bounded(self, prices: Prices, resources: Resources, cheapest: dict[int, float]) -> None:
        """Raise the bound by prices; ``cheapest`` remembers the best route of each window at these prices."""
        of_place = prices.of_place
        bound = prices.constant + sum(float(of_place[resources.index[place]]) for place in self.frame)
        for routes in self.groups:
            if id(routes) not in cheapest:
                cheapest[id(routes)] = float(prices.costs(routes, of_place).min())
            bound += cheapest[id(routes)]
        self.bound = max(self.bound, _whole(bound))


def _whole(bound: float) -> float:
    """Every objective is a whole number: so is its bound."""
    return float(math.ceil(bound - SMALL)) if math.isfinite(bound) else bound


@dataclass
class FrameSearch:
    """Searches the frames still possible; ``alive`` shrinks as objectives are settled."""

    instance: Instance
    clock: Clock
    report: Report
    resources: Resources
    alive: list[Candidate]
    seed: int
    schedule: Schedule | None = None
    chosen: tuple[Candidate, frozenset[int]] | None = None
    kept: dict[str, float] = field(default_factory=dict)

    def run(self) -> Outcome:
        """Settle the objectives in the problem's order."""
        outcome = Outcome(proved=True)
        names = self.instance.problem.objectives or ("",)
        for position, name in enumerate(names):
            share = 1.0 if position == len(names) - 1 else SHARE
            bound = self._stage(name, self.clock.elapsed + self.clock.left * share)
            if self.schedule is None:
                outcome.proved = math.isinf(bound) and bound > 0
                return outcome
            best = self._figure(name)
            outcome.proved = outcome.proved and bound >= best
            if name:
                bound = min(bound, best)
                if math.isfinite(bound):
                    outcome.bounds[name] = int(-bound if name == "value" else bound)
                self.kept[name] = best
            self.alive = [candidate for candidate in self.alive if candidate.bound <= best]
        outcome.schedule = self.schedule
        return outcome

    def _figure(self, name: str) -> float:
        """Give the best agenda's figure, smaller being better."""
        if self.schedule is None:
            return math.inf
        figures = score(self.instance, self.schedule)
        return float(-figures["value"] if name == "value" else figures.get(name, 0))

    def _stage(self, name: str, until: float) -> float:
        """Search one objective until ``until`` and give the bound proved over all frames."""
        free, cheapest = Prices.none(self.resources, name), dict[int, float]()
        for candidate in self.alive:
            candidate.bound, candidate.prices, candidate.narrow = -math.inf, None, True
            candidate.bounded(free, self.resources, cheapest)
        queue = [(candidate.bound, number) for number, candidate in enumerate(self.alive)]
        heapq.heapify(queue)
        left_open, refreshes = math.inf, 0
        while queue and queue[0][0] < self._figure(name) and self.clock.elapsed < until:
            _, number = heapq.heappop(queue)
            candidate = self.alive[number]
            try:
                if candidate.prices is None:
                    if self._relax(candidate, name, until) and refreshes < REFRESHES:
                        refreshes += 1
                        self._refresh(candidate.prices)
                        queue = [(self.alive[n].bound, n) for _, n in queue]
                        heapq.heapify(queue)
                elif not self._choose(candidate, name, until):
                    left_open = min(left_open, candidate.bound)
                    continue
            except TimeoutError:
                left_open = min(left_open, candidate.bound)
                continue
            if candidate.bound < self._figure(name):
                heapq.heappush(queue, (candidate.bound, number))
        proved = min([left_open, *(bound for bound, _ in queue)])
        if self.chosen is not None and proved < self._figure(name):
            self._improve(name, until, proved)
        return min(proved, self._figure(name))

    def _relax(self, candidate: Candidate, name: str, until: float) -> bool:
        candidate.prices = Program(self.instance, self.resources, candidate.frame, candidate.groups).relax(
            name, self.kept, until - self.clock.elapsed
        )
        if candidate.prices is None:
            candidate.bound = math.inf
            return False
        candidate.bounded(candidate.prices, self.resources, {})
        return True

    def _refresh(self, prices: Prices | None) -> None:
        if prices is not None:
            cheapest: dict[int, float] = {}
            for candidate in self.alive:
                candidate.bounded(prices, self.resources, cheapest)

    def _choose(self, candidate: Candidate, name: str, until: float) -> bool:
        """Look for whole routes in a frame; False when its time is over with its bound still open."""
        program = Program(self.instance, self.resources, candidate.frame, candidate.groups)
        prices = candidate.prices
        assert prices is not None
        best = self._figure(name)
        reduced = program.reduced(prices)
        exact = self._exact(candidate, prices)
        gap = best - 1 - exact
        slack = max(1.0, NARROW * abs(exact))
        narrow, candidate.narrow = candidate.narrow and slack < gap, False
        among = reduced <= (slack if narrow else gap) + SMALL
        limit = (until - self.clock.elapsed) * (0.3 if narrow else 0.5)
        answer = program.solve(name, self.kept, limit, under=best - 1, among=among)
        if answer.chosen is not None:
            self._keep(candidate, program, answer.chosen, name)
        proved = _whole(min(answer.bound, exact + slack) if narrow else answer.bound)
        candidate.bound = max(candidate.bound, proved)
        return narrow or answer.chosen is not None and candidate.bound < self._figure(name) or candidate.bound >= self._figure(name)

    def _exact(self, candidate: Candidate, prices: Prices) -> float:
        of_place = prices.of_place
        own = sum(float(prices.costs(routes, of_place).min()) for routes in candidate.groups)
        return prices.constant + own + sum(float(of_place[self.resources.index[place]]) for place in candidate.frame)

    def _keep(self, candidate: Candidate, program: Program, chosen: np.ndarray, name: str) -> None:
        self.schedule = program.schedule(chosen)
        self.chosen = (candidate, frozenset(int(column) for column in chosen))
        lowest = min((c.bound for c in self.alive), default=math.inf)
        best, sign = self._figure(name), -1 if name == "value" else 1
        self.report(self.clock.progress(name or "value", int(sign * best), int(sign * min(lowest, best))))

    def _improve(self, name: str, until: float, proved: float) -> None:
        """Free a few windows at a time of the best agenda, the others keeping their routes."""
        chance = random.Random(self.seed)
