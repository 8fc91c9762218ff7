"""Briefing sheets on paper: for each meeting who they are, why meet, what to ask, where, and room for notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from jumelage.documents.lettering import visible
from jumelage.documents.printed.typeset import typeset
from jumelage.language import NO_TEXT, Bilingual, Language

__all__ = ["Sheet", "briefing_pdf"]

NOBODY = "–"
"""Stands for a name without a visible letter: a heading is never empty."""

LABELS = {
    "kicker": Bilingual(fr="Fiches de rencontre", en="Briefing sheets"),
    "page": Bilingual(fr="Page", en="Page"),
    "offers": Bilingual(fr="Ce qu'ils offrent", en="What they offer"),
    "needs": Bilingual(fr="Ce qu'ils cherchent", en="What they look for"),
    "reasons": Bilingual(fr="Pourquoi vous rencontrer", en="Why meet"),
    "questions": Bilingual(fr="À demander", en="To ask"),
    "words": Bilingual(fr="Ce qu'ils vous écrivent", en="What they write to you"),
    "past": Bilingual(fr="Dernier contact", en="Last contact"),
    "calls": Bilingual(fr="Sur place", en="On site"),
    "notes": Bilingual(fr="Notes", en="Notes"),
    "to_place": Bilingual(fr="Heure et lieu à venir", en="Time and place to come"),
    "nothing": Bilingual(fr="Rien n'est encore dit de leur métier.", en="Nothing is said of their trade yet."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one side reads before a meeting; empty texts are left out."""

    name: str
    kind: Bilingual = NO_TEXT
    relation: Bilingual = NO_TEXT
    when: Bilingual = NO_TEXT
    place: Bilingual = NO_TEXT
    address: str = ""
    calls: tuple[str, ...] = ()
    offers: tuple[Bilingual, ...] = ()
    needs: tuple[Bilingual, ...] = ()
    reasons: tuple[Bilingual, ...] = ()
    words: str = ""
    questions: tuple[Bilingual, ...] = ()
    past: Bilingual = NO_TEXT


def briefing_pdf(
    sheets: Sequence[Sheet],
    mission: str,
    owner: str,
    days: str,
    language: Language,
    *,
    stamp: dt.datetime | None = None,
) -> bytes:
    """Print sheets, one a page.

    Parameters
    ----------
    sheets
        In the order of the meetings.
    mission, owner, days
        Which mission, whose sheets, when.
    language
        Language of the document.
    stamp
        When it was made, with its zone; none is written when absent.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1) on Letter paper.
    """

    def said(lines: Sequence[Bilingual]) -> list[str]:
        return [line.say(language) for line in lines if line]

    data = {
        "labels": {name: text.say(language) for name, text in LABELS.items()},
        "document_title": f"{LABELS['kicker'].say(language)}, {owner}",
        "foot": f"{mission} · {owner}",
        "mission": mission,
        "owner": visible(owner) or NOBODY,
        "days": days,
        "sheets": [
            {
                "name": visible(sheet.name) or NOBODY,
                "kind": sheet.kind.say(language),
                "relation": sheet.relation.say(language),
                "when": sheet.when.say(language),
                "place": ", ".join(dict.fromkeys(part for part in (sheet.place.say(language), sheet.address) if part)),
                "calls": list(sheet.calls),
                "offers": said(sheet.offers),
                "needs": said(sheet.needs),
                "reasons": said(sheet.reasons),
                "words": sheet.words,
                "questions": said(sheet.questions),
                "past": sheet.past.say(language),
            }
            for sheet in sheets
        ],
    }
    return typeset("briefing", data, language, stamp)
