"""Everything kept about a person, room by room: exported on request, erased on request (Québec's Law 25).

Each room that keeps something of a person registers, when Django starts (``AppConfig.ready``)::

    personal.register("missions", export=export_person, erase=erase_person, tables=("missions.Participant",))

``export(user)`` returns plain values (JSON), or rows of a table as ``{"table name": [...]}``. ``erase(user)`` erases or
makes anonymous what the room holds, and returns how many rows of what; it runs in the transaction that erases all.
Columns that only point at the person (``asked_by``) need nothing: they are emptied, or their rows go, with the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jumelage.language import Bilingual

__all__ = ["Keeper", "keepers", "known_to", "knows", "people_known_to", "register", "tables_covered"]

Export = Callable[[Any], "dict[str, Any]"]
Erase = Callable[[Any], "dict[str, int]"]


@dataclass(frozen=True, slots=True)
class Keeper:
    """An app that keeps personal data, and the tables it exports and erases."""

    name: str
    title: Bilingual
    export: Export
    erase: Erase
    tables: tuple[str, ...]


_keepers: dict[str, Keeper] = {}
_known: dict[str, Callable[[Any], Iterable[int]]] = {}


def register(
    name: str, *, export: Export, erase: Erase, tables: tuple[str, ...] = (), title: Bilingual | None = None
) -> None:
    """Register an app's export and erasure of personal data; ``tables`` are the models (``app.Model``) they cover."""
    _keepers[name] = Keeper(name, title or Bilingual(fr=name, en=name), export, erase, tables)


def keepers() -> list[Keeper]:
    """Return the registered apps, those that build on others first: erasing runs from the top down."""
    return list(reversed(_keepers.values()))


def tables_covered() -> set[str]:
    """Return the models that a registered app covers."""
    return {table for keeper in _keepers.values() for table in keeper.tables}


def knows(name: str, people: Callable[[Any], Iterable[int]]) -> None:
    """Say which people an agency knows through a room: ``people(agency)`` returns their numbers."""
    _known[name] = people


def people_known_to(agency: Any) -> set[int]:
    """Return the numbers of the people that an agency knows: its members, its missions' participants…"""
    return {number for people in _known.values() for number in people(agency)}


def known_to(number: int, agencies: Iterable[Any]) -> list[Any]:
    """Return which of these agencies know a person."""
    return [agency for agency in agencies if number in people_known_to(agency)]
