"""Reasons in words: why a meeting was dropped, and why there is no agenda at all."""

from __future__ import annotations

from collections import Counter

from jumelage.agenda.model.instance import Instance, Schedule, Task
from jumelage.language import Bilingual

__all__ = ["why_dropped"]


def why_dropped(instance: Instance, schedule: Schedule) -> dict[int, Bilingual]:
    """Say for each task without a place what stands in its way."""
    busy: dict[tuple[int, int], int] = {}
    met: Counter[int] = Counter()
    seats: Counter[tuple[int, int]] = Counter()
    for number, (slot, site, crew) in schedule.items():
        task = instance.tasks[number]
        met.update(task.crews[crew])
        for covered in range(slot, slot + task.duration):
            seats[site, covered] += 1
            busy.update({(person, covered): number for person in task.crews[crew]})
    return {
        task.number: _reason(instance, schedule, task, busy, met, seats)
        for task in instance.tasks
        if task.number not in schedule
    }


def _reason(
    instance: Instance,
    schedule: Schedule,
    task: Task,
    busy: dict[tuple[int, int], int],
    met: Counter[int],
    seats: Counter[tuple[int, int]],
) -> Bilingual:
    people, meetings = instance.problem.people, instance.problem.meetings
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
    crew = task.crews[0]
    for person in crew:
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
        blockers = [p for p in task.crews[0] if any((p, c) in busy for c in covered)]
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
