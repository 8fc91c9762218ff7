"""What an agenda is judged by: each objective with its sense, its words and its figure for a schedule.

This is how the solver counts; the check counts on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jumelage.agenda.model.instance import Instance, Place, Schedule
from jumelage.agenda.model.scoring import legs_of, person_breaks
from jumelage.language import Bilingual

__all__ = [
    "BREAKS",
    "DISPLACED",
    "FINISHES",
    "KNOWN",
    "MOVED",
    "SHORTFALL",
    "TRAVEL",
    "VALUE",
    "Objective",
    "displaced_from",
    "displacement",
    "moved_from",
    "named",
]


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing to make as large or as small as possible; two with one name are the same.

    Parameters
    ----------
    name
        As the file writes it.
    label
        What people read.
    score
        Its figure for a schedule of an instance.
    maximise
        Larger is better; else smaller is.
    by_choice
        It follows from which meetings are placed, whatever their hours and sites.
    """

    name: str
    label: Bilingual = field(compare=False)
    score: Callable[[Instance, Schedule], int] = field(compare=False, repr=False)
    maximise: bool = field(default=False, compare=False)
    by_choice: bool = field(default=False, compare=False)

    def cost(self, figure: int) -> int:
        """Turn a figure into one of which less is better."""
        return -figure if self.maximise else figure


def _value(instance: Instance, schedule: Schedule) -> int:
    return sum(instance.tasks[number].value for number in schedule)


def _shortfall(instance: Instance, schedule: Schedule) -> int:
    met = [0] * len(instance.problem.people)
    for number, (_, _, attending) in schedule.items():
        for person in instance.tasks[number].attendees[attending]:
            met[person] += 1
    return sum(max(0, p.min_meetings - met[n]) for n, p in enumerate(instance.problem.people))


def _breaks(instance: Instance, schedule: Schedule) -> int:
    return sum(person_breaks(instance, schedule, person) for person in instance.persons)


def _travel(instance: Instance, schedule: Schedule) -> int:
    return sum(travel for person in instance.persons for _, travel in legs_of(instance, schedule, person))


def _finishes(instance: Instance, schedule: Schedule) -> int:
    ends: dict[tuple[int, int], int] = {}
    for number, (slot, _, attending) in schedule.items():
        task, day = instance.tasks[number], instance.day_of[slot]
        end = slot + task.duration - instance.problem.all_days[day][0]
        for person in task.attendees[attending]:
            ends[person, day] = max(end, ends.get((person, day), 0))
    return sum(ends.values())


VALUE = Objective("value", Bilingual("valeur", "value"), _value, maximise=True, by_choice=True)
SHORTFALL = Objective("shortfall", Bilingual("manque", "shortfall"), _shortfall, by_choice=True)
BREAKS = Objective("breaks", Bilingual("pauses", "breaks"), _breaks)
TRAVEL = Objective("travel", Bilingual("trajets", "travel"), _travel)
FINISHES = Objective("finishes", Bilingual("fins de journée", "late finishes"), _finishes)
KNOWN = {objective.name: objective for objective in (VALUE, SHORTFALL, BREAKS, TRAVEL, FINISHES)}
"""The objectives that a problem can name."""


def named(names: Iterable[str]) -> tuple[Objective, ...]:
    """Give the objectives of these names."""
    return tuple(KNOWN[name] for name in names)


def moved_from(published: Schedule) -> Objective:
    """Count the meetings whose slot or site differs from a published schedule."""

    def score(_: Instance, schedule: Schedule) -> int:
        return sum(n in published and published[n][:2] != place[:2] for n, place in schedule.items())

    return Objective("moved", Bilingual("déplacées", "moved"), score)


MOVED = moved_from({})
"""The objective of repairs, by which methods say that they support it; a repair's own counts from what was published."""


def displacement(instance: Instance, before: Place, after: Place) -> int:
    """Rank a move: 0 none, 1 same hour, 2 same site, 3 same half-day, 4 any other."""
    if before[:2] == after[:2]:
        return 0
    if before[0] == after[0]:
        return 1
    if before[1] == after[1]:
        return 2
    return 3 if _half_day(instance, before[0]) == _half_day(instance, after[0]) else 4


def _half_day(instance: Instance, slot: int) -> object:
    """Give the session of a slot, or else its half of the day."""
    for name, (first, last) in instance.problem.sessions.items():
        if first <= slot < last:
            return name
    day = instance.day_of[slot] if slot < len(instance.day_of) else -1
    if day < 0:
        return None
    first, last = instance.problem.all_days[day]
    return day, 2 * slot < first + last


def displaced_from(published: Schedule) -> Objective:
    """Sum how far moved meetings are from where they were published; it decides between repairs that are else equal."""

    def score(instance: Instance, schedule: Schedule) -> int:
        return sum(displacement(instance, published[n], place) for n, place in schedule.items() if n in published)

    return Objective("displaced", Bilingual("écart", "displacement"), score)


DISPLACED = displaced_from({})
"""The last objective of repairs."""
