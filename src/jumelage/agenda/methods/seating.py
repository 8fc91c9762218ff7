"""The two methods that only look for an agenda: by ejection chains at once, then by CP-SAT over what is required."""

from __future__ import annotations

from dataclasses import replace

from jumelage.agenda.methods.first import Placing, add_optional, first_agenda
from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.instance import Schedule, restrict
from jumelage.agenda.model.objectives import DISPLACED, KNOWN, MOVED
from jumelage.agenda.model.scoring import even_enough

__all__ = ["Place", "Seat"]

SOON = 2.0
"""Seconds that ejection chains may take."""
AT_ONCE = 0.6
"""Of the time left, what they may take where it is short."""
LEAST = 0.5
"""Seconds that they have even where the time is over before it began, as on a busy machine."""
SHARE = 0.25
"""Of the time left, what looking for any agenda may take."""


class Place:
    """Ejection chains, for every problem: an agenda at once, and no proof."""

    supports = frozenset({*KNOWN.values(), MOVED, DISPLACED})

    def applies(self, run: Run) -> bool:
        """Take every problem."""
        return True

    def solve(self, run: Run) -> Outcome | None:
        """Place what is required, then what fits."""
        seconds = min(SOON, max(LEAST, run.clock.left * AT_ONCE))
        return Outcome(first_agenda(run, replace(run.clock, limit=run.clock.elapsed + seconds)))


class Seat:
    """CP-SAT over what is required, where nothing was found before: an agenda, or that there is none."""

    supports = frozenset({*KNOWN.values(), MOVED, DISPLACED})

    def applies(self, run: Run) -> bool:
        """Tell whether there is no agenda yet."""
        return run.incumbent.schedule is None

    def solve(self, run: Run) -> Outcome | None:
        """Seat what is required, evenly where asked for; then place what fits besides."""
        from jumelage.agenda.methods.cp.hours import HourModel
        from jumelage.agenda.methods.cp.stages import Stage, optimise

        required = frozenset(task.number for task in run.instance.tasks if task.required)
        part = restrict(run.instance, required)
        numbers, schedule = sorted(required), None
        for tours in (False, True):
            stage = Stage(None, replace(run, objectives=()), run.clock.left * SHARE)
            answer = optimise(HourModel.build(part, tours=tours), stage, schedule, lambda _, bound: None)
            if answer.impossible and not tours:
                return Outcome(impossible=True)
            if answer.schedule is None:
                return None
            schedule = answer.schedule
            if even_enough(part, schedule):
                break
        if schedule is None:
            return None
        return Outcome(_filled(run, {numbers[n]: place for n, place in schedule.items()}))


def _filled(run: Run, schedule: Schedule) -> Schedule:
    placing = Placing(run.instance, run.seed)
    for number, place in schedule.items():
        placing.put(number, place)
    add_optional(placing, run.clock.part(SHARE))
    return placing.schedule
