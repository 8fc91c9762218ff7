"""Why a meeting was dropped, in words."""

from __future__ import annotations

from collections import Counter

from jumelage.agenda.model.instance import Instance, Schedule, Task
from jumelage.language import Bilingual

__all__ = ["too_long", "why_dropped"]


def why_dropped(instance: Instance, schedule: Schedule) -> dict[int, Bilingual]:
    """Say for each task without a place what stands in its way."""
    busy: dict[tuple[int, int], int] = {}
    met: Counter[int] = Counter()
    seats: Counter[tuple[int, int]] = Counter()
    for number, (slot, site, group) in schedule.items():
        task = instance.tasks[number]
        met.update(task.attendees[group])
        for covered in range(slot, slot + task.duration):
            seats[site, covered] += 1
            busy.update({(person, covered): number for person in task.attendees[group]})
    return {
        task.number: _reason(instance, schedule, task, busy, met, seats)
        for task in instance.tasks
        if task.number not in schedule
    }


def too_long(instance: Instance, task: Task) -> bool:
    """Tell whether no day is long enough for a task."""
    return all(last - first < task.duration for first, last in instance.problem.all_days)


def _reason(
    instance: Instance,
    schedule: Schedule,
    task: Task,
    busy: dict[tuple[int, int], int],
    met: Counter[int],
    seats: Counter[tuple[int, int]],
) -> Bilingual:
    people, meetings = instance.problem.people, instance.problem.meetings
    if too_long(instance, task):
        return Bilingual(fr="Elle est plus longue que toute journée.", en="It is longer than any day.")
    if not task.sites or not task.all_starts:
        return Bilingual(
            fr="Aucune plage ne convient à tous ses participants.", en="No slot suits everyone who attends."
        )
    for before in task.after:
        if before not in schedule:
            name = meetings[before].id
            return Bilingual(
                fr=f"Elle attend « {name} », qui n'a pas lieu.", en=f"It waits for “{name}”, which is dropped."
            )
    group = task.attendees[0]
    for person in group:
        most = people[person].max_meetings
        if most is not None and met[person] >= most:
            return Bilingual(
                fr=f"« {people[person].id} » a déjà son maximum ({most}), et ce qui est placé vaut autant ou plus.",
                en=f"“{people[person].id}” already has the most allowed ({most}), worth as much or more.",
            )
    return _blocked(instance, task, busy, seats)


def _blocked(
    instance: Instance, task: Task, busy: dict[tuple[int, int], int], seats: Counter[tuple[int, int]]
) -> Bilingual:
    people = instance.problem.people
    taken: Counter[int] = Counter()
    full = 0
    for slot in task.all_starts:
        covered = range(slot, slot + task.duration)
        blockers = [p for p in task.attendees[0] if any((p, c) in busy for c in covered)]
        taken.update(blockers)
        full += not blockers and all(
            instance.tables[site] is not None and any(seats[site, c] >= (instance.tables[site] or 0) for c in covered)
            for site in task.sites
        )
    count = len(task.all_starts)
    if not taken and full == count:
        return Bilingual(
            fr=f"Toutes les tables sont prises à toute heure possible (plages possibles : {count}).",
            en=f"Every table is taken at every possible hour (possible slots: {count}).",
        )
    if taken:
        person, times = taken.most_common(1)[0]
        name = people[person].id
        return Bilingual(
            fr=f"« {name} » est déjà en rencontre à {times} des plages possibles ({count} en tout) ; "
            "le reste est pris par les autres participants, les tables ou les trajets.",
            en=f"“{name}” is already meeting in {times} of the possible slots ({count} in all); "
            "the rest is taken by other attendees, tables or travel.",
        )
    return Bilingual(
        fr="La placer coûterait plus qu'elle ne vaut (autres rencontres, trajets ou pauses).",
        en="Placing it would cost more than it is worth (other meetings, travel or breaks).",
    )
