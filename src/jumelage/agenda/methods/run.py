"""One search: what is asked and with what means, what it found, and what every method offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.objectives import Objective, displaced_from, moved_from, named
from jumelage.agenda.model.progress import Clock, Report, silent

__all__ = ["Incumbent", "Method", "Outcome", "Run"]


class Incumbent:
    """The best schedule so far; any thread may read it."""

    def __init__(self) -> None:
        self._best: tuple[tuple[int, ...], Schedule] | None = None

    @property
    def schedule(self) -> Schedule | None:
        """The schedule, None while there is none."""
        return None if self._best is None else self._best[1]

    def offer(self, rank: tuple[int, ...], schedule: Schedule) -> None:
        """Keep a schedule that is better than the best."""
        if self._best is None or rank < self._best[0]:
            self._best = (rank, dict(schedule))


@dataclass(frozen=True)
class Run:
    """What a method is given.

    Parameters
    ----------
    instance
        The compiled problem.
    clock
        When to stop.
    objectives
        What to optimise, in order; none: any agenda will do.
    workers, seed
        Threads, and the seed of all chance.
    report
        Called with each improvement.
    published
        In a repair, the schedule that people hold.
    incumbent
        The best schedule so far, whoever found it.
    proved
        The first objectives whose figures cannot be better than the incumbent's.
    """

    instance: Instance
    clock: Clock
    objectives: tuple[Objective, ...]
    workers: int = 2
    seed: int = 0
    report: Report = silent
    published: Schedule | None = None
    incumbent: Incumbent = field(default_factory=Incumbent)
    proved: Mapping[Objective, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        instance: Instance,
        clock: Clock,
        *,
        workers: int = 2,
        seed: int = 0,
        report: Report = silent,
        published: Schedule | None = None,
    ) -> Run:
        """Take the problem's objectives; a repair adds meetings moved, after those that only tell which take place."""
        order = named(instance.problem.objectives)
        if published is not None:
            choice = tuple(objective for objective in order if objective.by_choice)
            hours = (objective for objective in order if not objective.by_choice)
            order = (*choice, moved_from(published), *hours, displaced_from(published))
        return cls(instance, clock, order, workers, seed, report, published)

    def within(self, share: float) -> Run:
        """Give the same run a share of the time that is left."""
        return replace(self, clock=self.clock.part(share))

    def tell(self, objective: Objective | None, schedule: Schedule | None, bound: int | None) -> None:
        """Report a schedule and what is proved of an objective, and keep the schedule if it is the best so far."""
        if schedule is not None:
            self.incumbent.offer(self.rank(schedule), schedule)
        if objective is None:
            self.report(self.clock.progress("", None, None))
            return
        best = self.incumbent.schedule
        value = None if best is None else objective.score(self.instance, best)
        self.report(self.clock.progress(objective.name, value, bound))

    def figures(self, schedule: Schedule) -> dict[Objective, int]:
        """Count every objective of a schedule."""
        return {objective: objective.score(self.instance, schedule) for objective in self.objectives}

    def rank(self, schedule: Schedule) -> tuple[int, ...]:
        """Give the figures in order, less being better."""
        return tuple(objective.cost(objective.score(self.instance, schedule)) for objective in self.objectives)


@dataclass
class Outcome:
    """What a method hands back.

    Parameters
    ----------
    schedule
        The best schedule found (None: none).
    bounds
        What was proved of each objective that the method searched, among schedules as good in those before it.
    impossible
        It is proved that there is no schedule.
    """

    schedule: Schedule | None = None
    bounds: dict[Objective, int] = field(default_factory=dict)
    impossible: bool = False

    def proves(self, figures: Mapping[Objective, int]) -> bool:
        """Tell whether every figure is proved best; an objective without a bound never is."""
        return all(self.bounds.get(objective) == figure for objective, figure in figures.items())


class Method(Protocol):
    """A way of searching."""

    @property
    def supports(self) -> frozenset[Objective]:
        """The objectives that it can search and bound."""

    def applies(self, run: Run) -> bool:
        """Tell whether it says all of the problem, its objectives apart."""

    def solve(self, run: Run) -> Outcome | None:
        """Search; None, or an outcome that has no schedule and proves nothing, hands the time that is left on."""
