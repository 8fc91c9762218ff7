"""Read a problem: shapes here, then what is allowed (:mod:`jumelage.agenda.format.validation`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jumelage.agenda.format.reader import DocumentReader, load
from jumelage.agenda.format.validation import MOST_ITEMS, validate
from jumelage.agenda.model.problem import OBJECTIVES, Meeting, Person, Problem, Site
from jumelage.language import Bilingual

__all__ = ["problem_from", "read_problem"]

PROBLEM_KEYS = {
    "version", "slots", "slot_minutes", "starts", "days", "sessions", "sites", "travel", "people", "meetings",
    "max_break_difference", "objectives",
}  # fmt: skip
MEETING_KEYS = {
    "id", "people", "duration", "sites", "session", "at", "after", "required", "value", "any_of",
}  # fmt: skip
MAPPING = Bilingual(fr="un objet {…}", en="an object {…}")


def read_problem(path: str | Path) -> Problem:
    """Read and validate a problem file.

    Raises
    ------
    InputError
        With every problem found in the file, its place and its remedy.
    """
    return problem_from(load(path), str(path))


def problem_from(document: Any, place: str = "problem") -> Problem:
    """Read and validate a decoded JSON document.

    Raises
    ------
    InputError
        With every problem found in the document, its place and its remedy.
    """
    reader = DocumentReader(place)
    found = reader.mapping(document, "", PROBLEM_KEYS)
    for key in ("slots", "sites", "people", "meetings"):
        if isinstance(document, Mapping) and found.get(key) is None:
            reader.missing(key)
    for key in ("sites", "people", "meetings"):
        reader.at_most(reader.items(found.get(key) or (), key), key, MOST_ITEMS)
    reader.close()
    names = found.get("objectives")
    problem = Problem(
        version=reader.integer(found.get("version", 1), "version", 1, 1),
        slots=reader.whole(found["slots"], "slots"),
        slot_minutes=_optional(reader, found, "slot_minutes", "slot_minutes"),
        starts=_texts(reader, found.get("starts"), "starts") or (),
        days=tuple(_span(reader, d, f"days[{n}]") for n, d in enumerate(reader.items(found.get("days") or (), "days"))),
        sessions=_sessions(reader, found.get("sessions")),
        sites=tuple(_site(reader, item, f"sites[{n}]") for n, item in enumerate(found["sites"])),
        travel=_travel(reader, found.get("travel")),
        people=tuple(_person(reader, item, f"people[{n}]") for n, item in enumerate(found["people"])),
        meetings=tuple(_meeting(reader, item, f"meetings[{n}]") for n, item in enumerate(found["meetings"])),
        max_break_difference=_optional(reader, found, "max_break_difference", "max_break_difference"),
        objectives=OBJECTIVES if names is None else _texts(reader, names, "objectives") or (),
    )
    reader.close()
    validate(problem, place)
    return problem


def _optional(reader: DocumentReader, found: Mapping[str, Any], key: str, where: str) -> int | None:
    value = found.get(key)
    return None if value is None else reader.whole(value, where)


def _texts(reader: DocumentReader, value: Any, where: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(reader.text(item, f"{where}[{n}]") for n, item in enumerate(reader.items(value, where)))


def _span(reader: DocumentReader, value: Any, where: str) -> tuple[int, int]:
    items = reader.items(value, where)
    if len(items) != 2:
        reader.wrong_type(where, value, Bilingual(fr="une paire [début, fin]", en="a pair [start, end]"))
        return (0, 0)
    return reader.whole(items[0], f"{where}[0]"), reader.whole(items[1], f"{where}[1]")


def _sessions(reader: DocumentReader, value: Any) -> Mapping[str, tuple[int, int]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        reader.wrong_type("sessions", value, MAPPING)
        return {}
    return {name: _span(reader, span, f"sessions.{name}") for name, span in value.items()}


def _site(reader: DocumentReader, value: Any, where: str) -> Site:
    found = reader.mapping(value, where, {"id", "tables"})
    return Site(reader.text(found.get("id"), f"{where}.id"), _optional(reader, found, "tables", f"{where}.tables"))


def _travel(reader: DocumentReader, value: Any) -> Mapping[str, Mapping[str, int]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        reader.wrong_type("travel", value, MAPPING)
        return {}
    table: dict[str, dict[str, int]] = {}
    for origin, row in value.items():
        if isinstance(row, Mapping):
            table[origin] = {to: reader.whole(slots, f"travel.{origin}.{to}") for to, slots in row.items()}
        else:
            reader.wrong_type(f"travel.{origin}", row, MAPPING)
    return table


def _person(reader: DocumentReader, value: Any, where: str) -> Person:
    found = reader.mapping(value, where, {"id", "unavailable", "max_meetings", "min_meetings"})
    away = reader.items(found.get("unavailable") or (), f"{where}.unavailable")
    return Person(
        id=reader.text(found.get("id"), f"{where}.id"),
        unavailable=tuple(reader.whole(slot, f"{where}.unavailable[{n}]") for n, slot in enumerate(away)),
        max_meetings=_optional(reader, found, "max_meetings", f"{where}.max_meetings"),
        min_meetings=_optional(reader, found, "min_meetings", f"{where}.min_meetings") or 0,
    )


def _meeting(reader: DocumentReader, value: Any, where: str) -> Meeting:
    found = reader.mapping(value, where, MEETING_KEYS)
    session, required, worth = found.get("session"), found.get("required"), found.get("value")
    groups = reader.items(found.get("any_of") or (), f"{where}.any_of")
    return Meeting(
        id=reader.text(found.get("id"), f"{where}.id"),
        people=_texts(reader, found.get("people"), f"{where}.people") or (),
        duration=reader.whole(1 if found.get("duration") is None else found["duration"], f"{where}.duration"),
        sites=_texts(reader, found.get("sites"), f"{where}.sites"),
        session=None if session is None else reader.text(session, f"{where}.session"),
        at=_optional(reader, found, "at", f"{where}.at"),
        after=_texts(reader, found.get("after"), f"{where}.after") or (),
        required=True if required is None else reader.flag(required, f"{where}.required"),
        value=1 if worth is None else reader.whole(worth, f"{where}.value"),
        any_of=tuple(_texts(reader, group, f"{where}.any_of[{n}]") or () for n, group in enumerate(groups)),
    )
