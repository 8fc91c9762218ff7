"""Read an agenda: its shape; whether it holds is for :func:`jumelage.agenda.check`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jumelage.agenda.format.reader import DocumentReader, load
from jumelage.agenda.model.result import Agenda, Dropped, Placement, Status
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["agenda_from", "read_agenda"]

AGENDA_KEYS = {"version", "status", "objective", "bound", "meetings", "dropped", "moved", "why", "seconds"}
STATUSES: tuple[Status, ...] = ("optimal", "feasible", "infeasible", "unknown")


def read_agenda(path: str | Path) -> Agenda:
    """Read an agenda file."""
    return agenda_from(load(path), str(path))


def agenda_from(document: Any, place: str = "agenda") -> Agenda:
    """Read a decoded JSON document; :class:`~jumelage.errors.InputError` lists everything wrong in it."""
    reader = DocumentReader(place)
    found = reader.mapping(document, "", AGENDA_KEYS)
    if isinstance(document, Mapping) and found.get("meetings") is None:
        reader.missing("meetings")
    placements = reader.items(found.get("meetings") or (), "meetings")
    dropped = reader.items(found.get("dropped") or (), "dropped")
    moved = found.get("moved")
    agenda = Agenda(
        version=reader.integer(found.get("version", 1), "version", 1, 1),
        status=_status(reader, found.get("status")),
        objective=_figures(reader, found.get("objective"), "objective"),
        bound=dict(_figures(reader, found.get("bound"), "bound")),
        meetings=tuple(_placement(reader, item, f"meetings[{n}]") for n, item in enumerate(placements)),
        dropped=tuple(_dropped(reader, item, f"dropped[{n}]") for n, item in enumerate(dropped)),
        moved=None if moved is None else _texts(reader, moved, "moved"),
        why=Bilingual(fr=str(found["why"]), en=str(found["why"])) if found.get("why") else NO_TEXT,
        seconds=_seconds(found.get("seconds")),
    )
    reader.close()
    return agenda


def _status(reader: DocumentReader, value: Any) -> Status:
    for status in STATUSES:
        if value == status:
            return status
    if value is not None:
        reader.wrong_type(
            "status", value, Bilingual(fr="un de " + ", ".join(STATUSES), en="one of " + ", ".join(STATUSES))
        )
    return "feasible"


def _figures(reader: DocumentReader, value: Any, where: str) -> Mapping[str, int]:
    if value is None:
        return {}
    found = reader.mapping(value, where, ())
    return {str(k): reader.integer(v, f"{where}.{k}", 0, 10**15) for k, v in found.items() if v is not None}


def _placement(reader: DocumentReader, value: Any, where: str) -> Placement:
    found = reader.mapping(value, where, {"id", "slot", "site", "table", "people"})
    return Placement(
        id=reader.text(found.get("id"), f"{where}.id"),
        slot=reader.integer(found.get("slot"), f"{where}.slot"),
        site=reader.text(found.get("site"), f"{where}.site"),
        table=None if found.get("table") is None else reader.integer(found["table"], f"{where}.table", 1),
        people=_texts(reader, found.get("people") or (), f"{where}.people"),
    )


def _dropped(reader: DocumentReader, value: Any, where: str) -> Dropped:
    found = reader.mapping(value, where, {"id", "why"})
    why = found.get("why")
    return Dropped(reader.text(found.get("id"), f"{where}.id"), why if isinstance(why, str) else "")


def _seconds(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value < float("inf") else 0.0


def _texts(reader: DocumentReader, value: Any, where: str) -> tuple[str, ...]:
    return tuple(reader.text(item, f"{where}[{n}]") for n, item in enumerate(reader.items(value, where)))
