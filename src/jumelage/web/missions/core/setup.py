"""The setup of a mission as its pages edit it, in the types of the library's brief, and the templates to start from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from jumelage.language import Bilingual
from jumelage.mission.brief import Day, Exchange, FixedTime, GroupVisit, Limits, Remark
from jumelage.serialisation import to_document

__all__ = [
    "EVERYONE",
    "HOURS",
    "TEMPLATES",
    "NewMission",
    "Setup",
    "Template",
    "dated",
    "meals_of",
    "moved",
    "print_of",
    "with_days",
]

HOURS = (dt.time(8, 30), dt.time(16, 30))
LIMITS = Limits(slot_minutes=30, visit_minutes=60, least_visits=0, most_visits=4, visits_per_host=3)
EVERYONE = "*"
"""Stands for every host among those that a site receives."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The setup of a mission: hours, limits, travel, group visits, meals, exchanges, who receives where.

    ``receiving`` gives the codes of the hosts that receive at a site, by the site's code (``EVERYONE``: all of them);
    ``ways`` are minutes on the road between two sites, or hosts.
    """

    days: tuple[Day, ...] = ()
    limits: Limits = LIMITS
    travel_minutes: int = 30
    travel_assumed: bool = True
    ways: tuple[tuple[str, str, int], ...] = ()
    group_visits: tuple[GroupVisit, ...] = ()
    fixed_times: tuple[FixedTime, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[tuple[Bilingual, str], ...] = ()
    receiving: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of mission to start from: how long, which hours and limits; ``tables`` meet at once in one hall, if any."""

    name: Bilingual
    what: Bilingual
    days: int
    hours: tuple[dt.time, dt.time]
    limits: Limits
    travel_minutes: int
    noon: dt.time
    hall: bool = False


@dataclass(frozen=True, slots=True)
class NewMission:
    """What a mission needs to exist; positions in degrees (latitude, longitude), where they were given."""

    title: str
    home: str
    destination: str
    template: str
    first: dt.date
    language: str = "fr"
    home_position: tuple[float, float] | None = None
    destination_position: tuple[float, float] | None = None


TEMPLATES: dict[str, Template] = {
    "visit": Template(
        Bilingual("Visite de deux jours", "Two-day visit"),
        Bilingual(
            "Vos entreprises vont chez leurs hôtes\u00a0: visites d’une heure, repas ensemble le midi.",
            "Your firms go to their hosts: visits of an hour, a meal together at noon.",
        ),
        2,
        HOURS,
        Limits(slot_minutes=15, visit_minutes=60, least_visits=1, most_visits=4, visits_per_host=3),
        15,
        dt.time(12, 0),
    ),
    "region": Template(
        Bilingual("Journée régionale", "Regional day"),
        Bilingual(
            "Une journée, des visites de 45 minutes, une demi-heure de route entre deux.",
            "One day, visits of 45 minutes, half an hour of road between two.",
        ),
        1,
        (dt.time(8, 0), dt.time(17, 0)),
        Limits(slot_minutes=15, visit_minutes=45, least_visits=1, most_visits=5, visits_per_host=4),
        30,
        dt.time(12, 0),
    ),
    "convention": Template(
        Bilingual("Rencontres d’affaires en un seul lieu", "Business meetings in one place"),
        Bilingual(
            "Une salle, des tables, des rencontres de 20 minutes\u00a0: aucun déplacement.",
            "One hall, tables, meetings of 20 minutes: no travel.",
        ),
        1,
        (dt.time(9, 0), dt.time(17, 0)),
        Limits(slot_minutes=20, visit_minutes=20, least_visits=2, most_visits=10, visits_per_host=12),
        0,
        dt.time(12, 0),
        hall=True,
    ),
}
NOON_MINUTES = 60


def dated(first: dt.date, count: int, hours: tuple[dt.time, dt.time] = HOURS) -> tuple[Day, ...]:
    """Return days in a row, each with the same hours."""
    return tuple(Day(first + dt.timedelta(days=number), *hours) for number in range(count))


def meals_of(days: Iterable[Day], noon: dt.time, site: str) -> tuple[FixedTime, ...]:
    """Return a meal at noon of each day, at a site."""
    title = Bilingual("Repas", "Meal")
    return tuple(
        FixedTime(f"repas-{number}", "meal", title, dt.datetime.combine(day.date, noon), NOON_MINUTES, site)
        for number, day in enumerate(days, 1)
    )


def moved(setup: Setup, by: dt.timedelta) -> Setup:
    """Move the days, and with them every hour that is set."""
    return replace(
        setup,
        days=tuple(replace(day, date=day.date + by) for day in setup.days),
        group_visits=tuple(replace(one, at=one.at + by if one.at else None) for one in setup.group_visits),
        fixed_times=tuple(replace(one, at=one.at + by) for one in setup.fixed_times),
    )


def with_days(setup: Setup, days: tuple[Day, ...]) -> tuple[Setup, tuple[Bilingual, ...]]:
    """Give a mission other days or hours: what is set for its first day stays on the first, and so on.

    Returns the setup, and the titles of what has no place in it any more: a meal of a day that is gone, a visit outside
    the hours. A meal goes, a group visit waits without an hour.
    """
    numbers = {day.date: number for number, day in enumerate(setup.days)}

    def at(before: dt.datetime, minutes: int) -> dt.datetime | None:
        number = numbers.get(before.date())
        if number is None or number >= len(days):
            return None
        day, start = days[number], dt.datetime.combine(days[number].date, before.time())
        inside = day.start <= before.time() and start + dt.timedelta(minutes=minutes) <= dt.datetime.combine(
            day.date, day.end
        )
        return start if inside else None

    lost: list[Bilingual] = []
    visits, fixed = [], []
    for visit in setup.group_visits:
        hour = at(visit.at, visit.minutes) if visit.at else None
        if visit.at and hour is None:
            lost.append(visit.title)
        visits.append(replace(visit, at=hour))
    for one in setup.fixed_times:
        if (hour := at(one.at, one.minutes)) is None:
            lost.append(one.title)
        else:
            fixed.append(replace(one, at=hour))
    return replace(setup, days=days, group_visits=tuple(visits), fixed_times=tuple(fixed)), tuple(lost)


def print_of(one: GroupVisit | FixedTime | Exchange) -> str:
    """Return a short print of what a part says: two officers who change a list at once never change each other's part."""
    said = json.dumps(to_document(one), sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
