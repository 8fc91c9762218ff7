"""Why there is no agenda: a small set of facts that cannot hold together, in words.

First the facts that a person sees at once (a meeting without an hour, more meetings in a morning than slots, more than
the tables hold); where none of them is to blame, a smallest set of required meetings that no agenda can hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from jumelage.agenda.explain.dropped import too_long
from jumelage.agenda.model.instance import Instance, Task
from jumelage.agenda.model.progress import Clock
from jumelage.language import NO_TEXT, Bilingual, Language, one_or_many, say_clock

__all__ = ["why_infeasible"]

SHOWN = 8
SECONDS = 5.0
MOST_SHRUNK = 3_000
REQUIRED = Bilingual("rencontre requise", "required meeting"), Bilingual("rencontres requises", "required meetings")
SLOTS = Bilingual("plage", "slot"), Bilingual("plages", "slots")


def why_infeasible(instance: Instance, clock: Clock) -> Bilingual:
    """Name a small set of facts that cannot hold together."""
    for reason in chain(_homeless(instance), _limits(instance), _crowded(instance)):
        return reason
    return _smallest_set(instance, clock)


def _names(instance: Instance, tasks: Iterable[Task], language: Language) -> str:
    ids = [instance.problem.meetings[task.number].id for task in tasks]
    shown = [f"« {name} »" if language == "fr" else f"“{name}”" for name in ids[:SHOWN]]
    return ", ".join(shown) + ("…" if len(ids) > SHOWN else "")


def _homeless(instance: Instance) -> Iterator[Bilingual]:
    """Find required meetings without any hour or place."""
    problem = instance.problem
    for task in instance.tasks:
        if task.required and not (task.sites and task.all_starts):
            meeting = problem.meetings[task.number]
            facts_fr, facts_en = [f"durée {meeting.duration}"], [f"duration {meeting.duration}"]
            if too_long(instance, task):
                facts_fr.append("plus longue que toute journée")
                facts_en.append("longer than any day")
            if meeting.at is not None:
                facts_fr.append(f"fixée à la plage {meeting.at}")
                facts_en.append(f"fixed at slot {meeting.at}")
            if meeting.session is not None:
                facts_fr.append(f"séance « {meeting.session} »")
                facts_en.append(f"session “{meeting.session}”")
            away = [problem.people[p].id for p in task.attendees[0] if problem.people[p].unavailable]
            if away:
                facts_fr.append(f"absences de {', '.join(away)}")
                facts_en.append(f"absences of {', '.join(away)}")
            if not task.sites:
                facts_fr.append("aucun de ses lieux n'a de table")
                facts_en.append("none of its sites has a table")
            if meeting.after:
                facts_fr.append(f"après {', '.join(meeting.after)}")
                facts_en.append(f"after {', '.join(meeting.after)}")
            yield Bilingual(
                fr=f"La rencontre requise « {meeting.id} » n'a aucune plage possible ({', '.join(facts_fr)}).",
                en=f"Required meeting “{meeting.id}” has no possible slot ({', '.join(facts_en)}).",
            )


def _due(instance: Instance, person: int) -> list[Task]:
    own = (instance.tasks[number] for number in instance.tasks_of[person])
    return [task for task in own if task.required and all(person in group for group in task.attendees)]


def _limits(instance: Instance) -> Iterator[Bilingual]:
    """Find people who must attend more meetings than they take."""
    for number, person in enumerate(instance.problem.people):
        due = _due(instance, number)
        if person.max_meetings is not None and len(due) > person.max_meetings:
            yield Bilingual(
                fr=f"« {person.id} » a {_count(len(due), *REQUIRED).fr}, mais en prend {person.max_meetings} au plus : "
                f"{_names(instance, due, 'fr')}.",
                en=f"“{person.id}” has {_count(len(due), *REQUIRED).en} but takes {person.max_meetings} at most: "
                f"{_names(instance, due, 'en')}.",
            )


def _crowded(instance: Instance) -> Iterator[Bilingual]:
    """Find a stretch of time that holds less than what must lie in it: for a person, then for a site's tables."""
    for number, person in enumerate(instance.problem.people):
        due = _due(instance, number)
        slots = sorted({s + k for task in due for s in task.all_starts for k in range(task.duration)})
        for first, last, inside, room in _overfull(due, slots, 1):
            fr, en = (_when(instance, first, last, language) for language in ("fr", "en"))
            yield Bilingual(
                fr=f"« {person.id} » a {_count(len(inside), *REQUIRED).fr} ({_count(_total(inside), *SLOTS).fr}) {fr}, "
                f"où il n'y a de libre que {_count(room, *SLOTS).fr} : {_names(instance, inside, 'fr')}.",
                en=f"“{person.id}” has {_count(len(inside), *REQUIRED).en} ({_count(_total(inside), *SLOTS).en}) {en}, "
                f"where only {_count(room, *SLOTS).en} can hold them: {_names(instance, inside, 'en')}.",
            )
    for site, tables in enumerate(instance.tables):
        held = [task for task in instance.tasks if task.required and task.sites == (site,)]
        slots = sorted({s + k for task in held for s in task.all_starts for k in range(task.duration)})
        for first, last, inside, room in _overfull(held, slots, tables) if tables is not None else ():
            name = instance.problem.sites[site].id
            fr, en = (_when(instance, first, last, language) for language in ("fr", "en"))
            yield Bilingual(
                fr=f"« {name} » : {_count(len(inside), *REQUIRED).fr} ({_count(_total(inside), *SLOTS).fr}) {fr}, "
                f"mais ses tables (au nombre de {tables}) en tiennent {room}.",
                en=f"“{name}”: {_count(len(inside), *REQUIRED).en} ({_count(_total(inside), *SLOTS).en}) {en}, "
                f"but its tables ({tables}) hold {room}.",
            )


