"""The report of a plan, without a database: what is placed, and what is documented of what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.documents import Spot
from jumelage.documents.programme import Programme
from jumelage.documents.report import Report
from jumelage.documents.words import say_dates
from jumelage.language import Bilingual
from jumelage.mission.brief import Brief
from jumelage.mission.reporting.composing import compose
from jumelage.mission.reporting.record import LinkStory, Record
from jumelage.outcomes import Link, Pair
from jumelage.reference.places import find_place

__all__ = ["record_of_plan", "report_of_plan"]


def report_of_plan(
    brief: Brief,
    programme: Programme,
    planned: Report,
    *,
    links: Sequence[Link] = (),
    stories: Sequence[LinkStory] = (),
) -> Report:
    """Compose the report of a plan, by the functions that every mission's report is made by."""
    return compose(record_of_plan(brief, programme, links=links, stories=stories), planned)


def record_of_plan(
    brief: Brief, programme: Programme, *, links: Sequence[Link] = (), stories: Sequence[LinkStory] = ()
) -> Record:
    """Give a plan the shape that a report is computed from; its figures are of the mission's first day."""
    days = programme.days
    return Record(
        code=programme.id,
        title=programme.title,
        goal=programme.goal,
        dates=Bilingual(fr=say_dates(days, "fr"), en=say_dates(days, "en")),
        organiser="",
        made_on=days[0],
        first_day=days[0],
        origin=programme.origin,
        destination=programme.destination,
        places=_places(brief),
        links=tuple(links),
        pairs=_pairs(programme),
        stories=tuple(stories),
        delegates=sum(person.delegate for person in programme.participants) or None,
    )


def _pairs(programme: Programme) -> tuple[Pair, ...]:
    found = []
    for activity in programme.activities:
        if activity.kind not in ("individual", "exchange"):
            continue
        visitor = next(p.organisation for p in programme.participants if p.id in activity.participants)
        hosts = ", ".join(programme.organisation(host).name for host in activity.hosts)
        name = programme.organisation(visitor).name
        found.append(Pair(activity.id, programme.id, name, hosts, agreed=False, placed=True))
    return tuple(found)


def _places(brief: Brief) -> tuple[Spot, Spot] | None:
    found = [find_place(name) for name in (brief.origin, brief.destination)]
    spots = [Spot(place.name.fr, place.latitude, place.longitude) for place in found if place]
    return (spots[0], spots[1]) if len(spots) == 2 else None
