"""A mission as its organiser describes it, validated: the folder's ``mission.toml`` and lists, in one frozen value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from jumelage.language import NO_TEXT, Bilingual

__all__ = ["Brief", "Day", "Delegation", "FixedTime", "GroupVisit", "Profile", "Request", "Site", "Travel"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the mission and its working hours (local)."""

    date: dt.date
    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class Site:
    """A place where meetings happen; ``tables`` meetings at once (None: no limit).

    ``organisations`` are the hosts whose visits happen here. A host without a site gets one of its own.
    """

    id: str
    name: Bilingual
    organisations: tuple[str, ...] = ()
    tables: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes on the road: what is known pair by pair, and what is assumed elsewhere."""

    default_minutes: int
    assumed: bool
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupVisit:
    """A visit that the whole delegation makes (or the organisations in ``participants``)."""

    id: str
    title: Bilingual
    hosts: tuple[str, ...]
    minutes: int
    site: str
    reason: Bilingual
    at: dt.datetime | None = None
    participants: tuple[str, ...] = ()
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class FixedTime:
    """A meal, an arrival or a departure: its hour and place are given."""

    id: str
    kind: Literal["meal", "arrival", "departure"]
    title: Bilingual
    at: dt.datetime
    minutes: int
    site: str
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delegation:
    """An organisation that travels, and how many of its people."""

    organisation: str
    people: int
    assumed: bool
    role: Literal["firm", "support"]
    labels: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation of either town: what it offers and needs, in both languages where known."""

    id: str
    name: str
    town: str
    kind: str
    naics: str
    size_band: str
    offers: tuple[Bilingual, ...]
    needs: tuple[Bilingual, ...]
    languages: tuple[str, ...]
    source_url: str

    @property
    def complete(self) -> bool:
        """Tell whether anything is said of what the organisation offers or needs."""
        return bool(self.offers or self.needs)


@dataclass(frozen=True, slots=True)
class Request:
    """A wish of a delegation to meet a host: ``must``, ``like`` or ``no``, with a priority from 1 to 5."""

    delegate: str
    host: str
    wish: Literal["must", "like", "no"]
    priority: int = 3
    reason: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that planning needs, and every label that the plan must carry."""

    id: str
    title: Bilingual
    goal: Bilingual
    origin: str
    destination: str
    timezone: str
    days: tuple[Day, ...]
    slot_minutes: int
    visit_minutes: int
    visits_per_delegation: tuple[int, int]
    visits_per_host: int
    sites: tuple[Site, ...]
    travel: Travel
    group_visits: tuple[GroupVisit, ...]
    fixed_times: tuple[FixedTime, ...]
    delegations: tuple[Delegation, ...]
    profiles: tuple[Profile, ...]
    requests: tuple[Request, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, Bilingual], ...] = ()
    sources: tuple[tuple[Bilingual, str], ...] = ()

    def profile(self, id: str) -> Profile:
        """Return an organisation by id (``KeyError`` when absent)."""
        return {profile.id: profile for profile in self.profiles}[id]
