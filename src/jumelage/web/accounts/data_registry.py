"""Everything kept about a person, room by room: exported on request, erased on request (Québec's Law 25).

Each room that keeps something of a person registers, when Django starts (``AppConfig.ready``)::

    data_registry.register("links", personal_data, Bilingual(fr="Liens", en="Links"))

where ``personal_data`` is a module of the room: ``TABLES`` are the models (``app.Model``) that it covers;
``export_person(user)`` returns plain values (JSON), or rows of a table as ``{"table name": [...]}``; ``erase_person(user)``
erases or anonymises what the room holds, and returns how many rows of what, inside the transaction that erases all.
Columns that only point at the person (``asked_by``) need nothing: they are emptied, or their rows go, with the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from jumelage.language import Bilingual

__all__ = ["Keeper", "PersonalData", "keepers", "known_to", "knows", "people_known_to", "register", "tables_covered"]


class PersonalData(Protocol):
    """What a module ``personal_data`` of a room offers."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802 (a constant of the module)
        """The models that the room covers."""

    def export_person(self, user: Any) -> dict[str, Any]:
        """Return what the room keeps of a person."""

    def erase_person(self, user: Any) -> dict[str, int]:
        """Erase or anonymise it; return how many rows of what."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """An app that keeps personal data, and the tables it exports and erases."""

    name: str
    data: PersonalData
    title: Bilingual


_keepers: dict[str, Keeper] = {}
_known: dict[str, Callable[[Any], Iterable[int]]] = {}


def register(name: str, data: PersonalData, title: Bilingual) -> None:
    """Register an app's export and erasure of personal data."""
    _keepers[name] = Keeper(name, data, title)


def keepers() -> list[Keeper]:
    """Return the registered apps, those that build on others first: erasing runs from the top down."""
    return list(reversed(_keepers.values()))


def tables_covered() -> set[str]:
    """Return the models that a registered app covers."""
    return {table for keeper in _keepers.values() for table in keeper.data.TABLES}


def knows(name: str, people: Callable[[Any], Iterable[int]]) -> None:
    """Say which people an agency knows through a room: ``people(agency)`` returns their numbers."""
    _known[name] = people


def people_known_to(agency: Any) -> set[int]:
    """Return the numbers of the people that an agency knows: its members, its missions' participants…"""
    return {number for people in _known.values() for number in people(agency)}


def known_to(number: int, agencies: Iterable[Any]) -> list[Any]:
    """Return which of these agencies know a person."""
    return [agency for agency in agencies if number in people_known_to(agency)]
