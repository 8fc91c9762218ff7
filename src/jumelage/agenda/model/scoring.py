"""The legs of a person's days in a schedule, and the breaks on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from jumelage.agenda.model.instance import Instance, Schedule

__all__ = ["even_enough", "legs_of", "person_breaks"]


def legs_of(instance: Instance, schedule: Schedule, person: int) -> Iterator[tuple[int, int]]:
    """For each pair of consecutive meetings of a day: the free slots between them, and the travel among these."""
    own = sorted(
        (schedule[number][0], number)
        for number in instance.tasks_of[person]
        if number in schedule and person in instance.tasks[number].attendees[schedule[number][2]]
    )
    for (_, one), (start, other) in itertools.pairwise(own):
        slot, site, _ = schedule[one]
        if instance.day_of[slot] == instance.day_of[start]:
            yield start - slot - instance.tasks[one].duration, instance.travel[site][schedule[other][1]]


def person_breaks(instance: Instance, schedule: Schedule, person: int) -> int:
    """Count the breaks of a person."""
    return sum(gap > travel for gap, travel in legs_of(instance, schedule, person))


def even_enough(instance: Instance, schedule: Schedule) -> bool:
    """Tell whether no one has too many breaks beside another."""
    allowed = instance.problem.max_break_difference
    if allowed is None or not instance.problem.people:
        return True
    counts = [person_breaks(instance, schedule, person) for person in instance.persons]
    return max(counts) - min(counts) <= allowed
