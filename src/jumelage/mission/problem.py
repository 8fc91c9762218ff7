"""Build the agenda problem from appointments: people, sites, travel, hours."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from jumelage.agenda import Meeting, Person, Problem, Site
from jumelage.mission.appointments import Appointment
from jumelage.mission.brief import Brief
from jumelage.mission.grid import Grid

__all__ = ["OBJECTIVES", "agenda_problem", "host_site", "site_of"]

OBJECTIVES = ("value", "shortfall", "breaks", "travel")


def host_site(organisation: str) -> str:
    """Name the site of a host that receives at its own place."""
    return f"at-{organisation}"


def site_of(brief: Brief, organisation: str) -> str:
    """Find where a host receives: the site that lists it, else its own place."""
    return next((s.id for s in brief.sites if organisation in s.organisations), host_site(organisation))


def agenda_problem(brief: Brief, appointments: Sequence[Appointment]) -> Problem:
    """Build the agenda problem of a mission.

    A delegate's ``min_meetings`` and ``max_meetings`` count everything that the person must attend, plus the visits
    asked for; a host's count what it must receive, plus ``visits_per_host``.
    """
    grid = Grid.of(brief)
    meetings = tuple(_meeting(brief, grid, appointment) for appointment in appointments)
    sites = _sites(brief, meetings)
    return Problem(
        slots=len(grid.starts),
        slot_minutes=grid.slot_minutes,
        starts=tuple(start.isoformat(timespec="minutes") for start in grid.starts),
        days=grid.days,
        sites=sites,
        travel=_travel(brief, grid, [site.id for site in sites]),
        people=_people(brief, meetings),
        meetings=meetings,
        objectives=OBJECTIVES,
    )


def _meeting(brief: Brief, grid: Grid, appointment: Appointment) -> Meeting:
    delegates = tuple(p for organisation in appointment.delegations for p in brief.people_of(organisation))
    at = grid.slot_of(dt.datetime.fromisoformat(appointment.at)) if appointment.at else None
    return Meeting(
        id=appointment.id,
        people=(*delegates, *appointment.hosts),
        duration=grid.slots(appointment.minutes),
        sites=(appointment.site or site_of(brief, appointment.hosts[0]),),
        at=at,
        required=appointment.required,
        value=appointment.value,
    )


def _people(brief: Brief, meetings: Sequence[Meeting]) -> tuple[Person, ...]:
    duties = Counter(person for meeting in meetings if meeting.required for person in meeting.people)
    hosts = dict.fromkeys(p for meeting in meetings for p in meeting.people if p not in set(brief.people()))
    wanted = {
        person: (brief.limits.least_visits if delegation.role == "firm" else 0, brief.limits.most_visits)
        for delegation in brief.delegations
        for person in brief.people_of(delegation.organisation)
    }
    delegates = [
        Person(id=person, min_meetings=duties[person] + least, max_meetings=duties[person] + most)
        for person, (least, most) in wanted.items()
    ]
    receivers = [Person(id=host, max_meetings=duties[host] + brief.limits.visits_per_host) for host in hosts]
    return (*delegates, *receivers)


def _sites(brief: Brief, meetings: Sequence[Meeting]) -> tuple[Site, ...]:
    given = {site.id: site.tables for site in brief.sites}
    used = dict.fromkeys(site for meeting in meetings for site in meeting.sites or ())
    return tuple(Site(id=site, tables=given.get(site, 1)) for site in used)


def _travel(brief: Brief, grid: Grid, sites: Sequence[str]) -> dict[str, dict[str, int]]:
    """Give whole slots for each pair of sites; ``pairs`` name sites, or organisations for their own place."""
    known = {
        (_as_site(brief, origin), _as_site(brief, target)): minutes
        for (origin, target), minutes in brief.travel.pairs.items()
    }
    table: dict[str, dict[str, int]] = {}
    for number, origin in enumerate(sites):
        for target in sites[number + 1 :]:
            there = known.get((origin, target), known.get((target, origin), brief.travel.default_minutes))
            back = known.get((target, origin), there)
            table.setdefault(origin, {})[target] = grid.slots(there)
            if back != there:
                table.setdefault(target, {})[origin] = grid.slots(back)
    return table


def _as_site(brief: Brief, name: str) -> str:
    return name if any(site.id == name for site in brief.sites) else site_of(brief, name)