def _count(number: int, one: Bilingual, many: Bilingual) -> Bilingual:
    said = one_or_many(number, one, many)
    return Bilingual(f"{number} {said.fr}", f"{number} {said.en}")


def _total(tasks: Iterable[Task]) -> int:
    return sum(task.duration for task in tasks)


def _overfull(tasks: Sequence[Task], slots: Sequence[int], tables: int) -> Iterator[tuple[int, int, list[Task], int]]:
    """Find the shortest stretch in which ``tasks`` that fit nowhere else need more than its slots hold."""
    spans = [(task.all_starts[0], task.all_starts[-1] + task.duration, task) for task in tasks]
    starts, ends = sorted({a for a, _, _ in spans}), sorted({b for _, b, _ in spans})
    found: list[tuple[int, int, list[Task], int]] = []
    for first in starts:
        for last in (end for end in ends if end > first):
            inside = [task for a, b, task in spans if a >= first and b <= last]
            room = tables * sum(first <= slot < last for slot in slots)
            if _total(inside) > room:
                found.append((first, last, inside, room))
                break
    yield from sorted(found, key=lambda stretch: (len(stretch[2]), stretch[1] - stretch[0]))[:1]


def _when(instance: Instance, first: int, last: int, language: Language) -> str:
    """Say a stretch of time: by its session, its hours, or its slots."""
    fr = language == "fr"
    for name, span in instance.problem.sessions.items():
        if span == (first, last):
            return f"dans la séance « {name} »" if fr else f"in session “{name}”"
    starts = instance.problem.starts
    if starts:
        one, other = (say_clock(dt.datetime.fromisoformat(starts[slot]), language) for slot in (first, last - 1))
        return f"entre {one} et la plage de {other}" if fr else f"between {one} and the slot of {other}"
    return f"dans les plages {first} à {last - 1}" if fr else f"in slots {first} to {last - 1}"


