"""Which days to plan afresh in an agenda that is to be improved: those of people who share hosts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.windows import Routes

__all__ = ["neighbourhood"]

MOST_ROUTES = 9_000


def neighbourhood(resources: Resources, owners: Sequence[int], groups: Sequence[Routes], draw: Random) -> list[int]:
    """Draw a party, then parties near it by their hosts, until enough routes are free; gives the windows to free."""
    sizes: dict[int, int] = {}
    for owner, routes in zip(owners, groups, strict=True):
        sizes[owner] = sizes.get(owner, 0) + routes.travel.size
    near = _hosts(resources)
    first = draw.choice(sorted(sizes))
    others = sorted(
        (owner for owner in sizes if owner != first),
        key=lambda owner: (-len(near.get(first, frozenset()) & near.get(owner, frozenset())), draw.random()),
    )
    free, room = {first}, min(MOST_ROUTES, sum(sizes.values()) // 2) - sizes[first]
    for owner in others:
        if sizes[owner] <= room:
            free.add(owner)
            room -= sizes[owner]
    return [number for number, owner in enumerate(owners) if owner in free]


def _hosts(resources: Resources) -> dict[int, frozenset[int]]:
    """For each party that drives, the people at home it meets."""
    instance = resources.instance
    return {
        number: frozenset(
            person
            for task in party.tasks
            if task not in resources.shared_tasks
            for person in instance.tasks[task].attendees[0]
            if person not in instance.travelling
        )
        for number, party in enumerate(resources.parties)
        if party.travels
    }
