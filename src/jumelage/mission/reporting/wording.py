"""The words of a report: stages, attributions, evidence, and numbers with their bounds."""

from __future__ import annotations

from collections.abc import Mapping

from jumelage.language import LANGUAGES, NO_BREAK, Bilingual, Language, say_money, say_number
from jumelage.outcomes import Attribution, Figure, Grade, Stage, ValueKind

__all__ = [
    "ATTRIBUTIONS",
    "GRADES",
    "KINDS",
    "STAGES",
    "Figures",
    "amount",
    "both",
    "bounded",
    "counted",
    "joined",
    "named_mission",
]

STAGES = {
    Stage.IDEA: Bilingual(fr="idée", en="idea"),
    Stage.TALKS: Bilingual(fr="discussions", en="talks"),
    Stage.FIRST_ORDER: Bilingual(fr="première commande ou essai", en="first order or trial"),
    Stage.QUOTATION: Bilingual(fr="soumission", en="quotation"),
    Stage.SIGNED: Bilingual(fr="signé", en="signed"),
    Stage.DELIVERED: Bilingual(fr="livré", en="delivered"),
    Stage.LOST: Bilingual(fr="perdu", en="lost"),
    Stage.DORMANT: Bilingual(fr="en sommeil", en="dormant"),
    Stage.DISPUTED: Bilingual(fr="en litige", en="in dispute"),
}
ATTRIBUTIONS = {
    Attribution.INTRODUCED: Bilingual(fr="Présentés par nous", en="Introduced by us"),
    Attribution.EXISTING_TALKS: Bilingual(fr="Discussions en cours", en="Existing talks"),
    Attribution.LIVE_TENDER: Bilingual(fr="Appel d'offres ouvert", en="Live tender"),
    Attribution.OTHER: Bilingual(fr="Autre, ou inconnue", en="Other, or not known"),
}
GRADES = {
    Grade.NONE: Bilingual(fr="rien encore", en="nothing yet"),
    Grade.ONE_SIDE: Bilingual(fr="une partie le dit", en="one side says so"),
    Grade.BOTH_SIDES: Bilingual(fr="les deux parties le disent", en="both sides say so"),
    Grade.DOCUMENT: Bilingual(fr="un document", en="a document"),
    Grade.PUBLIC_SOURCE: Bilingual(fr="une source publique", en="a public source"),
}
KINDS = {
    ValueKind.CONTRACT: Bilingual(fr="contrat", en="contract"),
    ValueKind.PROJECT: Bilingual(fr="projet", en="project"),
    ValueKind.CLAIM: Bilingual(fr="somme réclamée", en="amount claimed"),
    ValueKind.INVESTMENT: Bilingual(fr="investissement", en="investment"),
    ValueKind.JOBS: Bilingual(fr="emplois", en="jobs"),
    ValueKind.COST: Bilingual(fr="coût", en="cost"),
}


Figures = Mapping[str, Figure]
"""Figures by code."""


def both(text: str) -> Bilingual:
    """Write a name or a number that is the same in both languages."""
    return Bilingual(fr=text, en=text)


def counted(number: float) -> Bilingual:
    """Write a whole number."""
    return Bilingual(fr=say_number(number, "fr"), en=say_number(number, "en"))


def bounded(figure: Figure) -> Bilingual:
    """Write a count with its two bounds: ``3``, or ``3 à 7`` where silence leaves it open."""
    if figure.low == figure.high:
        return counted(figure.value)
    low, high = counted(figure.low), counted(figure.high)
    return Bilingual(fr=f"{low.fr} à {high.fr}", en=f"{low.en} to {high.en}")


def amount(value: float, unit: str) -> Bilingual:
    """Write an amount in its currency, or a number of jobs."""
    if unit == "jobs":
        number = counted(value)
        return Bilingual(fr=f"{number.fr} emplois", en=f"{number.en} jobs")
    return Bilingual(fr=say_money(value, "fr", unit), en=say_money(value, "en", unit))


def named_mission(title: Bilingual) -> Bilingual:
    """Write the title of a mission's report; one that says « Mission » already, or is empty, stays as it is."""
    told = [
        words if words.casefold().startswith("mission") else words and f"Mission {words}"
        for words in (title.fr, title.en)
    ]
    return Bilingual(*told)


def joined(texts: list[Bilingual], between: str = " ") -> Bilingual:
    """Put texts after one another; a semicolon or colon between them is spaced as the language does."""

    def one(language: Language) -> str:
        spaced = f"{NO_BREAK}{between}" if language == "fr" and between[0] in ";:" else between
        return spaced.join(text.say(language) for text in texts if text)

    return Bilingual(**{language: one(language) for language in LANGUAGES})
