"""The sheets of one participant's meetings, as a document prints them."""

from __future__ import annotations

from typing import Any

from jumelage.documents.printed_briefing import Sheet, briefing_pdf
from jumelage.documents.words import say_dates
from jumelage.language import NO_TEXT, Bilingual, Language, say_clock, say_date

__all__ = ["briefing_pdf_of"]


def briefing_pdf_of(mission: Any, part: Any, briefings: list[Any], language: Language) -> bytes:
    """Print the sheets of someone's meetings, one a page at most."""
    sheets = [_sheet(one) for one in briefings]
    days = say_dates((mission.first_day, mission.last_day), language) if mission.first_day and mission.last_day else ""
    return briefing_pdf(sheets, mission.title.say(language), part.organisation.name, days, language)


def _sheet(one: Any) -> Sheet:
    when = NO_TEXT
    if one.start and one.end:
        fr, en = (
            f"{say_date(one.start.date(), lang, weekday=True)}, {say_clock(one.start, lang)} – {say_clock(one.end, lang)}"
            for lang in ("fr", "en")
        )
        when = Bilingual(fr, en)
    past = NO_TEXT
    if one.last_contact is not None:
        title, day = one.last_contact.mission.title, one.last_contact.mission.last_day
        past = Bilingual(
            f"Rencontrés à la mission {title.say('fr')}, {say_date(day, 'fr')}.",
            f"Met on the mission {title.say('en')}, {say_date(day, 'en')}.",
        )
    return Sheet(
        name=one.other.name,
        kind=one.other.kind_words,
        relation=one.relation,
        when=when,
        place=one.where.name if one.where else NO_TEXT,
        address=one.where.address if one.where else "",
        calls=tuple(f"{call.name} {call.phone}".strip() for call in one.calls),
        offers=tuple(one.offers),
        needs=tuple(one.needs),
        reasons=tuple(one.reasons),
        words=one.words,
        questions=tuple(one.questions),
        past=past,
    )
