"""The documented links of the case, as a report needs them: figures and words, each step with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission.reporting.record import LinkStory, StoryStep
from jumelage.outcomes import Attribution, Grade, Link, Stage, ValueKind
from jumelage.reference import case

__all__ = ["DocumentedLink", "documented_links"]

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
CLOSURE = "EV17"
"""The event that tells how the partner of the best-known link ended."""


@dataclass(frozen=True, slots=True)
class DocumentedLink:
    """One link of the case: ``status`` says how it ended, ``outside`` that it came of no exchange of the two towns."""

    facts: Link
    story: LinkStory
    a_code: str
    b_code: str
    years: str
    status: Bilingual
    value_note: Bilingual
    outside: bool


def documented_links() -> tuple[DocumentedLink, ...]:
    """List the six links of the case."""
    events = {event.id: event for event in case.events()}
    return tuple(_documented(link, events) for link in case.links())


def _documented(link: case.Link, events: dict[str, case.Event]) -> DocumentedLink:
    first, last = link.years
    existing = link.attribution == Attribution.EXISTING_TALKS
    closure, status = events[CLOSURE], STATUS_WORDS.get(link.status, NO_TEXT)
    happened = [(events[code], stage) for code, stage in HISTORY.get(link.id, ())]
    dates = [event.date.first_day for event, _ in happened]
    facts = Link(
        link=link.id,
        a=link.a_name,
        b=link.b_name,
        relation=link.relation,
        stage=Stage.DELIVERED if link.status == "delivered" else Stage.DISPUTED,
        attribution=ATTRIBUTIONS.get(link.attribution, Attribution.OTHER),
        grade=Grade.PUBLIC_SOURCE,
        value=None if link.value_cad is None else Decimal(link.value_cad),
        kind=_kind(link),
        same_money_as=link.same_money_as,
        opened=min(dates, default=None),
        last_step=max(dates, default=None),
    )
    story = LinkStory(
        link=link.id,
        what=link.what,
        attribution_note=link.note if existing else NO_TEXT,
        caveat=closure.what if existing else NO_TEXT if link.same_money_as else link.note,
        caveat_url=closure.source.url if existing else "",
        source_url=link.source.url,
        payment_at_risk=bool(status),
        steps=tuple(
            StoryStep(stage, str(event.date), event.what, Grade.PUBLIC_SOURCE, event.source.url)
            for event, stage in happened
        ),
    )
    return DocumentedLink(
        facts=facts,
        story=story,
        a_code=link.a,
        b_code=link.b,
        years=str(first) if first == last else f"{first}–{last}",
        status=status,
        value_note=link.value_note,
        outside=link.attribution == "outside",
    )


def _kind(link: case.Link) -> ValueKind | None:
    if link.value_cad is None:
        return None
    return {"unpaid_claim": ValueKind.CLAIM, "litigation": ValueKind.COST}.get(link.status, ValueKind.PROJECT)
