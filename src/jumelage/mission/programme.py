"""The plan as readers see it: hours, places, people and reasons, with what is assumed and what is left to do."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from jumelage.agenda import Agenda, Problem
from jumelage.documents.programme import Activity, Figure, Note, Organisation, Participant, Programme, Source
from jumelage.language import NO_TEXT, Bilingual, elide, one_or_many, say_number
from jumelage.mission.appointments import Appointment
from jumelage.mission.brief import Brief, is_complete
from jumelage.mission.naming import in_names, names
from jumelage.mission.problem import site_of
from jumelage.reference.case.labels import ORGANISATION_KINDS

__all__ = ["NOT_PLACED", "activities_of", "at_home", "build_programme", "figures_of", "notes_of_dropped", "status_of"]

NOT_PLACED = "not_placed"
"""The code of the note of a meeting without a place."""


def build_programme(
    brief: Brief, appointments: Sequence[Appointment], problem: Problem, agenda: Agenda, *, version: int = 1
) -> Programme:
    """Build the programme of an agenda: every placed meeting, every drive, every note that the reader needs."""
    of = {appointment.id: appointment for appointment in appointments}
    everything = activities_of(problem, agenda, of, brief.people(), _places(brief, problem, appointments))
    firms = [brief.people_of(d.organisation)[0] for d in brief.delegations if d.role == "firm"]
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
        activities=everything,
        figures=figures_of(everything, len(brief.people()), firms, assumed=brief.travel.assumed),
        notes=tuple(_notes(brief, of, agenda)),
        sources=tuple(Source(text, url) for text, url in brief.sources),
        status=status_of(agenda),
        travel_assumed=brief.travel.assumed,
    )


def activities_of(
    problem: Problem,
    agenda: Agenda,
    appointments: Mapping[str, Appointment],
    people: Sequence[str],
    places: Mapping[str, Bilingual],
) -> tuple[Activity, ...]:
    """Lay an agenda out as activities in order of time, with the drives between them.

    Parameters
    ----------
    problem, agenda
        The problem must say its hours (``starts``, ``slot_minutes``).
    appointments
        What each placed meeting is about, by its id.
    people
        Those of the delegation, in order: they drive, and take part.
    places
        What each site of the problem is called.
    """
    asked = {meeting.id: meeting for meeting in problem.meetings}
    tables = {site.id: site.tables for site in problem.sites}
    starts = [dt.datetime.fromisoformat(start) for start in problem.starts]
    travelling = set(people)
    activities = []
    for placed in agenda.meetings:
        about, meeting, start = appointments[placed.id], asked[placed.id], starts[placed.slot]
        seated = about.hosts and tables.get(placed.site, 1) not in (None, 1)
        activities.append(
            Activity(
                id=about.id,
                kind=about.kind,
                start=start,
                end=start + dt.timedelta(minutes=about.minutes),
                title=about.title,
                place=places.get(placed.site, NO_TEXT),
                participants=tuple(p for p in placed.people or meeting.people if p in travelling),
                hosts=about.hosts,
                relation=about.relation,
                reasons=about.reasons,
                note=about.note,
                exploratory=about.exploratory,
                fixed=meeting.at is not None,
                table=placed.table if seated else None,
            )
        )
    drives = _drives(problem, activities, {p.id: p.site for p in agenda.meetings}, people)
    return tuple(sorted([*activities, *drives], key=lambda a: (a.start, a.end, a.id)))


def _places(brief: Brief, problem: Problem, appointments: Iterable[Appointment]) -> dict[str, Bilingual]:
    places = {site.id: site.name for site in brief.sites}
    for host in dict.fromkeys(host for appointment in appointments for host in appointment.hosts):
        places.setdefault(site_of(brief, host), at_home(brief.profile(host).name))
    return {site.id: places[site.id] for site in problem.sites if site.id in places}


def at_home(name: str) -> Bilingual:
    """Name the place of a host that receives at its own."""
    return Bilingual(fr=f"Chez {name}", en=f"At {name}")


def _drives(
    problem: Problem, activities: Sequence[Activity], sites: Mapping[str, str], people: Iterable[str]
) -> Iterator[Activity]:
    """Put each drive just before the meeting it leads to; people of one car line are one activity."""
    days: dict[str, list[Activity]] = {person: [] for person in people}
    for activity in sorted(activities, key=lambda a: a.start):
        for person in activity.participants:
            days[person].append(activity)
    together: dict[tuple[dt.datetime, dt.datetime, str, str], list[str]] = {}
    for person, own in days.items():
        for before, after in itertools.pairwise(own):
            origin, target = sites[before.id], sites[after.id]
            slots = problem.travel_slots(origin, target)
            if slots and before.start.date() == after.start.date():
                length = dt.timedelta(minutes=slots * (problem.slot_minutes or 0))
                together.setdefault((after.start - length, after.start, origin, target), []).append(person)
    for (start, end, origin, target), travelling in together.items():
        minutes = int((end - start).total_seconds() // 60)
        yield Activity(
            id=f"travel:{origin}:{target}:{start:%Y%m%dT%H%M}",
            kind="travel",
            start=start,
            end=end,
            title=Bilingual(fr=f"Route, {minutes} min", en=f"Drive, {minutes} min"),
            place=NO_TEXT,
            participants=tuple(travelling),
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


def _number(value: float) -> Bilingual:
    return Bilingual(fr=say_number(value, "fr"), en=say_number(value, "en"))


def figures_of(
    activities: Sequence[Activity], people: int, firms: Sequence[str], *, assumed: bool
) -> tuple[Figure, ...]:
    """Count what a programme amounts to; ``firms`` names one person of each firm that travels, ``people`` counts all."""
    visits = [a for a in activities if a.kind == "individual"]
    groups = [a for a in activities if a.kind == "group"]
    exchanges = [a for a in activities if a.kind == "exchange"]
    minutes = sum(
        int((a.end - a.start).total_seconds() // 60) * len(a.participants) for a in activities if a.kind == "travel"
    )
    least = min((sum(1 for a in visits if firm in a.participants) for firm in firms), default=0)
    return (
        Figure(
            _number(len(visits)),
            one_or_many(
                len(visits),
                Bilingual(fr="visite individuelle", en="individual visit"),
                Bilingual(fr="visites individuelles", en="individual visits"),
            ),
            Bilingual(fr=f"au moins {least} par entreprise", en=f"at least {least} for each firm"),
        ),
        Figure(
            _number(len(groups)),
            one_or_many(
                len(groups),
                Bilingual(fr="visite de groupe", en="group visit"),
                Bilingual(fr="visites de groupe", en="group visits"),
            ),
            Bilingual(fr=" · ".join(a.title.fr for a in groups), en=" · ".join(a.title.en for a in groups)),
        ),
        Figure(
            _number(len(exchanges)),
            one_or_many(
                len(exchanges),
                Bilingual(fr="échange de méthodes", en="exchange on methods"),
                Bilingual(fr="échanges de méthodes", en="exchanges on methods"),
            ),
            Bilingual(fr="entre organismes homologues", en="between counterparts"),
        ),
        Figure(
            Bilingual(fr=f"{round(minutes / max(1, people))} min", en=f"{round(minutes / max(1, people))} min"),
            Bilingual(fr="de route par personne en tout", en="on the road for each person in all"),
            Bilingual(fr="durées supposées", en="assumed times") if assumed else NO_TEXT,
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
    yield from notes_of_dropped(agenda, of, lambda id: brief.profile(id).name, names(brief, list(of.values())))
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


def notes_of_dropped(
    agenda: Agenda, of: Mapping[str, Appointment], name: Callable[[str], str], named: Mapping[str, Bilingual]
) -> Iterator[Note]:
    """Say which meetings have no place, and why; ``named`` gives the names that stand for the problem's ids."""
    for dropped in agenda.dropped:
        lost = of[dropped.id]
        who = ", ".join(name(delegation) for delegation in lost.delegations)
        said = dropped.why if isinstance(dropped.why, Bilingual) else Bilingual(fr=dropped.why, en=dropped.why)
        why = in_names(said, named)
        yield Note(
            "todo",
            Bilingual(
                fr=f"Visite non placée : {who} chez {lost.title.fr}. {why.fr}".strip(),
                en=f"Visit not placed: {who} at {lost.title.en}. {why.en}".strip(),
            ),
            about=lost.delegations,
            code=NOT_PLACED,
        )


def status_of(agenda: Agenda) -> Bilingual:
    """Say how good an agenda is known to be."""
    placed, dropped = len(agenda.meetings), len(agenda.dropped)
    words = one_or_many(
        placed,
        Bilingual(fr="rencontre placée", en="meeting placed"),
        Bilingual(fr="rencontres placées", en="meetings placed"),
    )
    count = Bilingual(fr=f"{say_number(placed, 'fr')} {words.fr}", en=f"{say_number(placed, 'en')} {words.en}")
    left_out = one_or_many(dropped, Bilingual(fr="écartée", en="left out"), Bilingual(fr="écartées", en="left out"))
    lost = Bilingual(fr=f", {dropped} {left_out.fr}", en=f", {dropped} {left_out.en}") if dropped else NO_TEXT
    if agenda.status == "optimal":
        return Bilingual(
            fr=f"Programme optimal, prouvé : {count.fr}{lost.fr}.", en=f"Optimal agenda, proved: {count.en}{lost.en}."
        )
    return Bilingual(
        fr=f"Programme vérifié, peut-être améliorable : {count.fr}{lost.fr}.",
        en=f"Checked agenda, perhaps not the best: {count.en}{lost.en}.",
    )