def _smallest_set(instance: Instance, clock: Clock) -> Bilingual:
    """Drop required meetings one by one as long as no agenda can hold the others."""
    needed = _shrunk(instance, Clock.start(min(SECONDS, max(1.0, clock.left))))
    if needed is None:
        return Bilingual(
            fr="Les rencontres requises ne tiennent pas ensemble (personnes, tables, trajets, ordre). "
            "Rendez-en quelques-unes facultatives.",
            en="The required meetings do not fit together (people, tables, travel, order). Make some optional.",
        )
    difference = instance.problem.max_break_difference
    if not needed:
        return Bilingual(
            fr=f"Toutes les rencontres tiennent, mais pas avec un écart de pauses d'au plus {difference} "
            "entre les personnes. Relevez « max_break_difference ».",
            en=f"All meetings fit, but not with a difference of breaks of {difference} at most between people. "
            "Raise “max_break_difference”.",
        )
    return Bilingual(
        fr=f"Ces {len(needed)} rencontres requises ne tiennent pas ensemble : {_names(instance, needed, 'fr')}. "
        f"Elles partagent {_shared(instance, needed, 'fr')}{_road(instance, needed).fr}. Retirez-en une ou donnez-leur plus de temps.",
        en=f"These {len(needed)} required meetings do not fit together: {_names(instance, needed, 'en')}. "
        f"They share {_shared(instance, needed, 'en')}{_road(instance, needed).en}. Remove one or give them more time.",
    )


def _shared(instance: Instance, tasks: Sequence[Task], language: Language) -> str:
    """Name the people and sites that several of the meetings need."""
    problem = instance.problem
    people = [p for task in tasks for p in task.attendees[0]]
    sites = [task.sites[0] for task in tasks if len(task.sites) == 1]
    names = [problem.people[p].id for p in dict.fromkeys(people) if people.count(p) > 1]
    names += [problem.sites[s].id for s in dict.fromkeys(sites) if sites.count(s) > 1]
    quoted = [f"« {name} »" if language == "fr" else f"“{name}”" for name in names[:SHOWN]]
    return ", ".join(quoted) or ("l'ordre demandé" if language == "fr" else "the order asked for")


def _road(instance: Instance, tasks: Sequence[Task]) -> Bilingual:
    """Name the longest road between two places where one person is due; nothing where all are at one place."""
    fixed = [task for task in tasks if len(task.sites) == 1]
    pairs = [
        (a.sites[0], b.sites[0])
        for n, a in enumerate(fixed)
        for b in fixed[n + 1 :]
        if set(a.attendees[0]) & set(b.attendees[0])
    ]
    slots, *ends = max(((instance.travel[a][b], a, b) for a, b in pairs if instance.travel), default=(0,))
    if not slots:
        return NO_TEXT
    one, other = (instance.problem.sites[end].id for end in ends)
    long = _count(slots, *SLOTS)
    return Bilingual(
        fr=f", et la route de «\u00a0{one}\u00a0» à «\u00a0{other}\u00a0» prend {long.fr}",
        en=f", and the road from “{one}” to “{other}” takes {long.en}",
    )


def _shrunk(instance: Instance, clock: Clock) -> list[Task] | None:
    """Give a smallest set of required tasks without an agenda; an empty one when only the difference is to blame."""
    from jumelage.agenda.methods.cp.hours import HourModel
    from jumelage.agenda.methods.cp.stages import Stage, optimise
    from jumelage.agenda.methods.run import Run

    def impossible(required: set[int]) -> bool | None:
        tasks = tuple(replace(task, required=task.number in required) for task in free.tasks)
        answer = optimise(
            HourModel.build(replace(free, tasks=tasks), tours=False),
            Stage(None, Run.of(free, clock), clock.left),
            None,
            lambda schedule, bound: None,
        )
        return True if answer.impossible else (False if answer.schedule is not None else None)

    free = replace(instance, problem=replace(instance.problem, max_break_difference=None))
    needed = {task.number for task in instance.tasks if task.required}
    if len(needed) > MOST_SHRUNK:
        return None
    whole = impossible(needed)
    if not whole:
        return [] if whole is False and instance.problem.max_break_difference is not None else None
    portion = max(1, len(needed) // 2)
    while clock.left > 0:
        for group in [sorted(needed)[n : n + portion] for n in range(0, len(needed), portion)]:
            if clock.left > 0 and impossible(needed - set(group)):
                needed -= set(group)
        if portion == 1:
            break
        portion //= 2
    return [instance.tasks[number] for number in sorted(needed)]
