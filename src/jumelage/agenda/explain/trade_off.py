"""What a repair could buy: the fewest breaks for each number of meetings that may move."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.agenda.methods.cp.hours import HourModel
from jumelage.agenda.methods.cp.stages import Stage, optimise
from jumelage.agenda.methods.run import Run
from jumelage.agenda.model.instance import Schedule
from jumelage.agenda.model.objectives import BREAKS, MOVED

__all__ = ["Point", "trade_off"]


@dataclass(frozen=True, slots=True)
class Point:
    """``breaks`` that ``moved`` meetings allow; ``proved`` when nothing less is possible."""

    moved: int
    breaks: int
    proved: bool


def trade_off(run: Run, schedule: Schedule, first: Point, *, points: int = 5) -> list[Point]:
    """Trace the curve from ``first``, the point of the repair ``schedule``, allowing twice as many moves each time.

    Every point holds all that the repair placed.
    """
    curve = [first]
    for number in range(points):
        if run.clock.left < 0.1 or curve[-1].breaks == 0:
            break
        allowed = max(curve[-1].moved + 1, curve[-1].moved * 2)
        schedule, proved = _fewest(run.within(1 / (points - number)), schedule, allowed)
        curve.append(Point(allowed, BREAKS.score(run.instance, schedule), proved))
    return curve


def _fewest(run: Run, schedule: Schedule, allowed: int) -> tuple[Schedule, bool]:
    model = HourModel.build(run.instance, tours=True)
    model.publish(run.published or {})
    model.cp.add(model.objective(MOVED) <= allowed)
    for number in range(len(run.instance.tasks)):
        model.cp.add(model.placed(number) == int(number in schedule))
    stage = Stage(BREAKS, run, run.clock.left)
    answer = optimise(model, stage, schedule, lambda found, bound: None)
    found = answer.schedule or schedule
    return found, answer.bound == BREAKS.score(run.instance, found)
