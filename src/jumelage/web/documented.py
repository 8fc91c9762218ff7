"""The documented story of the case, in the shape that the rooms take: facts of towns, events, links."""

from __future__ import annotations

from collections.abc import Iterator

from jumelage.language import Bilingual, say_number
from jumelage.mission.documented_links import documented_links
from jumelage.reference import case
from jumelage.web.links.actions import Entry, Step
from jumelage.web.towns.actions import Event, Fact

__all__ = ["events_between", "facts_of", "links_between"]

SCOPES = {
    "municipality": Bilingual(fr="municipalité", en="municipality"),
    "agglomeration": Bilingual(fr="agglomération", en="agglomeration"),
}


def facts_of(town: case.Town) -> Iterator[Fact]:
    """Say what is known of a town: people, jobs at the peak and after, each dated."""
    source = town.source.url
    for count in town.populations:
        if count.dating != "undated":
            label = Bilingual(fr="Population", en="Population")
            yield Fact(label, _number(count.value), str(count.year or ""), SCOPES[count.scope], source)
    if town.jobs_peak is not None:
        label = Bilingual(fr="Emplois de l'industrie, au sommet", en="Jobs in the industry, at the peak")
        yield Fact(label, _number(town.jobs_peak), town.jobs_peak_when.fr, source_url=source)
    if town.jobs_later is not None:
        year = str(town.jobs_later_year or "")
        label = (
            Bilingual(fr="Emplois de l'industrie, ensuite", en="Jobs in the industry, later")
            if town.jobs_peak is not None
            else Bilingual(fr="Emplois de l'industrie", en="Jobs in the industry")
        )
        yield Fact(label, _number(town.jobs_later), year, town.jobs_note, source)


def events_between(names: set[str]) -> Iterator[Event]:
    """List the events that one of these towns started or received."""
    for event in case.events():
        towns = tuple(sorted(names & {event.origin.fr, event.destination.fr}))
        if towns:
            yield Event(event.id, str(event.date), towns, event.what, event.note, event.source.url)


def links_between() -> Iterator[Entry]:
    """List the case's links; business outside of the exchange is in the portfolio, and in no mission's report."""
    towns = {organisation.id: organisation.town for organisation in case.organisations()}
    for one in documented_links():
        facts, story = one.facts, one.story
        yield Entry(
            code=facts.link,
            a=facts.a,
            b=facts.b,
            a_code=one.a_code,
            b_code=one.b_code,
            a_town=towns.get(one.a_code, ""),
            b_town=towns.get(one.b_code, ""),
            relation=facts.relation,
            what=story.what,
            years=one.years,
            stage=facts.stage,
            attribution=facts.attribution,
            attribution_note=story.attribution_note,
            grade=facts.grade,
            status=one.status,
            caveat=story.caveat,
            caveat_url=story.caveat_url,
            value=facts.value,
            value_kind=facts.kind or "",
            value_note=one.value_note,
            same_money_as=facts.same_money_as,
            payment_risk=one.status,
            source_url=story.source_url,
            steps=tuple(Step(s.stage, s.dated, s.note, s.grade, s.source_url) for s in story.steps),
            outside=one.outside,
        )


def _number(count: int) -> Bilingual:
    return Bilingual(fr=say_number(count, "fr"), en=say_number(count, "en"))
