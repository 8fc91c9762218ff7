"""Events with more requests than places: choose the meetings first, then their hours, then calm the hours.

The selection bounds value and shortfall for every agenda; when all it chose can be seated, both are proved. What is
chosen is then an agenda with everything placed: small ones are proved by clauses, large ones polished. Where it is not
the only best choice, fewer breaks may come with another: while hours are few, a model of all that was asked decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ortools.sat.python import cp_model

from jumelage.agenda.methods.clauses.form import suits
from jumelage.agenda.methods.clauses.proof import prove
from jumelage.agenda.methods.cp.hours import Model
from jumelage.agenda.methods.cp.stages import Stage, hold, run
from jumelage.agenda.methods.local_search import polish
from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.methods.selection import select
from jumelage.agenda.model.instance import Instance, Schedule, restrict
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.scoring import score

__all__ = ["by_selection", "few_cells", "seat_all", "selectable"]

CALM = 2.0
"""Seconds that must be left to choose the meetings again with their breaks in mind."""

ENOUGH = 0.05
"""Seconds below which no more search begins."""

FEW_CELLS = 15_000
"""Starts up to which clauses can be written, and a model of all that was asked solved."""


def selectable(instance: Instance) -> bool:
    """Tell whether choosing first makes sense: nobody travels, one site and crew each, value before breaks."""
    order = instance.problem.objectives
    first = [name for name in order if name in ("value", "shortfall")]
    return (
        not instance.travelling
        and all(len(task.crews) == 1 and len(task.sites) <= 1 for task in instance.tasks)
        and ("value" in first or all(task.required for task in instance.tasks))
        and order[: len(first)] == tuple(first)
        and instance.problem.max_break_difference is None
    )


def few_cells(instance: Instance) -> bool:
    """Tell whether all possible starts can be written down, as clauses or in one model."""
    return sum(len(task.all_starts) for task in instance.tasks) <= FEW_CELLS


def by_selection(
    instance: Instance, clock: Clock, names: tuple[str, ...], *, seed: int, workers: int, report: Report
) -> Outcome | None:
    """Solve by selection; None when what was chosen cannot be seated (another way has to be taken)."""
    chosen = select(instance, tuple(name for name in names if name != "breaks"), clock.left * 0.4)
    if chosen.tasks is None:
        return None
    part = restrict(instance, chosen.tasks)
    schedule = seat_all(part, clock.left * 0.8, workers, seed)
    if schedule is None:
        return None
    for name in ("value", "shortfall"):
        if name in names:
            report(clock.progress(name, score(part, schedule)[name], chosen.bounds[name]))
    if "breaks" in names:
        report(clock.progress("breaks", score(part, schedule)["breaks"], 0))
    if "breaks" in names and clock.left > CALM:
        calmer = select(instance, names, clock.left * 0.2)
        again = restrict(instance, calmer.tasks) if calmer.tasks else None
        seated = seat_all(again, clock.left * 0.3, workers, seed) if again is not None else None
        if again is not None and seated is not None and calmer.tasks is not None:
            chosen, part, schedule = calmer, again, seated
        elif "breaks" in calmer.bounds:
            chosen.bounds["breaks"] = calmer.bounds["breaks"]
    bounds = {**chosen.bounds, "breaks": chosen.bounds.get("breaks", 0), "travel": 0}
    outcome = Outcome(_renumbered(schedule, chosen.tasks), bounds)
    if "breaks" in names:
        whole = AnyChoice(instance, clock, names, workers, seed, report) if few_cells(instance) else None
        if whole is None or not whole.lower(outcome, share=0.1):
            _calm(instance, clock, outcome, seed, report, share=1.0 if whole is None else 0.5)
        if whole is not None:
            whole.lower(outcome, share=1.0)
    figures = score(instance, outcome.schedule or {})
    outcome.proved = all(outcome.bounds[name] == figures[name] for name in names if name)
    return outcome


def _renumbered(schedule: Schedule, chosen: Collection[int] | None) -> Schedule:
    """Give tasks of a restricted instance their numbers in the whole one."""
    numbers = sorted(chosen or ())
    return {numbers[n]: place for n, place in schedule.items()}


@dataclass(frozen=True, slots=True)
class AnyChoice:
    """The model of all that was asked, where the best choice is not the only one: another may have fewer breaks."""

    instance: Instance
    clock: Clock
    names: tuple[str, ...]
    workers: int
    seed: int
    report: Report

    def lower(self, outcome: Outcome, *, share: float) -> bool:
        """Lower the breaks within a share of the time that is left; tell whether they are proved."""
        schedule, lower = outcome.schedule or {}, outcome.bounds["breaks"]
        figures = score(self.instance, schedule)
        limit = self.clock.left * share
        if figures["breaks"] <= lower or limit <= ENOUGH:
            return figures["breaks"] <= lower
        model = Model.build(self.instance, tours=True)
        for name in self.names[: self.names.index("breaks")]:
            hold(model, name, figures[name])
        stage = Stage("breaks", limit, self.workers, self.seed, bound=lower)
        answer = run(model, stage, schedule, self._tell)
        best = figures["breaks"]
        if answer.schedule is not None and score(self.instance, answer.schedule)["breaks"] <= best:
            outcome.schedule, best = answer.schedule, score(self.instance, answer.schedule)["breaks"]
        outcome.bounds["breaks"] = max(lower, answer.bound or 0)
        return best <= outcome.bounds["breaks"]

    def _tell(self, better: Schedule, bound: int | None) -> None:
        self.report(self.clock.progress("breaks", score(self.instance, better)["breaks"], bound))


def seat_all(instance: Instance, limit: float, workers: int, seed: int) -> Schedule | None:
    """Find hours for every task, breaks aside."""
    model = Model.build(instance, tours=False)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, limit)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(model.cp)
    return model.schedule(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _calm(instance: Instance, clock: Clock, outcome: Outcome, seed: int, report: Report, *, share: float) -> None:
    """Lower the breaks of what was chosen, in a share of the time that is left.

    Zero is the only figure that clauses can prove here: another selection might have fewer.
    """
    lower, chosen = outcome.bounds["breaks"], frozenset(outcome.schedule or {})
    part, rank = restrict(instance, chosen), {number: n for n, number in enumerate(sorted(chosen))}
    schedule = {rank[number]: place for number, place in (outcome.schedule or {}).items()}
    clock = Clock(clock.limit - clock.left * (1.0 - share), clock.started)
    if few_cells(part) and suits(part):
        first = Clock(clock.limit - clock.left * 0.3, clock.started)
        schedule = prove(part, first, names=("breaks",), report=report, start=schedule).schedule or schedule

    def tell(better: Schedule, breaks: int) -> None:
        report(clock.progress("breaks", breaks, lower))

    outcome.schedule = _renumbered(polish(part, schedule, lower, clock, seed=seed, tell=tell), chosen)
