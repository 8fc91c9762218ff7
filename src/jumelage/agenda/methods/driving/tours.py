"""Tours: which meetings a person who drives can have in one day, found by extending routes.

A route is extended meeting by meeting, each as early as possible; of routes over the same meetings with the same last
one, only the earliest is kept (Desrochers, Desrosiers & Solomon, 1992). Others' hours are forgotten, so that what no
route can hold, no agenda can.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from jumelage.agenda.model.instance import Instance
from jumelage.agenda.model.progress import Clock

__all__ = ["tours"]

MOST_ROUTES = 400_000
Tour = frozenset[int]


def tours(instance: Instance, person: int, day: int, clock: Clock) -> list[Tour] | None:
    """List the largest sets of tasks that fit the person's day; None when there are too many routes to tell.

    Only valid where no meeting on the way makes a longer drive shorter (:func:`shortcuts`).
    """
    starts = {
        number: [s for s in instance.tasks[number].all_starts if instance.day_of[s] == day]
        for number in instance.tasks_of[person]
    }
    tasks = [number for number, own in starts.items() if own and len(instance.tasks[number].sites) == 1]
    if len(tasks) < sum(bool(own) for own in starts.values()):
        return None
    must = _due(instance, person, day, tasks)
    sets = _sets(instance, tasks, starts, must, clock)
    if sets is None:
        return None
    full = [mask for mask in sets if must & mask == must]
    return [frozenset(n for k, n in enumerate(tasks) if mask >> k & 1) for mask in _largest(full)]


def _due(instance: Instance, person: int, day: int, tasks: list[int]) -> int:
    """Give the required tasks that can be on no other day, as a mask over ``tasks``."""
    mask = 0
    for k, number in enumerate(tasks):
        task = instance.tasks[number]
        days = {instance.day_of[s] for s in task.all_starts}
        if task.required and days == {day} and all(person in group for group in task.attendees):
            mask |= 1 << k
    return mask


def _sets(
    instance: Instance, tasks: list[int], starts: dict[int, list[int]], must: int, clock: Clock
) -> set[int] | None:
    """Extend routes from none to longer ones; a required task whose last hour has passed ends a route."""
    info = [instance.tasks[number] for number in tasks]
    deadline = [starts[task.number][-1] if must >> k & 1 else 10**9 for k, task in enumerate(info)]
    layer: dict[tuple[int, int], int] = {(0, -1): 0}
    sets = {0}
    made = 0
    while layer:
        following: dict[tuple[int, int], int] = {}
        for (mask, last), end in layer.items():
            free = [k for k in range(len(info)) if not mask >> k & 1]
            latest = min((deadline[k] for k in free), default=10**9)
            for k in free:
                task = info[k]
                ready = end + (instance.travel[info[last].sites[0]][task.sites[0]] if last >= 0 else 0)
                own = starts[task.number]
                at = bisect_left(own, ready)
                if at == len(own) or own[at] > latest:
                    continue
                key, done = (mask | 1 << k, k), own[at] + task.duration
                if done < following.get(key, 10**9):
                    following[key] = done
        made += len(following)
        if made > MOST_ROUTES or clock.left <= 0:
            return None
        sets.update(mask for mask, _ in following)
        layer = following
    return sets


def _largest(masks: list[int]) -> list[int]:
    """Keep the sets that no other set contains."""
    kept: dict[int, list[int]] = defaultdict(list)
    for mask in sorted(masks, key=int.bit_count, reverse=True):
        if not any(mask & other == mask for own in kept.values() for other in own):
            kept[mask.bit_count()].append(mask)
    return [mask for own in kept.values() for mask in own]


def shortcuts(instance: Instance, person: int) -> bool:
    """Tell whether a meeting on the way can make two sites nearer than their travel says."""
    tasks = instance.tasks_of[person]
    length: dict[int, int] = {}
    for number in tasks:
        for site in instance.tasks[number].sites:
            length[site] = min(length.get(site, 10**9), instance.tasks[number].duration)
    travel = instance.travel
    return any(
        travel[a][c] + length[c] + travel[c][b] < travel[a][b]
        for a in length
        for b in length
        if travel[a][b] > 1
        for c in length
    )
