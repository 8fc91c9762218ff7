"""The programme of one organisation of the delegation: its people, its hours, its hosts, and nobody else's business."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from jumelage.documents.programme import Activity, Figure, Programme
from jumelage.language import NO_TEXT, Bilingual, one_or_many, say_number

__all__ = ["focused", "hosted"]


def focused(programme: Programme, organisation: str) -> Programme:
    """Keep what concerns one organisation that travels.

    Group visits stay, with its own people only; the visits, reasons and notes about other organisations do not: a firm
    does not read another firm's needs.

    Raises
    ------
    KeyError
        No one of the delegation comes from ``organisation``.
    """
    people = programme.people_of(organisation)
    if not people:
        raise KeyError(organisation)
    own = {person.id for person in people}
    activities = tuple(
        replace(activity, participants=tuple(p for p in activity.participants if p in own))
        for activity in programme.activities_of(own)
    )
    hosts = {host for activity in activities for host in activity.hosts}
    kept = tuple(o for o in programme.organisations if o.id == organisation or o.id in hosts)
    return replace(
        programme,
        organisations=kept,
        participants=tuple(p for p in programme.participants if p.organisation == organisation or not p.delegate),
        activities=activities,
        figures=_figures(activities, sorted(own)),
        notes=tuple(note for note in programme.notes if not note.about or organisation in note.about),
        focus=organisation,
    )


def hosted(programme: Programme, organisation: str) -> Programme:
    """Keep what one organisation receives: who comes, when and why, and no other host's business.

    An individual visit is named after who comes: its host knows its own name.
    """
    names = {o.id: o.name for o in programme.organisations}
    homes = {p.id: p.organisation for p in programme.participants}

    def visitors(activity: Activity) -> Bilingual:
        said = ", ".join(dict.fromkeys(names[homes[p]] for p in activity.participants))
        return Bilingual(fr=said, en=said) if said and activity.kind in ("individual", "exchange") else activity.title

    activities = tuple(
        replace(activity, title=visitors(activity))
        for activity in programme.activities
        if organisation in activity.hosts
    )
    coming = {homes[p] for activity in activities for p in activity.participants}
    kept = tuple(o for o in programme.organisations if o.id == organisation or o.id in coming)
    return replace(
        programme,
        organisations=kept,
        participants=tuple(p for p in programme.participants if p.organisation in coming),
        activities=activities,
        figures=(),
        notes=tuple(note for note in programme.notes if organisation in note.about),
        focus=organisation,
    )


def _figures(activities: Sequence[Activity], people: Sequence[str]) -> tuple[Figure, ...]:
    def count(kind: str) -> int:
        return sum(1 for activity in activities if activity.kind == kind)

    def figure(number: int, one: Bilingual, many: Bilingual, note: Bilingual = NO_TEXT) -> Figure:
        count = Bilingual(fr=say_number(number, "fr"), en=say_number(number, "en"))
        return Figure(count, one_or_many(number, one, many), note)

    visits, exchanges, groups = count("individual"), count("exchange"), count("group")
    figures = [
        figure(
            visits,
            Bilingual(fr="visite individuelle", en="individual visit"),
            Bilingual(fr="visites individuelles", en="individual visits"),
        )
    ]
    if exchanges:
        figures.append(
            figure(
                exchanges,
                Bilingual(fr="échange de méthodes", en="exchange on methods"),
                Bilingual(fr="échanges de méthodes", en="exchanges on methods"),
            )
        )
    figures.append(
        figure(
            groups,
            Bilingual(fr="visite de groupe", en="group visit"),
            Bilingual(fr="visites de groupe", en="group visits"),
        )
    )
    return (*figures, _road(activities, people))


def _road(activities: Sequence[Activity], people: Sequence[str]) -> Figure:
    drives = [a for a in activities if a.kind == "travel"]
    spent = [sum((a.end - a.start for a in drives if p in a.participants), dt.timedelta()) for p in people]
    most = max(spent, default=dt.timedelta())
    minutes = say_number(int(most.total_seconds() // 60), "fr")
    return Figure(
        Bilingual(fr=f"{minutes}\u00a0min", en=f"{minutes}\u00a0min"),
        Bilingual(fr="de route en tout", en="on the road in all"),
        Bilingual(fr="par personne, au plus", en="for each person, at most") if len(people) > 1 else NO_TEXT,
    )
