"""The section of a mission's report on the outcomes of its meetings. Pure functions."""

from __future__ import annotations

from typing import Any

from jumelage.documents.programme import Note
from jumelage.documents.report import Paragraph, Section, Table
from jumelage.language import NO_BREAK, Bilingual, one_or_many, say_number, say_percent
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.rules import Result

__all__ = ["RESULT_WORDS", "outcome_section"]

RESULT_WORDS = {
    Result.DEAL: Bilingual(fr="Une affaire est en vue", en="A deal is in sight"),
    Result.FOLLOW_UP: Bilingual(fr=f"À suivre{NO_BREAK}: on se reparle", en="To be continued: we talk again"),
    Result.CONTACT: Bilingual(fr="Bon contact, sans suite pour l’instant", en="Good contact, nothing for now"),
    Result.NOTHING: Bilingual(fr="Pas pour nous", en="Not for us"),
}
"""What each of the four answers is called, for whoever gives it."""

TITLE = Bilingual(fr="Ce qu'il en est sorti", en="What came of it")
WHO = {
    Side.DELEGATION: Bilingual(fr="La délégation", en="The delegation"),
    Side.HOST: Bilingual(fr="Les hôtes", en="The hosts"),
}


def outcome_section(tally: Any) -> Section:
    """Say how many meetings took place, and what each side says of them; nobody's name and nobody's words.

    Parameters
    ----------
    tally
        What was counted (:class:`jumelage.web.missions.day.queries.outcomes.Tally`).
    """
    blocks: list[Any] = [Paragraph(_held(tally)), _table(tally)]
    if tally.differing:
        n = tally.differing
        meetings = one_or_many(n, Bilingual(fr="rencontre", en="meeting"), Bilingual(fr="rencontres", en="meetings"))
        blocks.append(
            Note(
                "caveat",
                Bilingual(
                    fr=f"Sur {say_number(n, 'fr')} {meetings.fr}, les deux parties ne disent pas la même chose{NO_BREAK}: l'une voit "
                    "une suite, l'autre non. Aucune n'est corrigée.",
                    en=f"On {n} {meetings.en} the two sides do not say the same: one sees something "
                    "to follow, the other does not. Neither is corrected.",
                ),
            )
        )
    return Section(TITLE, tuple(blocks))


HELD = Bilingual(fr="rencontre a eu lieu", en="took place"), Bilingual(fr="rencontres ont eu lieu", en="took place")
CANCELLED = (
    Bilingual(fr="rencontre a été annulée", en="was cancelled"),
    Bilingual(fr="rencontres ont été annulées", en="were cancelled"),
)


def _held(tally: Any) -> Bilingual:
    held = one_or_many(tally.held, *HELD)
    fr = [f"{say_number(tally.held, 'fr')} {held.fr} jusqu'ici, sur {tally.over} au programme"]
    en = [f"{tally.held} of {tally.over} meetings planned so far {held.en}"]
    if tally.no_show:
        fr.append(f"{say_number(tally.no_show, 'fr')} fois, quelqu'un n'est pas venu")
        en.append(f"at {tally.no_show} somebody did not come")
    if tally.cancelled:
        cancelled = one_or_many(tally.cancelled, *CANCELLED)
        fr.append(f"{say_number(tally.cancelled, 'fr')} {cancelled.fr} avant l'heure")
        en.append(f"{tally.cancelled} {cancelled.en} beforehand")
    if tally.disputed:
        fr.append(f"pour {tally.disputed}, les deux parties se contredisent sur la présence")
        en.append(f"for {tally.disputed} the two sides contradict each other on who came")
    tail_fr = (
        f"Une rencontre compte comme tenue quand personne n'a noté le contraire{NO_BREAK}; elle compte une seule fois."
    )
    tail_en = "A meeting counts as held when nobody noted otherwise; it counts once."
    return Bilingual(fr=f"{f'{NO_BREAK}; '.join(fr)}. {tail_fr}", en=f"{'; '.join(en)}. {tail_en}")


def _table(tally: Any) -> Table:
    rows = []
    for side in Side:
        answers, rate = tally.answers[side], tally.rate(side)
        share = Bilingual(
            fr=f"{answers} sur {tally.held}" + (f" ({say_percent(rate, 'fr')})" if rate is not None else ""),
            en=f"{answers} of {tally.held}" + (f" ({say_percent(rate, 'en')})" if rate is not None else ""),
        )
        counts = [Bilingual(str(tally.results[side][result]), str(tally.results[side][result])) for result in Result]
        rows.append((WHO[side], share, *counts))
    return Table(
        caption=Bilingual(fr="Ce que chaque partie en dit", en="What each side says of it"),
        header=(
            Bilingual(fr="Qui répond", en="Who answers"),
            Bilingual(fr="Réponses", en="Answers"),
            *RESULT_WORDS.values(),
        ),
        rows=tuple(rows),
        numeric=tuple(range(2, 2 + len(Result))),
        source=Bilingual(
            fr="Réponses des participants après chaque rencontre ; la dernière de chaque partie compte. Sans réponse n'est pas « non ».",
            en="Participants' answers after each meeting; the latest of each side counts. No answer is not a “no”.",
        ),
    )
