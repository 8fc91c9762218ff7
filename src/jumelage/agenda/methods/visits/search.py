"""The search over frames: one objective after the other, best bound first, each bound proved for every frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray

from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.methods.visits.neighbours import neighbourhood
from jumelage.agenda.methods.visits.program import Prices, Program, Relaxed
from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.shared_tasks import Frame
from jumelage.agenda.methods.visits.windows import Routes
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.scoring import score

__all__ = ["Candidate", "FrameSearch"]

SMALL = 1e-6
REFRESHES = 20
NARROW = 6_000
"""Routes in the first search of a frame: those of the relaxation and the cheapest, enough for a good agenda."""
SHARE, LAST = 0.75, 0.96
"""Of the time left, what one objective may take before the next, and what the last one may."""
PROVING, AGAIN = 0.6, 0.2
"""Of an objective's time, what goes to bounds and whole frames at first, and again after improving."""
PACE = 2e-5
"""Seconds of linear programming a route, before any was timed."""
FAR = 0.02
"""How far from its bound an agenda is worth improving at once, before other frames are bounded."""


@dataclass(eq=False)
class Candidate:
    """A frame, the routes of its windows, and what is known of it in the stage at hand."""

    frame: Frame
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
        held = sum(float(of_place[prices.resources.index[place]]) for place in self.frame)
        return prices.constant + held + sum(cheapest[id(routes)] for routes in self.groups)


