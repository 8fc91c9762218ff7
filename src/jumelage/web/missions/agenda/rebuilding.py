"""Build what readers see from a version's problem and result: a programme, a report, names. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from jumelage.agenda import Agenda, Problem
from jumelage.documents.programme import Activity, ActivityKind, Organisation, Participant, Programme
from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission.appointments import Appointment
from jumelage.mission.programme import (
    NOT_PLACED,
    activities_of,
    at_home,
    figures_of,
    notes_of_dropped,
    status_of,
)

__all__ = ["TOGETHER", "Rows", "names", "programme_of_version", "together"]

TOGETHER = ("group", "meal", "arrival", "departure")
"""Kinds of meetings that the whole delegation attends: one who is away misses them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the database knows that a version's ids stand for."""

    meetings: Mapping[str, Any]
    delegates: Sequence[Any]
    sites: Mapping[str, Bilingual]


def together(rows: Rows) -> set[str]:
    """List the meetings of the whole delegation."""
    return {code for code, row in rows.meetings.items() if row.kind in TOGETHER}


def programme_of_version(base: Programme, rows: Rows, problem: Problem, agenda: Agenda, number: int) -> Programme:
    """Say an agenda as a programme, on the ground of an earlier programme of the same mission.

    Organisations, people, sources and notes of ``base`` stay, with those that are new; hours, drives, figures and the
    notes on meetings without a place are made again.
    """
    about = _appointments(base, rows, problem)
    participants = _participants(base, rows)
    people = [person.id for person in participants if person.delegate]
    activities = activities_of(problem, agenda, about, people, _places(base, rows, problem, about))
    organisations = _organisations(base, rows, participants, activities)
    firms = _firms(participants, about)
    fresh = replace(
        base,
        version=number,
        organisations=organisations,
        participants=participants,
        activities=activities,
        figures=figures_of(activities, len(people), firms, assumed=base.travel_assumed),
        status=status_of(agenda),
    )
    named = names(fresh, rows, problem)
    called = {organisation.id: organisation.name for organisation in (*base.organisations, *organisations)}
    lost = notes_of_dropped(agenda, about, lambda id: called.get(id, id), named)
    kept = (note for note in base.notes if note.code != NOT_PLACED)
    return replace(fresh, notes=(*lost, *kept))


def names(programme: Programme, rows: Rows, problem: Problem) -> dict[str, Bilingual]:
    """Name every person, site and meeting of a problem."""
    called = {
        organisation.id: Bilingual(organisation.name, organisation.name) for organisation in programme.organisations
    }
    for row in rows.meetings.values():
        for organisation in row.hosts.all():
            called.setdefault(organisation.code, Bilingual(organisation.name, organisation.name))
    named = dict(called)
    # People of one organisation answer to its name: that is whom a host or an officer looks for.
    named |= {person.id: called.get(person.organisation, person.label) for person in programme.participants}
    about = _appointments(programme, rows, problem)
    # A host who receives at home answers to one id as a person and as a place: reasons speak of the host.
    people = {person.id for person in problem.people}
    named |= {
        id: place for id, place in _places(programme, rows, problem, about).items() if id not in people & called.keys()
    }
    for meeting in problem.meetings:
        own = about[meeting.id]
        who = called.get(own.delegations[0]) if len(own.delegations) == 1 else None
        title = own.title
        named[meeting.id] = Bilingual(f"{title.fr} ({who.fr})", f"{title.en} ({who.en})") if who else title
    return named


def _appointments(base: Programme, rows: Rows, problem: Problem) -> dict[str, Appointment]:
    before = {activity.id: activity for activity in base.activities}
    homes = {person.id: person.organisation for person in base.participants if person.delegate}
    homes |= {delegate.code: delegate.organisation.code for delegate in rows.delegates if delegate.code not in homes}
    found = {}
    for meeting in problem.meetings:
        row, known = rows.meetings.get(meeting.id), before.get(meeting.id)
        delegations = tuple(dict.fromkeys(homes[person] for person in meeting.people if person in homes))
        minutes = row.minutes if row is not None else None
        if minutes is None and known is not None:
            minutes = int((known.end - known.start).total_seconds() // 60)
        found[meeting.id] = Appointment(
            id=meeting.id,
            kind=cast(ActivityKind, row.kind if row is not None else known.kind if known else "individual"),
            title=row.title if row is not None else known.title if known else Bilingual(meeting.id, meeting.id),
            delegations=delegations,
            hosts=known.hosts if known else tuple(host.code for host in row.hosts.all()) if row is not None else (),
            minutes=minutes or meeting.duration * (problem.slot_minutes or 0),
            site=None,
            required=meeting.required,
            relation=row.relation if row is not None else known.relation if known else "",
            reasons=tuple(row.bilingual_reasons) if row is not None else known.reasons if known else (),
            note=(row.note if row is not None else NO_TEXT) or (known.note if known else NO_TEXT),
            exploratory=row.exploratory if row is not None else bool(known and known.exploratory),
        )
    return found


def _places(base: Programme, rows: Rows, problem: Problem, about: Mapping[str, Appointment]) -> dict[str, Bilingual]:
    """Name the sites: as the mission does, else as the place of the host that receives there."""
    called = {organisation.id: organisation.name for organisation in base.organisations}
    for row in rows.meetings.values():
        called |= {host.code: host.name for host in row.hosts.all() if host.code not in called}
    places = dict(rows.sites)
    for meeting in problem.meetings:
        for site in meeting.sites or ():
            hosts = about[meeting.id].hosts
            if site not in places and len(hosts) == 1 and hosts[0] in called:
                places[site] = at_home(called[hosts[0]])
    return places


def _participants(base: Programme, rows: Rows) -> tuple[Participant, ...]:
    """Keep the hosts' people; take the delegation as it is now."""
    if not rows.delegates:
        return base.participants
    delegates = tuple(Participant(row.code, row.label, row.organisation.code, delegate=True) for row in rows.delegates)
    return (*delegates, *(person for person in base.participants if not person.delegate))


def _organisations(
    base: Programme, rows: Rows, participants: Iterable[Participant], activities: Iterable[Activity]
) -> tuple[Organisation, ...]:
    known = {organisation.id: organisation for organisation in base.organisations}
    fresh = {delegate.organisation.code: delegate.organisation for delegate in rows.delegates}
    for row in rows.meetings.values():
        fresh |= {host.code: host for host in row.hosts.all()}
    wanted = [person.organisation for person in participants]
    wanted += [host for activity in activities for host in activity.hosts]
    ids = dict.fromkeys([*known, *wanted])
    return tuple(known.get(id) or _organisation(fresh[id]) for id in ids if id in known or id in fresh)


def _organisation(row: Any) -> Organisation:
    offers = list(row.offers.all())
    return Organisation(
        id=row.code,
        name=row.name,
        town=row.town.name if row.town else "",
        kind=row.kind_words,
        activity=offers[0].text if offers else NO_TEXT,
        complete=bool(offers or row.needs.all()),
        source_url=row.source_url,
    )


def _firms(participants: Iterable[Participant], about: Mapping[str, Appointment]) -> list[str]:
    """Name one person of each organisation that makes individual visits."""
    visiting = {home for one in about.values() if one.kind == "individual" for home in one.delegations}
    first: dict[str, str] = {}
    for person in participants:
        if person.delegate and person.organisation in visiting:
            first.setdefault(person.organisation, person.id)
    return list(first.values())
