"""Validate a problem before anything is computed: numbers in range, known names, no cycle, no fixed overlap."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from jumelage.agenda.format.reader import LARGEST, DocumentReader
from jumelage.agenda.model.objectives import KNOWN
from jumelage.agenda.model.problem import Meeting, Problem
from jumelage.language import Bilingual

__all__ = ["MOST_ITEMS", "validate"]

MOST_SLOTS = 5_000
MOST_ITEMS = 50_000
MOST_CELLS = 3_000_000


def validate(problem: Problem, place: str = "problem") -> None:
    """Refuse a problem that is not coherent.

    Raises
    ------
    InputError
        With everything wrong in it, its place and its remedy.
    """
    reader = DocumentReader(place)
    _size(reader, problem)
    reader.close()
    _hours(reader, problem)
    _numbers(reader, problem)
    _objectives(reader, problem)
    reader.close()
    _names(reader, problem)
    reader.close()


def _size(reader: DocumentReader, problem: Problem) -> None:
    """Refuse what no event needs."""
    reader.within(problem.slots, "slots", 1, MOST_SLOTS)
    reader.at_most(problem.people, "people", MOST_ITEMS)
    reader.at_most(problem.meetings, "meetings", MOST_ITEMS)
    if problem.slots * len(problem.meetings) > MOST_CELLS:
        reader.refuse(
            "slots",
            Bilingual(
                fr=f"{problem.slots} plages pour {len(problem.meetings)} rencontres dépassent ce qu'un calcul peut tenir.",
                en=f"{problem.slots} slots for {len(problem.meetings)} meetings are more than a computation can hold.",
            ),
            Bilingual(fr="Prenez des plages plus longues.", en="Use longer slots."),
        )


def _hours(reader: DocumentReader, problem: Problem) -> None:
    """Look at starts, days and sessions."""
    for number, start in enumerate(problem.starts):
        try:
            dt.datetime.fromisoformat(start)
        except ValueError:
            wanted = Bilingual(
                fr="une date et une heure ISO (2017-02-15T08:30)", en="an ISO date and time (2017-02-15T08:30)"
            )
            reader.wrong_type(f"starts[{number}]", start, wanted)
    if problem.starts and len(problem.starts) != problem.slots:
        count = len(problem.starts)
        reader.refuse(
            "starts",
            Bilingual(
                fr=f"{count} débuts pour {problem.slots} plages.", en=f"{count} starts for {problem.slots} slots."
            ),
            Bilingual(fr="Donnez un début par plage.", en="Give one start a slot."),
        )
    for number, span in enumerate(problem.days):
        _span(reader, span, f"days[{number}]", problem.slots)
    for name, span in problem.sessions.items():
        _span(reader, span, f"sessions.{name}", problem.slots)
    for number, ((_, end), (first, _)) in enumerate(itertools.pairwise(problem.days)):
        if first < end:
            reader.refuse(
                f"days[{number + 1}]",
                Bilingual(
                    fr="ce jour commence avant la fin du précédent.", en="this day starts before the last one ends."
                ),
                Bilingual(
                    fr="Écrivez les jours dans l'ordre, sans recouvrement.", en="Write days in order, without overlap."
                ),
            )


def _span(reader: DocumentReader, span: tuple[int, int], where: str, slots: int) -> None:
    first, last = span
    inside = [reader.within(edge, f"{where}[{n}]", 0, slots) for n, edge in enumerate(span)]
    if all(inside) and first > last:
        reader.refuse(
            where,
            Bilingual(fr=f"le début {first} suit la fin {last}.", en=f"the start {first} is after the end {last}."),
            Bilingual(fr="Inversez-les.", en="Swap them."),
        )


def _numbers(reader: DocumentReader, problem: Problem) -> None:
    """Look at every number of sites, travel, people and meetings."""
    last = problem.slots - 1
    found: list[tuple[int | None, str, int, int]] = [
        (problem.slot_minutes, "slot_minutes", 1, 1440),
        (problem.max_break_difference, "max_break_difference", 0, LARGEST),
        *((site.tables, f"sites[{n}].tables", 0, LARGEST) for n, site in enumerate(problem.sites)),
        *((slots, f"travel.{a}.{b}", 0, LARGEST) for a, row in problem.travel.items() for b, slots in row.items()),
    ]
    for n, person in enumerate(problem.people):
        where = f"people[{n}]"
        found += [(slot, f"{where}.unavailable[{k}]", 0, last) for k, slot in enumerate(person.unavailable)]
        found += [(person.max_meetings, f"{where}.max_meetings", 0, LARGEST)]
        found += [(person.min_meetings, f"{where}.min_meetings", 0, LARGEST)]
    for n, meeting in enumerate(problem.meetings):
        where = f"meetings[{n}]"
        found += [(meeting.duration, f"{where}.duration", 1, LARGEST), (meeting.value, f"{where}.value", 0, LARGEST)]
        found += [(meeting.at, f"{where}.at", 0, last)]
    for value, where, least, most in found:
        if value is not None:
            reader.within(value, where, least, most)


def _objectives(reader: DocumentReader, problem: Problem) -> None:
    for number, name in enumerate(problem.objectives):
        if name not in KNOWN or name in problem.objectives[:number]:
            known = ", ".join(KNOWN)
            wanted = Bilingual(fr=f"chacun une fois, parmi {known}", en=f"each once, among {known}")
            reader.wrong_type(f"objectives[{number}]", name, wanted)


def _names(reader: DocumentReader, problem: Problem) -> None:
    """Look at what the parts say of one another."""
    people = {person.id for person in problem.people}
    sites = {site.id for site in problem.sites}
    meetings = {meeting.id for meeting in problem.meetings}
    _duplicates(reader, "people", [person.id for person in problem.people])
    _duplicates(reader, "sites", [site.id for site in problem.sites])
    _duplicates(reader, "meetings", [meeting.id for meeting in problem.meetings])
    _travel(reader, problem, sites)
    for number, meeting in enumerate(problem.meetings):
        where = f"meetings[{number}] ({meeting.id})"
        _attendance(reader, meeting, where, people)
        _known(reader, f"{where}.sites", meeting.sites or (), sites)
        if meeting.sites is not None and not meeting.sites:
            _empty(reader, f"{where}.sites")
        _known(reader, f"{where}.after", meeting.after, meetings)
        if meeting.at is not None and meeting.at + meeting.duration > problem.slots:
            reader.refuse(
                f"{where}.at",
                Bilingual(
                    fr=f"fixée à {meeting.at}, longue de {meeting.duration}, elle dépasse la fin ({problem.slots}).",
                    en=f"fixed at {meeting.at}, {meeting.duration} long, it runs past the end ({problem.slots}).",
                ),
                Bilingual(fr="Avancez-la ou raccourcissez-la.", en="Move it earlier or make it shorter."),
            )
        if meeting.session is not None:
            _known(reader, f"{where}.session", (meeting.session,), problem.sessions)
    _cycle(reader, problem)


def _duplicates(reader: DocumentReader, where: str, ids: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for number, name in enumerate(ids):
        if name in seen:
            reader.refuse(
                f"{where}[{number}].id",
                Bilingual(
                    fr=f"« {name} » est déjà le nom de {where}[{seen[name]}].",
                    en=f"“{name}” already names {where}[{seen[name]}].",
                ),
                Bilingual(fr="Donnez un nom différent à chacun.", en="Give each its own name."),
            )
        seen.setdefault(name, number)


def _travel(reader: DocumentReader, problem: Problem, sites: Collection[str]) -> None:
    for origin, row in problem.travel.items():
        _known(reader, "travel", (origin,), sites)
        _known(reader, f"travel.{origin}", row, sites)
        if row.get(origin):
            reader.refuse(
                f"travel.{origin}.{origin}",
                Bilingual(fr="un trajet d'un lieu à lui-même.", en="travel from a site to itself."),
                Bilingual(fr="Retirez-le.", en="Remove it."),
            )


def _attendance(reader: DocumentReader, meeting: Meeting, where: str, people: Collection[str]) -> None:
    _known(reader, f"{where}.people", meeting.people, people)
    if not meeting.people and not meeting.any_of:
        _empty(reader, f"{where}.people")
    for number, group in enumerate(meeting.any_of):
        _known(reader, f"{where}.any_of[{number}]", group, people)
        if not group:
            _empty(reader, f"{where}.any_of[{number}]")
    everyone = [*meeting.people, *(person for group in meeting.any_of for person in group)]
    for person in (name for name, times in Counter(everyone).items() if times > 1):
        reader.refuse(
            f"{where}.people",
            Bilingual(fr=f"« {person} » y est deux fois.", en=f"“{person}” is listed twice."),
            Bilingual(fr="Gardez-le une seule fois.", en="Keep it once."),
        )


def _known(reader: DocumentReader, where: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            plain = unicodedata.normalize("NFC", name)
            if plain in {unicodedata.normalize("NFC", other) for other in known}:
                fr = f"« {name} » a d'autres codes d'accents que le nom semblable de ce fichier."
                en = f"“{name}” has other codes for its accents than the like name in this file."
            else:
                fr, en = f"« {name} » n'existe pas dans ce fichier.", f"“{name}” does not exist in this file."
            reader.refuse(
                where,
                Bilingual(fr=fr, en=en),
                Bilingual(fr="Corrigez le nom ou ajoutez-le.", en="Mend the name or add it."),
            )


def _empty(reader: DocumentReader, where: str) -> None:
    reader.refuse(
        where,
        Bilingual(fr="la liste est vide.", en="the list is empty."),
        Bilingual(fr="Nommez au moins un élément.", en="Name at least one item."),
    )


def _cycle(reader: DocumentReader, problem: Problem) -> None:
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
                reader.refuse(
                    f"meetings ({name}).after",
                    Bilingual(fr=f"chacune attend l'autre : {ring}.", en=f"each waits for the other: {ring}."),
                    Bilingual(fr="Retirez un des « after ».", en="Remove one “after”."),
                )
                return
            elif name not in done:
                path[name] = None
                stack.append((name, True))
                stack.extend((before, False) for before in after.get(name, ()))
