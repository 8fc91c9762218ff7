"""From JSON documents to values: shapes first, then what the parts say of one another."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jumelage.agenda.format.coherence import find_incoherence
from jumelage.agenda.format.reader import LARGEST, Door, load
from jumelage.agenda.model.problem import OBJECTIVES, Meeting, Person, Problem, Site
from jumelage.agenda.model.result import Agenda, Dropped, Placement, Status
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["agenda_from", "problem_from", "read_agenda", "read_problem"]

MOST_SLOTS = 5_000
MOST_PEOPLE = 50_000
MOST_MEETINGS = 50_000
MOST_CELLS = 3_000_000
PROBLEM_KEYS = {
    "version", "slots", "slot_minutes", "starts", "days", "sessions", "sites", "travel", "people", "meetings",
    "max_break_difference", "objectives",
}  # fmt: skip
MEETING_KEYS = {
    "id", "people", "duration", "sites", "session", "at", "after", "required", "value", "any_of",
}  # fmt: skip
AGENDA_KEYS = {"version", "status", "objective", "bound", "meetings", "dropped", "moved", "why", "seconds"}
STATUSES: tuple[Status, ...] = ("optimal", "feasible", "infeasible", "unknown")


def read_problem(path: str | Path) -> Problem:
    """Read and validate a problem file.

    Raises
    ------
    InputError
        With every problem found in the file, its place and its remedy.
    """
    return problem_from(load(path), str(path))


def read_agenda(path: str | Path) -> Agenda:
    """Read and validate an agenda file (its shape: whether it holds is for :func:`jumelage.agenda.check`)."""
    return agenda_from(load(path), str(path))


def problem_from(document: Any, place: str) -> Problem:
    """Validate a decoded problem."""
    door = Door(place)
    found = door.mapping(document, "", PROBLEM_KEYS)
    for key in ("slots", "sites", "people", "meetings"):
        if found and found.get(key) is None:
            door.missing(key)
    door.close()
    _size(door, found)
    door.close()
    slots: int = found["slots"]
    problem = Problem(
        version=_version(door, found),
        slots=slots,
        slot_minutes=_optional(door, found, "slot_minutes", "slot_minutes", 1, 1440),
        starts=_starts(door, found.get("starts"), slots),
        days=_days(door, found.get("days"), slots),
        sessions=_sessions(door, found.get("sessions"), slots),
        sites=tuple(_site(door, item, f"sites[{n}]") for n, item in enumerate(found["sites"])),
        travel=_travel(door, found.get("travel")),
        people=tuple(_person(door, item, f"people[{n}]", slots) for n, item in enumerate(found["people"])),
        meetings=tuple(_meeting(door, item, f"meetings[{n}]", slots) for n, item in enumerate(found["meetings"])),
        max_break_difference=_optional(door, found, "max_break_difference", "max_break_difference"),
        objectives=_objectives(door, found.get("objectives")),
    )
    door.close()
    find_incoherence(door, problem)
    door.close()
    return problem


def _size(door: Door, found: Mapping[str, Any]) -> None:
    """Refuse what no event needs before anything is built from it."""
    slots = door.integer(found["slots"], "slots", 1, MOST_SLOTS)
    door.items(found["sites"], "sites")
    people, meetings = door.items(found["people"], "people"), door.items(found["meetings"], "meetings")
    for name, items, most in (("people", people, MOST_PEOPLE), ("meetings", meetings, MOST_MEETINGS)):
        if len(items) > most:
            door.refuse(
                name,
                Bilingual(fr=f"{len(items)} éléments, plus que {most}.", en=f"{len(items)} items, over {most}."),
                Bilingual(fr="Partagez l'événement en plusieurs.", en="Split the event into several."),
            )
    if slots * len(meetings) > MOST_CELLS:
        door.refuse(
            "slots",
            Bilingual(
                fr=f"{slots} plages pour {len(meetings)} rencontres dépassent ce qu'un calcul peut tenir.",
                en=f"{slots} slots for {len(meetings)} meetings are more than a computation can hold.",
            ),
            Bilingual(fr="Prenez des plages plus longues.", en="Use longer slots."),
        )


def _version(door: Door, found: Mapping[str, Any]) -> int:
    return door.integer(found.get("version", 1), "version", 1, 1)


def _optional(
    door: Door, found: Mapping[str, Any], key: str, where: str, least: int = 0, most: int = LARGEST
) -> int | None:
    value = found.get(key)
    return None if value is None else door.integer(value, where, least, most)


def _starts(door: Door, value: Any, slots: int) -> tuple[str, ...]:
    if value is None:
        return ()
    starts = tuple(door.text(item, f"starts[{n}]") for n, item in enumerate(door.items(value, "starts")))
    for number, start in enumerate(starts):
        try:
            dt.datetime.fromisoformat(start)
        except ValueError:
            if start:
                wanted = Bilingual(
                    fr="une date et une heure ISO (2017-02-15T08:30)", en="an ISO date and time (2017-02-15T08:30)"
                )
                door.wrong_type(f"starts[{number}]", start, wanted)
    if starts and len(starts) != slots:
        door.refuse(
            "starts",
            Bilingual(fr=f"{len(starts)} débuts pour {slots} plages.", en=f"{len(starts)} starts for {slots} slots."),
            Bilingual(fr="Donnez un début par plage.", en="Give one start a slot."),
        )
    return starts


def _span(door: Door, value: Any, where: str, slots: int) -> tuple[int, int]:
    items = door.items(value, where)
    if len(items) != 2:
        door.wrong_type(where, value, Bilingual(fr="une paire [début, fin]", en="a pair [start, end]"))
        return (0, 0)
    first, last = (door.integer(item, f"{where}[{n}]", 0, slots) for n, item in enumerate(items))
    if first > last:
        door.refuse(
            where,
            Bilingual(fr=f"le début {first} suit la fin {last}.", en=f"the start {first} is after the end {last}."),
            Bilingual(fr="Inversez-les.", en="Swap them."),
        )
    return (first, last)


def _days(door: Door, value: Any, slots: int) -> tuple[tuple[int, int], ...]:
    if value is None:
        return ()
    days = tuple(_span(door, item, f"days[{n}]", slots) for n, item in enumerate(door.items(value, "days")))
    for number, ((_, end), (start, _)) in enumerate(itertools.pairwise(days)):
        if start < end:
            door.refuse(
                f"days[{number + 1}]",
                Bilingual(
                    fr="ce jour commence avant la fin du précédent.", en="this day starts before the last one ends."
                ),
                Bilingual(
                    fr="Écrivez les jours dans l'ordre, sans recouvrement.", en="Write days in order, without overlap."
                ),
            )
    return days


def _sessions(door: Door, value: Any, slots: int) -> Mapping[str, tuple[int, int]]:
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, Mapping):
        door.wrong_type("sessions", value, Bilingual(fr="un objet {…}", en="an object {…}"))
        return {}
    return {name: _span(door, span, f"sessions.{name}", slots) for name, span in value.items()}


def _site(door: Door, value: Any, where: str) -> Site:
    found = door.mapping(value, where, {"id", "tables"})
    return Site(door.text(found.get("id"), f"{where}.id"), _optional(door, found, "tables", f"{where}.tables"))


def _travel(door: Door, value: Any) -> Mapping[str, Mapping[str, int]]:
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, Mapping):
        door.wrong_type("travel", value, Bilingual(fr="un objet {…}", en="an object {…}"))
        return {}
    table: dict[str, dict[str, int]] = {}
    for origin, row in value.items():
        if isinstance(row, Mapping):
            table[origin] = {to: door.integer(slots, f"travel.{origin}.{to}") for to, slots in row.items()}
        else:
            door.wrong_type(f"travel.{origin}", row, Bilingual(fr="un objet {…}", en="an object {…}"))
    return table


def _person(door: Door, value: Any, where: str, slots: int) -> Person:
    found = door.mapping(value, where, {"id", "unavailable", "max_meetings", "min_meetings"})
    away = found.get("unavailable")
    items = () if away is None else door.items(away, f"{where}.unavailable")
    return Person(
        id=door.text(found.get("id"), f"{where}.id"),
        unavailable=tuple(
            door.integer(slot, f"{where}.unavailable[{n}]", 0, slots - 1) for n, slot in enumerate(items)
        ),
        max_meetings=_optional(door, found, "max_meetings", f"{where}.max_meetings"),
        min_meetings=_optional(door, found, "min_meetings", f"{where}.min_meetings") or 0,
    )


def _meeting(door: Door, value: Any, where: str, slots: int) -> Meeting:
    found = door.mapping(value, where, MEETING_KEYS)
    session, required, worth = found.get("session"), found.get("required"), found.get("value")
    groups = door.items(found["any_of"], f"{where}.any_of") if found.get("any_of") is not None else ()
    return Meeting(
        id=door.text(found.get("id"), f"{where}.id"),
        people=_names(door, found, "people", where) or (),
        duration=door.integer(1 if found.get("duration") is None else found["duration"], f"{where}.duration", 1),
        sites=_names(door, found, "sites", where),
        session=None if session is None else door.text(session, f"{where}.session"),
        at=_optional(door, found, "at", f"{where}.at", 0, slots - 1),
        after=_names(door, found, "after", where) or (),
        required=True if required is None else door.flag(required, f"{where}.required"),
        value=1 if worth is None else door.integer(worth, f"{where}.value"),
        any_of=tuple(_name_list(door, group, f"{where}.any_of[{n}]") for n, group in enumerate(groups)),
    )


def _names(door: Door, found: Mapping[str, Any], key: str, where: str) -> tuple[str, ...] | None:
    return None if found.get(key) is None else _name_list(door, found[key], f"{where}.{key}")


def _name_list(door: Door, value: Any, where: str) -> tuple[str, ...]:
    return tuple(door.text(item, f"{where}[{n}]") for n, item in enumerate(door.items(value, where)))


def _objectives(door: Door, value: Any) -> tuple[str, ...]:
    if value is None:
        return OBJECTIVES
    names = _name_list(door, value, "objectives")
    for number, name in enumerate(names):
        if name not in OBJECTIVES or name in names[:number]:
            wanted = Bilingual(
                fr=f"chacun une fois, parmi {', '.join(OBJECTIVES)}", en=f"each once, among {', '.join(OBJECTIVES)}"
            )
            door.wrong_type(f"objectives[{number}]", name, wanted)
    return names


def agenda_from(document: Any, place: str) -> Agenda:
    """Validate a decoded agenda."""
    door = Door(place)
    found = door.mapping(document, "", AGENDA_KEYS)
    if found and found.get("meetings") is None:
        door.missing("meetings")
    placements = door.items(found.get("meetings") or (), "meetings")
    dropped = door.items(found.get("dropped") or (), "dropped")
    moved = found.get("moved")
    agenda = Agenda(
        version=_version(door, found),
        status=_status(door, found.get("status")),
        objective=_figures(door, found.get("objective"), "objective"),
        bound=dict(_figures(door, found.get("bound"), "bound").items()),
        meetings=tuple(_placement(door, item, f"meetings[{n}]") for n, item in enumerate(placements)),
        dropped=tuple(_dropped(door, item, f"dropped[{n}]") for n, item in enumerate(dropped)),
        moved=None if moved is None else _name_list(door, moved, "moved"),
        why=Bilingual(fr=str(found["why"]), en=str(found["why"])) if found.get("why") else NO_TEXT,
        seconds=_seconds(found.get("seconds")),
    )
    door.close()
    return agenda


def _status(door: Door, value: Any) -> Status:
    for status in STATUSES:
        if value == status:
            return status
    if value is not None:
        door.wrong_type(
            "status", value, Bilingual(fr="un de " + ", ".join(STATUSES), en="one of " + ", ".join(STATUSES))
        )
    return "feasible"


def _figures(door: Door, value: Any, where: str) -> Mapping[str, int]:
    if value is None:
        return {}
    found = door.mapping(value, where, ())
    return {str(k): door.integer(v, f"{where}.{k}", 0, 10**15) for k, v in found.items() if v is not None}


def _placement(door: Door, value: Any, where: str) -> Placement:
    found = door.mapping(value, where, {"id", "slot", "site", "table", "people"})
    return Placement(
        id=door.text(found.get("id"), f"{where}.id"),
        slot=door.integer(found.get("slot"), f"{where}.slot"),
        site=door.text(found.get("site"), f"{where}.site"),
        table=_optional(door, found, "table", f"{where}.table", 1),
        people=_names(door, found, "people", where) or (),
    )


def _dropped(door: Door, value: Any, where: str) -> Dropped:
    found = door.mapping(value, where, {"id", "why"})
    why = found.get("why")
    return Dropped(door.text(found.get("id"), f"{where}.id"), why if isinstance(why, str) else "")


def _seconds(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value < float("inf") else 0.0
