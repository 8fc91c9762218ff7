"""Events with more requests than places: choose the meetings first, then their hours, then reduce the breaks.

The selection bounds value and shortfall for every agenda; when all it chose can be seated, both are proved. What is
chosen is then an agenda with everything placed: small ones are proved by clauses, large ones improved by local search.
Where it is not the only best choice, fewer breaks may come with another: while starts are few, a model of all that was
asked decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from jumelage.agenda.methods.clauses.method import few_starts, fits_clauses, prove
from jumelage.agenda.methods.run import Incumbent, Outcome, Run
from jumelage.agenda.model.instance import Instance, Schedule, restrict
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE

__all__ = ["Choice"]

AGAIN = 2.0
"""Seconds that must be left to choose the meetings again with their breaks in mind."""


class Choice:
    """Selection by linear programming, then seating: nobody travels, one site and group each, value before breaks."""

    supports = frozenset({VALUE, SHORTFALL, BREAKS, TRAVEL})

    def applies(self, run: Run) -> bool:
        """Tell whether choosing first makes sense."""
        instance = run.instance
        first = tuple(objective for objective in run.objectives if objective.by_choice)
        return (
            run.published is None
            and not instance.travelling
            and all(len(task.attendees) == 1 and len(task.sites) <= 1 for task in instance.tasks)
            and (VALUE in first or all(task.required for task in instance.tasks))
            and run.objectives[: len(first)] == first
            and instance.problem.max_break_difference is None
        )

    def solve(self, run: Run) -> Outcome | None:
        """Solve by selection; None when what was chosen cannot be seated."""
        from jumelage.agenda.methods.cp.hours import seat_all
        from jumelage.agenda.methods.selection.program import select

        first = tuple(objective for objective in run.objectives if objective != BREAKS)
        chosen = select(run.instance, first, run.clock.left * 0.4)
        if chosen.tasks is None:
            return None
        part = restrict(run.instance, chosen.tasks)
        schedule = seat_all(part, run.within(0.8))
        if schedule is None:
            return None
        for objective in first:
            run.tell(objective, _renumbered(schedule, chosen.tasks), chosen.bounds.get(objective, 0))
        if BREAKS in run.objectives:
            run.tell(BREAKS, _renumbered(schedule, chosen.tasks), 0)
            if run.clock.left > AGAIN:
                fewer_breaks = select(run.instance, run.objectives, run.clock.left * 0.2)
                again = restrict(run.instance, fewer_breaks.tasks) if fewer_breaks.tasks else None
                seated = seat_all(again, run.within(0.3)) if again is not None else None
                if seated is not None and fewer_breaks.tasks is not None:
                    chosen, schedule = fewer_breaks, seated
                elif BREAKS in fewer_breaks.bounds:
                    chosen.bounds[BREAKS] = fewer_breaks.bounds[BREAKS]
        bounds = {BREAKS: 0, TRAVEL: 0, **chosen.bounds}
        outcome = Outcome(_renumbered(schedule, chosen.tasks or ()), bounds)
        if BREAKS in run.objectives:
            _reduce(run, outcome)
        return outcome


def _reduce(run: Run, outcome: Outcome) -> None:
    """Reduce the breaks over what was chosen, and over any choice where that is small enough."""
    if not few_starts(run.instance):
        _reduce_chosen(run, outcome)
        return
    whole = AnyChoice(run)
    if not whole.lower(outcome, share=0.1):
        _reduce_chosen(run.within(0.5), outcome)
    whole.lower(outcome, share=1.0)


def _renumbered(schedule: Schedule, chosen: Collection[int]) -> Schedule:
    """Give tasks of a restricted instance their numbers in the whole one."""
    numbers = sorted(chosen)
    return {numbers[n]: place for n, place in schedule.items()}


@dataclass(frozen=True, slots=True)
class AnyChoice:
    """The model of all that was asked, where the best choice is not the only one: another may have fewer breaks."""

    run: Run

    def lower(self, outcome: Outcome, *, share: float) -> bool:
        """Lower the breaks within a share of the time that is left; tell whether they are proved."""
        from jumelage.agenda.methods.cp.hours import HourModel
        from jumelage.agenda.methods.cp.stages import ENOUGH, Stage, hold, optimise, teller

        run, schedule, lower = self.run, outcome.schedule or {}, outcome.bounds[BREAKS]
        figures, limit = run.figures(schedule), run.clock.left * share
        best = figures[BREAKS]
        if best <= lower or limit <= ENOUGH:
            return best <= lower
        model = HourModel.build(run.instance, tours=True)
        for objective in run.objectives[: run.objectives.index(BREAKS)]:
            hold(model, objective, figures[objective])
        stage = Stage(BREAKS, run, limit, bound=lower)
        answer = optimise(model, stage, schedule, teller(run, BREAKS))
        if answer.schedule is not None and BREAKS.score(run.instance, answer.schedule) <= best:
            outcome.schedule, best = answer.schedule, BREAKS.score(run.instance, answer.schedule)
        outcome.bounds[BREAKS] = max(lower, answer.bound or 0)
        return best <= outcome.bounds[BREAKS]


def _reduce_chosen(run: Run, outcome: Outcome) -> None:
    """Reduce the breaks of what was chosen.

    Zero is the only figure that clauses can prove here: another selection might have fewer.
    """
    from jumelage.agenda.methods.local_search import reduce_breaks

    lower, chosen = outcome.bounds[BREAKS], frozenset(outcome.schedule or {})
    rank = {number: n for n, number in enumerate(sorted(chosen))}
    schedule = {rank[number]: place for number, place in (outcome.schedule or {}).items()}
    part: Instance = restrict(run.instance, chosen)
    own = replace(run, instance=part, objectives=(BREAKS,), incumbent=Incumbent())
    if few_starts(part) and fits_clauses(part):
        schedule = prove(own.within(0.7), schedule).schedule or schedule

    def tell(better: Schedule) -> None:
        run.tell(BREAKS, _renumbered(better, chosen), lower)

    schedule = reduce_breaks(own, schedule, lower, tell)
    outcome.schedule = _renumbered(schedule, chosen)
