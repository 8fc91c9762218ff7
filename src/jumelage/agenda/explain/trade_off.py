"""What a repair could buy: the fewest breaks for each number of meetings that may move."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.agenda.methods.cp.hours import Model
from jumelage.agenda.methods.cp.stages import Stage, run
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.progress import Clock
from jumelage.agenda.model.scoring import score

__all__ = ["Point", "trade_off"]


@dataclass(frozen=True, slots=True)
class Point:
    """``breaks`` that ``moved`` meetings allow; ``proved`` when nothing less is possible."""

    moved: int
    breaks: int
    proved: bool


def trade_off(
    instance: Instance, published: Schedule, schedule: Schedule, first: Point, clock: Clock, *, points: int = 5
) -> list[Point]:
    """Trace the curve from ``first``, the point of the repair ``schedule``, allowing twice as many moves each time.

    Every point holds all that the repair placed.
    """
    curve = [first]
    for number in range(points):
        if clock.left < 0.1 or curve[-1].breaks == 0:
            break
        allowed = max(curve[-1].moved + 1, curve[-1].moved * 2)
        part = Clock(clock.elapsed + clock.left / (points - number), clock.started)
        found, proved = _fewest(instance, published, schedule, allowed, part)
        schedule = found
        curve.append(Point(allowed, score(instance, found)["breaks"], proved))
    return curve


def _fewest(
    instance: Instance, published: Schedule, schedule: Schedule, allowed: int, clock: Clock
) -> tuple[Schedule, bool]:
    model = Model.build(instance, tours=True)
    model.publish(published)
    model.cp.add(model.objective("moved") <= allowed)
    for number in range(len(instance.tasks)):
        model.cp.add(model.placed(number) == int(number in schedule))
    answer = run(model, Stage("breaks", max(0.05, clock.left), 2, 0), schedule, lambda found, bound: None)
    found_schedule = answer.schedule or schedule
    return found_schedule, answer.bound == score(instance, found_schedule)["breaks"]
