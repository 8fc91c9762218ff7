"""The part of a mission's report that tells what came of its meetings. Values in, a section out."""

from __future__ import annotations

from typing import Any

from jumelage.documents.programme import Note
from jumelage.documents.report import Paragraph, Section, Table
from jumelage.language import NO_BREAK, Bilingual, say_number, say_percent
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
    words
        What each of the four answers is called.
    """
    blocks: list[Any] = [Paragraph(_held(tally)), _table(tally)]
    if tally.differing:
        n = tally.differing
        blocks.append(
            Note(
                "caveat",
                Bilingual(
                    fr=f"Sur {_count(n, 'rencontre', 'rencontres')}, les deux parties ne disent pas la même chose{NO_BREAK}: l'une voit "
                    "une suite, l'autre non. Aucune n'est corrigée.",
                    en=f"On {n} {'meeting' if n == 1 else 'meetings'} the two sides do not say the same: one sees something "
                    "to follow, the other does not. Neither is corrected.",
                ),
            )
        )
    return Section(TITLE, tuple(blocks))


def _count(n: int, one: str, many: str) -> str:
    return f"{say_number(n, 'fr')} {one if n < 2 else many}"


def _held(tally: Any) -> Bilingual:
    fr = [f"{_count(tally.held, 'rencontre a eu lieu', 'rencontres ont eu lieu')} sur {tally.over} prévues jusqu'ici"]
    en = [f"{tally.held} of {tally.over} meetings planned so far took place"]
    if tally.no_show:
        fr.append(f"{_count(tally.no_show, 'fois', 'fois')}, quelqu'un n'est pas venu")
        en.append(f"at {tally.no_show} somebody did not come")
    if tally.cancelled:
        fr.append(f"{_count(tally.cancelled, 'rencontre a été annulée', 'rencontres ont été annulées')} avant l'heure")
        en.append(f"{tally.cancelled} {'was' if tally.cancelled == 1 else 'were'} cancelled beforehand")
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
