"""The documented story of the case, in the shape that the rooms take: facts of towns, events, links."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jumelage.language import NO_TEXT, Bilingual, say_number
from jumelage.outcomes import Attribution, Grade, Stage, ValueKind
from jumelage.reference import case
from jumelage.web.links.actions import Entry, Step
from jumelage.web.towns.actions import Event, Fact

__all__ = ["events_between", "facts_of", "links_between"]

ATTRIBUTIONS = {
    "existing_talks": Attribution.EXISTING_TALKS,
    "live_tender": Attribution.LIVE_TENDER,
    "introduced": Attribution.INTRODUCED,
}
HISTORY = {
    "LK01": (("EV10", Stage.SIGNED), ("EV13", Stage.DELIVERED), ("EV17", Stage.DISPUTED)),
    "LK02": (("EV08", Stage.QUOTATION), ("EV10", Stage.SIGNED), ("EV13", Stage.DELIVERED)),
    "LK04": (("EV16", Stage.DISPUTED),),
}
"""Which documented events are steps of which link, to the failure of the partner in 2019."""
STATUS_WORDS = {
    "payment_dispute": Bilingual(fr="Fini en litige de paiement", en="Ended in a payment dispute"),
    "unpaid_claim": Bilingual(fr="Factures impayées, réclamation en cours", en="Bills unpaid, claim under way"),
    "litigation": Bilingual(fr="Devant les tribunaux", en="In litigation"),
}
SCOPES = {
    "municipality": Bilingual(fr="municipalité", en="municipality"),
    "agglomeration": Bilingual(fr="agglomération", en="agglomeration"),
}
CLOSURE = "EV17"
"""The event that tells how the partner of the best-known link ended."""


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
    events = {event.id: event for event in case.events()}
    for link in case.links():
        first, last = link.years
        existing = link.attribution == Attribution.EXISTING_TALKS
        repeated = NO_TEXT if link.same_money_as else link.note
        closure = events[CLOSURE]
        yield Entry(
            code=link.id,
            a=link.a_name,
            b=link.b_name,
            a_code=link.a,
            b_code=link.b,
            a_town=towns.get(link.a, ""),
            b_town=towns.get(link.b, ""),
            relation=link.relation,
            what=link.what,
            years=str(first) if first == last else f"{first}–{last}",
            stage=Stage.DELIVERED if link.status == "delivered" else Stage.DISPUTED,
            attribution=ATTRIBUTIONS.get(link.attribution, Attribution.OTHER),
            attribution_note=link.note if existing else NO_TEXT,
            grade=Grade.PUBLIC_SOURCE,
            status=STATUS_WORDS.get(link.status, NO_TEXT),
            caveat=closure.what if existing else repeated,
            caveat_url=closure.source.url if existing else "",
            value=None if link.value_cad is None else Decimal(link.value_cad),
            value_kind=_kind(link),
            value_note=link.value_note,
            same_money_as=link.same_money_as,
            payment_risk=STATUS_WORDS.get(link.status, NO_TEXT),
            source_url=link.source.url,
            outside=link.attribution == "outside",
            steps=tuple(_step(events[id], stage) for id, stage in HISTORY.get(link.id, ())),
        )


def _step(event: case.Event, stage: Stage) -> Step:
    return Step(stage, str(event.date), event.what, Grade.PUBLIC_SOURCE, event.source.url)


def _kind(link: case.Link) -> str:
    if link.value_cad is None:
        return ""
    return {"unpaid_claim": ValueKind.CLAIM, "litigation": ValueKind.COST}.get(link.status, ValueKind.PROJECT)


def _number(count: int) -> Bilingual:
    return Bilingual(fr=say_number(count, "fr"), en=say_number(count, "en"))
