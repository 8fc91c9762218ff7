"""A mission as its organiser describes it, validated: the folder's ``mission.toml`` and lists, in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import Profile

__all__ = [
    "Brief",
    "Day",
    "Delegation",
    "Exchange",
    "FixedTime",
    "GroupVisit",
    "Limits",
    "Remark",
    "RemarkKind",
    "Request",
    "Site",
    "Travel",
    "is_complete",
]

RemarkKind = Literal["assumed", "missing", "todo", "caveat"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the mission and its working hours (local)."""

    date: dt.date
    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class Limits:
    """How time is cut and how much each may take on; times in minutes."""

    slot_minutes: int
    visit_minutes: int
    least_visits: int
    most_visits: int
    visits_per_host: int
    seconds: float = 15.0
    seed: int = 0


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
    """Minutes on the road: what is known pair by pair, and what is taken elsewhere."""

    default_minutes: int
    assumed: bool
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupVisit:
    """A visit that the whole delegation makes, or the organisations in ``participants``."""

    id: str
    title: Bilingual
    hosts: tuple[str, ...]
    minutes: int
    site: str
    reason: Bilingual = NO_TEXT
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
    note: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class Delegation:
    """An organisation that travels, and how many of its people.

    ``labels`` name their roles; ``ids`` are their ids where they are not simply numbered (``SI04-1``, ``SI04-2``).
    """

    organisation: str
    people: int
    role: Literal["firm", "support"]
    assumed: bool = False
    labels: tuple[Bilingual, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A meeting of counterparts on methods: not a sale, so its reason is written, not matched."""

    delegation: str
    host: str
    minutes: int
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Request:
    """A wish of a delegation to meet a host: ``must``, ``like`` or ``no``, with a priority from 1 to 5."""

    delegation: str
    host: str
    wish: Literal["must", "like", "no"]
    priority: int = 3
    reason: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class Remark:
    """What readers must be told beside the plan: what is assumed, missing, to do.

    ``about`` names the organisations that it concerns, and whose documents it is printed in; empty: everyone's.
    """

    kind: RemarkKind
    text: Bilingual
    about: tuple[str, ...] = ()


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
    limits: Limits
    sites: tuple[Site, ...]
    travel: Travel
    group_visits: tuple[GroupVisit, ...]
    fixed_times: tuple[FixedTime, ...]
    delegations: tuple[Delegation, ...]
    exchanges: tuple[Exchange, ...]
    profiles: tuple[Profile, ...]
    requests: tuple[Request, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[tuple[Bilingual, str], ...] = ()

    def profile(self, id: str) -> Profile:
        """Return an organisation by id (``KeyError`` when absent)."""
        return {profile.id: profile for profile in self.profiles}[id]

    def people_of(self, organisation: str) -> tuple[str, ...]:
        """Name the delegates of one organisation: ``SI04-1``, ``SI04-2``."""
        for delegation in self.delegations:
            if delegation.organisation == organisation:
                numbered = tuple(f"{organisation}-{number}" for number in range(1, delegation.people + 1))
                return delegation.ids or numbered
        return ()

    def people(self) -> tuple[str, ...]:
        """Name all delegates, in the order of the delegations."""
        return tuple(p for delegation in self.delegations for p in self.people_of(delegation.organisation))


def is_complete(profile: Profile) -> bool:
    """Tell whether the profile says anything of what the organisation offers or needs."""
    return bool(profile.offers or profile.needs)
