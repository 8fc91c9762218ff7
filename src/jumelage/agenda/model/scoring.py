"""Objectives of a schedule as the solver counts them (the check counts on its own)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from jumelage.agenda.model.instance import Instance, Schedule

__all__ = ["legs_of", "person_breaks", "score"]


def legs_of(instance: Instance, schedule: Schedule, person: int) -> Iterator[tuple[int, int]]:
    """For each pair of consecutive meetings of a day: the free slots between them, and the travel among these."""
    own = sorted(
        (schedule[number][0], number)
        for number in instance.tasks_of[person]
        if number in schedule and person in instance.tasks[number].crews[schedule[number][2]]
    )
    for (_, one), (start, other) in itertools.pairwise(own):
        slot, site, _ = schedule[one]
        if instance.day_of[slot] == instance.day_of[start]:
            yield start - slot - instance.tasks[one].duration, instance.travel[site][schedule[other][1]]


def person_breaks(instance: Instance, schedule: Schedule, person: int) -> int:
    """Count the breaks of a person."""
    return sum(gap > travel for gap, travel in legs_of(instance, schedule, person))


def score(instance: Instance, schedule: Schedule) -> dict[str, int]:
    """Compute the four objectives."""
    met = [0] * len(instance.problem.people)
    for number, (_, _, crew) in schedule.items():
        for person in instance.tasks[number].crews[crew]:
            met[person] += 1
    legs = [leg for person in instance.persons for leg in legs_of(instance, schedule, person)]
    return {
        "value": sum(instance.tasks[number].value for number in schedule),
        "shortfall": sum(max(0, p.min_meetings - met[n]) for n, p in enumerate(instance.problem.people)),
        "breaks": sum(gap > travel for gap, travel in legs),
        "travel": sum(travel for _, travel in legs),
    }