@dataclass
class FrameSearch:
    """Searches the frames still possible; ``alive`` shrinks as objectives are settled.

    Where it is not ``complete``, there are frames besides, of which nothing is known.
    """

    instance: Instance
    clock: Clock
    report: Report
    resources: Resources
    alive: list[Candidate]
    complete: bool = True
    seed: int = 0
    schedule: Schedule | None = None
    held: tuple[Candidate, NDArray[np.int64]] | None = None
    kept: dict[str, float] = field(default_factory=dict)
    pace: float = PACE

    def run(self) -> Outcome:
        """Settle the objectives in the problem's order."""
        outcome = Outcome(proved=True)
        names = self.instance.problem.objectives or ("",)
        for position, name in enumerate(names):
            share = LAST if position == len(names) - 1 else SHARE
            bound = self._stage(name, self.clock.elapsed + self.clock.left * share)
            best = self._figure(name)
            if self.schedule is None:
                outcome.proved = bound == math.inf
                return outcome
            self._tell(name, best, bound)
            outcome.proved = outcome.proved and bound >= best
            outcome.bounds |= {name: int(-bound if name == "value" else bound)} if name else {}
            self.kept |= {name: best} if name else {}
            self.alive = [candidate for candidate in self.alive if candidate.bound <= best]
        outcome.schedule = self.schedule
        return outcome

    def _figure(self, name: str) -> float:
        """Give the best agenda's figure, smaller being better."""
        return math.inf if self.schedule is None else _figure(self.instance, self.schedule, name)

    def _stage(self, name: str, until: float) -> float:
        """Search one objective until ``until`` and give the bound proved over all frames."""
        for candidate in self.alive:
            candidate.begin()
        self._share(Prices.none(self.resources, name))
        span = until - self.clock.elapsed
        bound = self._prove(name, until - span * (1.0 - PROVING))
        if bound < self._figure(name):
            if not all(candidate.open for candidate in self.alive):
                self._improve(name, until - span * AGAIN, bound)
            for candidate in self.alive:
                candidate.open = True
            bound = self._prove(name, until)
        return bound

    def _prove(self, name: str, until: float) -> float:
        refreshes, best = 0, self._figure(name)
        while self.clock.elapsed < until:
            # Among equals a frame already relaxed goes first: an agenda that meets the bound ends the stage.
            ready = (one for one in self.alive if one.open)
            candidate = min(ready, key=lambda one: (one.bound, one.relaxed is None), default=None)
            if candidate is None or candidate.bound >= best:
                break
            if candidate.relaxed is None:
                candidate.open = self._relax(candidate, name, until)
                if candidate.relaxed is None:
                    continue
                if refreshes < REFRESHES:
                    refreshes += 1
                    self._share(candidate.relaxed.prices)
                if best - candidate.bound < FAR * abs(best):
                    continue
            candidate.open = self._choose(candidate, candidate.relaxed, name, until)
            best = self._figure(name)
        return min([best, self._unseen(name), *(candidate.bound for candidate in self.alive)])

    def _unseen(self, name: str) -> float:
        """Bound what frames not looked at could reach."""
        if self.complete:
            return math.inf
        return -float(sum(task.value for task in self.instance.tasks)) if name == "value" else 0.0

    def _improve(self, name: str, until: float, bound: float) -> None:
        """Free the days of a few colleagues at a time in the best agenda, the others keeping their routes."""
        if self.held is None or self.held[0] not in self.alive:
            return
        candidate, chosen = self.held
        program, draw = self._program(candidate), Random(self.seed)
        while self.clock.elapsed < until and bound < (best := self._figure(name)):
            free = neighbourhood(self.resources, candidate.owners, candidate.groups, draw)
            among = np.isin(program.group, free)
            among[chosen] = True
            answer = program.solve(name, self.kept, until - self.clock.elapsed, under=best, among=among)
            if answer.chosen is None:
                continue
            chosen = answer.chosen
            if _figure(self.instance, program.schedule(chosen), name) < best:
                self._keep(candidate, program, chosen, name)

    def _share(self, prices: Prices) -> None:
        """Raise the bound of every frame by the prices found in one."""
        cheapest: dict[int, float] = {}
        for candidate in self.alive:
            candidate.bound = max(candidate.bound, _whole(candidate.least(prices, cheapest)))

    def _program(self, candidate: Candidate) -> Program:
        return Program(self.instance, self.resources, candidate.frame, candidate.groups)

    def _relax(self, candidate: Candidate, name: str, until: float) -> bool:
        """Bound a frame by its linear relaxation; False when there is no time for it."""
        started = self.clock.elapsed
        if candidate.size * self.pace > until - started:
            return False
        try:
            candidate.relaxed = self._program(candidate).relax(name, self.kept, until - started)
        except TimeoutError:
            return False
        self.pace = max(self.pace, (self.clock.elapsed - started) / max(1000, candidate.size))
        least = math.inf if candidate.relaxed is None else candidate.least(candidate.relaxed.prices, {})
        candidate.bound = max(candidate.bound, _whole(least))
        return True

    def _choose(self, candidate: Candidate, relaxed: Relaxed, name: str, until: float) -> bool:
        """Look for whole routes in a frame; False when its time is over with its bound still open."""
        program, best, left = self._program(candidate), self._figure(name), until - self.clock.elapsed
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
        answer = program.solve(name, self.kept, left * (0.3 if first else 0.5), under=best - 1, among=among)
        if answer.chosen is not None:
            self._keep(candidate, program, answer.chosen, name)
        if not first:
            # Nothing under the best was asked for: the frame may still equal it.
            candidate.bound = max(candidate.bound, min(_whole(answer.bound), best))
        return first or candidate.bound >= self._figure(name) or answer.chosen is not None

    def _keep(self, candidate: Candidate, program: Program, chosen: NDArray[np.int64], name: str) -> None:
        self.schedule, self.held = program.schedule(chosen), (candidate, chosen)
        lowest = min([self._unseen(name), *(one.bound for one in self.alive)])
        self._tell(name, self._figure(name), lowest)

    def _tell(self, name: str, best: float, bound: float) -> None:
        sign = -1 if name == "value" else 1
        self.report(self.clock.progress(name or "value", int(sign * best), int(sign * min(best, bound))))


def _figure(instance: Instance, schedule: Schedule, name: str) -> float:
    figures = score(instance, schedule)
    return float(-figures["value"] if name == "value" else figures.get(name, 0))


def _whole(bound: float) -> float:
    """Every objective is a whole number: so is its bound."""
    return float(math.ceil(bound - SMALL)) if math.isfinite(bound) else bound
