"""What the parts of a problem say of one another: unknown names, duplicates, cycles, fixed meetings that overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from jumelage.agenda.format.reader import Door
from jumelage.agenda.model.problem import Meeting, Problem
from jumelage.language import Bilingual

__all__ = ["find_incoherence"]


def find_incoherence(door: Door, problem: Problem) -> None:
    """Note in ``door`` every incoherence of a problem whose shapes are sound."""
    people = {person.id for person in problem.people}
    sites = {site.id for site in problem.sites}
    meetings = {meeting.id for meeting in problem.meetings}
    _duplicates(door, "people", [person.id for person in problem.people])
    _duplicates(door, "sites", [site.id for site in problem.sites])
    _duplicates(door, "meetings", [meeting.id for meeting in problem.meetings])
    _travel(door, problem, sites)
    for number, meeting in enumerate(problem.meetings):
        where = f"meetings[{number}] ({meeting.id})"
        _attendance(door, meeting, where, people)
        _known(door, f"{where}.sites", meeting.sites or (), sites)
        if meeting.sites is not None and not meeting.sites:
            _empty(door, f"{where}.sites")
        _known(door, f"{where}.after", meeting.after, meetings)
        if meeting.at is not None and meeting.at + meeting.duration > problem.slots:
            door.refuse(
                f"{where}.at",
                Bilingual(
                    fr=f"fixée à {meeting.at}, longue de {meeting.duration}, elle dépasse la fin ({problem.slots}).",
                    en=f"fixed at {meeting.at}, {meeting.duration} long, it runs past the end ({problem.slots}).",
                ),
                Bilingual(fr="Avancez-la ou raccourcissez-la.", en="Move it earlier or make it shorter."),
            )
        if meeting.session is not None:
            _known(door, f"{where}.session", (meeting.session,), problem.sessions)
    _cycle(door, problem)
    _fixed(door, problem)


def _duplicates(door: Door, where: str, ids: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for number, name in enumerate(ids):
        if name in seen:
            door.refuse(
                f"{where}[{number}].id",
                Bilingual(
                    fr=f"« {name} » est déjà le nom de {where}[{seen[name]}].",
                    en=f"“{name}” already names {where}[{seen[name]}].",
                ),
                Bilingual(fr="Donnez un nom différent à chacun.", en="Give each its own name."),
            )
        seen.setdefault(name, number)


def _travel(door: Door, problem: Problem, sites: Collection[str]) -> None:
    for origin, row in problem.travel.items():
        _known(door, "travel", (origin,), sites)
        _known(door, f"travel.{origin}", row, sites)
        if row.get(origin):
            door.refuse(
                f"travel.{origin}.{origin}",
                Bilingual(fr="un trajet d'un lieu à lui-même.", en="travel from a site to itself."),
                Bilingual(fr="Retirez-le.", en="Remove it."),
            )


def _attendance(door: Door, meeting: Meeting, where: str, people: Collection[str]) -> None:
    _known(door, f"{where}.people", meeting.people, people)
    if not meeting.people and not meeting.any_of:
        _empty(door, f"{where}.people")
    for number, group in enumerate(meeting.any_of):
        _known(door, f"{where}.any_of[{number}]", group, people)
        if not group:
            _empty(door, f"{where}.any_of[{number}]")
    everyone = [*meeting.people, *(person for group in meeting.any_of for person in group)]
    for person in (name for name, times in Counter(everyone).items() if times > 1):
        door.refuse(
            f"{where}.people",
            Bilingual(fr=f"« {person} » y est deux fois.", en=f"“{person}” is listed twice."),
            Bilingual(fr="Gardez-le une seule fois.", en="Keep it once."),
        )


def _known(door: Door, where: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            door.refuse(
                where,
                Bilingual(fr=f"« {name} » n'existe pas dans ce fichier.", en=f"“{name}” does not exist in this file."),
                Bilingual(fr="Corrigez le nom ou ajoutez-le.", en="Mend the name or add it."),
            )


def _empty(door: Door, where: str) -> None:
    door.refuse(
        where,
        Bilingual(fr="la liste est vide.", en="the list is empty."),
        Bilingual(fr="Nommez au moins un élément.", en="Name at least one item."),
    )


def _cycle(door: Door, problem: Problem) -> None:
    """Walk the ``after`` links without recursion; name the first ring found."""
    after = {meeting.id: list(meeting.after) for meeting in problem.meetings}
    done: set[str] = set()
    for start in after:
        path: dict[str, None] = {}
        stack = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                done.add(path.popitem()[0])
            elif name in path:
                walked = list(path)
                ring = " → ".join([*walked[walked.index(name) :], name])
                door.refuse(
                    f"meetings ({name}).after",
                    Bilingual(fr=f"chacune attend l'autre : {ring}.", en=f"each waits for the other: {ring}."),
                    Bilingual(fr="Retirez un des « after ».", en="Remove one “after”."),
                )
                return
            elif name not in done:
                path[name] = None
                stack.append((name, True))
                stack.extend((before, False) for before in after.get(name, ()))


def _fixed(door: Door, problem: Problem) -> None:
    """Two required meetings at fixed hours cannot share a person: no solver is needed to see it."""
    held: dict[tuple[str, int], Meeting] = {}
    told: set[tuple[str, str]] = set()
    for number, meeting in enumerate(problem.meetings):
        if meeting.at is None or not meeting.required:
            continue
        for person in meeting.people:
            for slot in range(meeting.at, min(meeting.at + meeting.duration, problem.slots)):
                other = held.setdefault((person, slot), meeting)
                if other is not meeting and (other.id, meeting.id) not in told:
                    told.add((other.id, meeting.id))
                    door.refuse(
                        f"meetings[{number}] ({meeting.id}).at",
                        Bilingual(
                            fr=f"fixée à {meeting.at}, elle recouvre « {other.id} » (fixée à {other.at}) pour « {person} ».",
                            en=f"fixed at {meeting.at}, it overlaps “{other.id}” (fixed at {other.at}) for “{person}”.",
                        ),
                        Bilingual(fr="Déplacez l'une des deux.", en="Move one of the two."),
                    )
