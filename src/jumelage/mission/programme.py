"""The plan as readers see it: hours, places, people and reasons, with what is assumed and what is left to do."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jumelage.agenda import Agenda, Placement, Problem
from jumelage.documents.programme import Activity, Figure, Note, Organisation, Participant, Programme, Source
from jumelage.language import NO_TEXT, Bilingual, elide, say_number
from jumelage.mission.appointments import Appointment
from jumelage.mission.brief import Brief, is_complete
from jumelage.mission.grid import Grid
from jumelage.mission.naming import in_names, names
from jumelage.reference.case.labels import ORGANISATION_KINDS

__all__ = ["build_programme"]


def build_programme(
    brief: Brief, appointments: Sequence[Appointment], problem: Problem, agenda: Agenda, *, version: int = 1
) -> Programme:
    """Say an agenda as a programme: every placed meeting, every drive, every note that the reader needs."""
    grid = Grid.of(brief)
    of = {appointment.id: appointment for appointment in appointments}
    activities = [_activity(brief, grid, of[placed.id], placed) for placed in agenda.meetings]
    drives = _drives(brief, grid, problem, activities, {p.id: p.site for p in agenda.meetings})
    everything = sorted([*activities, *drives], key=lambda a: (a.start, a.end, a.id))
    return Programme(
        id=brief.id,
        version=version,
        title=brief.title,
        goal=brief.goal,
        origin=brief.origin,
        destination=brief.destination,
        timezone=brief.timezone,
        days=tuple(day.date for day in brief.days),
        organisations=tuple(_organisations(brief, everything)),
        participants=tuple(_participants(brief)),
        activities=tuple(everything),
        figures=_figures(brief, everything),
        notes=tuple(_notes(brief, of, agenda)),
        sources=tuple(Source(text, url) for text, url in brief.sources),
        status=_status(agenda),
    )


def _activity(brief: Brief, grid: Grid, appointment: Appointment, placed: Placement) -> Activity:
    return Activity(
        id=appointment.id,
        kind=appointment.kind,
        start=grid.starts[placed.slot],
        end=grid.starts[placed.slot] + dt.timedelta(minutes=appointment.minutes),
        title=appointment.title,
        place=_place(brief, placed.site, appointment.hosts),
        participants=tuple(p for organisation in appointment.delegations for p in brief.people_of(organisation)),
        hosts=appointment.hosts,
        relation=appointment.relation,
        reasons=appointment.reasons,
        note=appointment.note,
        exploratory=appointment.exploratory,
        fixed=bool(appointment.at),
        table=placed.table if appointment.hosts and _tables(brief, placed.site) not in (None, 1) else None,
    )


def _tables(brief: Brief, site: str) -> int | None:
    return next((s.tables for s in brief.sites if s.id == site), 1)


def _place(brief: Brief, site: str, hosts: Sequence[str]) -> Bilingual:
    for given in brief.sites:
        if given.id == site:
            return given.name
    name = brief.profile(hosts[0]).name
    return Bilingual(fr=f"Chez {name}", en=f"At {name}")


def _drives(
    brief: Brief, grid: Grid, problem: Problem, activities: Sequence[Activity], sites: Mapping[str, str]
) -> Iterator[Activity]:
    """Put each drive just before the meeting it leads to; people of one car line are one activity."""
    together: dict[tuple[dt.datetime, dt.datetime, str, str], list[str]] = {}
    for person in brief.people():
        own = sorted((a for a in activities if person in a.participants), key=lambda a: a.start)
        for before, after in itertools.pairwise(own):
            origin, target = sites[before.id], sites[after.id]
            slots = problem.travel_slots(origin, target)
            if slots and before.start.date() == after.start.date():
                length = dt.timedelta(minutes=slots * grid.slot_minutes)
                together.setdefault((after.start - length, after.start, origin, target), []).append(person)
    for (start, end, origin, target), people in together.items():
        minutes = int((end - start).total_seconds() // 60)
        yield Activity(
            id=f"travel:{origin}:{target}:{start:%Y%m%dT%H%M}",
            kind="travel",
            start=start,
            end=end,
            title=Bilingual(fr=f"Route, {minutes} min", en=f"Drive, {minutes} min"),
            place=NO_TEXT,
            participants=tuple(people),
        )


def _organisations(brief: Brief, activities: Iterable[Activity]) -> Iterator[Organisation]:
    hosts = dict.fromkeys(host for activity in activities for host in activity.hosts)
    delegations = [delegation.organisation for delegation in brief.delegations]
    for id in dict.fromkeys([*delegations, *hosts]):
        profile = brief.profile(id)
        yield Organisation(
            id=id,
            name=profile.name,
            town=profile.town,
            kind=ORGANISATION_KINDS.get(profile.kind, Bilingual(fr=profile.kind, en=profile.kind)),
            activity=profile.offers[0] if profile.offers else NO_TEXT,
            complete=is_complete(profile),
            source_url=profile.source_url,
        )


def _participants(brief: Brief) -> Iterator[Participant]:
    for delegation in brief.delegations:
        name = brief.profile(delegation.organisation).name
        for number, person in enumerate(brief.people_of(delegation.organisation)):
            if number < len(delegation.labels):
                label = delegation.labels[number]
            elif delegation.people == 1:
                label = Bilingual(fr=f"{name}, représentant", en=f"{name}, representative")
            else:
                label = Bilingual(fr=f"{name}, personne {number + 1}", en=f"{name}, person {number + 1}")
            yield Participant(id=person, label=label, organisation=delegation.organisation, delegate=True)


def _words(number: int, fr: str, frs: str, en: str, ens: str) -> Bilingual:
    """Choose singular or plural as each language does (French: from two)."""
    return Bilingual(fr=fr if number < 2 else frs, en=en if number == 1 else ens)


def _count(number: int, fr: str, frs: str, en: str, ens: str) -> Bilingual:
    words = _words(number, fr, frs, en, ens)
    return Bilingual(fr=f"{say_number(number, 'fr')} {words.fr}", en=f"{say_number(number, 'en')} {words.en}")


def _number(value: float) -> Bilingual:
    return Bilingual(fr=say_number(value, "fr"), en=say_number(value, "en"))


def _figures(brief: Brief, activities: Sequence[Activity]) -> tuple[Figure, ...]:
    visits = [a for a in activities if a.kind == "individual"]
    groups = [a for a in activities if a.kind == "group"]
    exchanges = [a for a in activities if a.kind == "exchange"]
    people = brief.people()
    minutes = sum(
        int((a.end - a.start).total_seconds() // 60) * len(a.participants) for a in activities if a.kind == "travel"
    )
    firms = [d.organisation for d in brief.delegations if d.role == "firm"]
    each = [sum(1 for a in visits if brief.people_of(firm)[0] in a.participants) for firm in firms]
    least = min(each, default=0)
    return (
        Figure(
            _number(len(visits)),
            _words(
                len(visits), "visite individuelle", "visites individuelles", "individual visit", "individual visits"
            ),
            Bilingual(fr=f"au moins {least} par entreprise", en=f"at least {least} for each firm"),
        ),
        Figure(
            _number(len(groups)),
            _words(len(groups), "visite de groupe", "visites de groupe", "group visit", "group visits"),
            Bilingual(fr=" · ".join(a.title.fr for a in groups), en=" · ".join(a.title.en for a in groups)),
        ),
        Figure(
            _number(len(exchanges)),
            _words(
                len(exchanges),
                "échange de méthodes",
                "échanges de méthodes",
                "exchange on methods",
                "exchanges on methods",
            ),
            Bilingual(fr="entre organismes homologues", en="between counterparts"),
        ),
        Figure(
            Bilingual(
                fr=f"{round(minutes / max(1, len(people)))} min", en=f"{round(minutes / max(1, len(people)))} min"
            ),
            Bilingual(fr="de route par personne en tout", en="on the road for each person in all"),
            Bilingual(fr="durées supposées", en="assumed times") if brief.travel.assumed else NO_TEXT,
        ),
    )


def _notes(brief: Brief, of: Mapping[str, Appointment], agenda: Agenda) -> Iterator[Note]:
    for delegation in brief.delegations:
        profile = brief.profile(delegation.organisation)
        if delegation.role == "firm" and not is_complete(profile):
            yield Note(
                "todo",
                Bilingual(
                    fr=f"Compléter le profil {elide('de', profile.name)} : sans offre ni besoin, aucune raison à donner à un hôte.",
                    en=f"Complete the profile of {profile.name}: with no offer or need, there is no reason to give a host.",
                ),
                about=(profile.id,),
            )
    for dropped in agenda.dropped:
        lost = of[dropped.id]
        who = ", ".join(brief.profile(d).name for d in lost.delegations)
        said = dropped.why if isinstance(dropped.why, Bilingual) else Bilingual(fr=dropped.why, en=dropped.why)
        why = in_names(said, names(brief, list(of.values())))
        yield Note(
            "todo",
            Bilingual(
                fr=f"Visite non placée : {who} chez {lost.title.fr}. {why.fr}",
                en=f"Visit not placed: {who} at {lost.title.en}. {why.en}",
            ),
            about=lost.delegations,
        )
    for remark in brief.remarks:
        yield Note(remark.kind, remark.text, about=remark.about)
    if brief.travel.assumed:
        minutes = brief.travel.default_minutes
        yield Note(
            "assumed",
            Bilingual(
                fr=f"Durées de route supposées : {minutes} minutes entre deux lieux, faute d'adresse vérifiée.",
                en=f"Assumed travel times: {minutes} minutes between two places, for lack of a verified address.",
            ),
        )


def _status(agenda: Agenda) -> Bilingual:
    placed, dropped = len(agenda.meetings), len(agenda.dropped)
    count = _count(placed, "rencontre placée", "rencontres placées", "meeting placed", "meetings placed")
    lost = (
        Bilingual(fr=f", {dropped} {'écartée' if dropped < 2 else 'écartées'}", en=f", {dropped} left out")
        if dropped
        else NO_TEXT
    )
    if agenda.status == "optimal":
        return Bilingual(
            fr=f"Programme optimal, prouvé : {count.fr}{lost.fr}.", en=f"Optimal agenda, proved: {count.en}{lost.en}."
        )
    return Bilingual(
        fr=f"Programme vérifié, peut-être améliorable : {count.fr}{lost.fr}.",
        en=f"Checked agenda, perhaps not the best: {count.en}{lost.en}.",
    )
