"""What the engine needs to know of a practice: the record is made elsewhere (the case, a town's own library)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from jumelage.language import NO_TEXT, Bilingual

__all__ = [
    "QUALIFIERS",
    "VERDICTS",
    "PracticeRecord",
    "PracticeVerdict",
    "evidence_of",
    "has_evidence",
    "verdict_of",
]

PracticeVerdict = Literal["positive", "mixed", "negative", "conflict", "too_early", "unknown"]

VERDICTS: Mapping[str, Bilingual] = {
    "positive": Bilingual(fr="positif", en="positive"),
    "mixed": Bilingual(fr="partagé", en="mixed"),
    "negative": Bilingual(fr="négatif", en="negative"),
    "conflict": Bilingual(fr="en conflit", en="conflict"),
    "too_early": Bilingual(fr="trop tôt pour le dire", en="too early to tell"),
    "unknown": Bilingual(fr="sans résultat connu", en="no known result"),
}

QUALIFIERS: Mapping[str, Bilingual] = {
    "self_reported": Bilingual(fr="selon ceux qui l'ont menée", en="self-reported"),
    "activity_only": Bilingual(fr="activité seulement", en="activity only"),
    "one_case": Bilingual(fr="un seul cas", en="one case"),
    "recognition": Bilingual(fr="un prix reçu", en="a prize received"),
    "small_scale": Bilingual(fr="à petite échelle", en="small scale"),
    "early": Bilingual(fr="premiers résultats", en="early results"),
    "goal_result_not_found": Bilingual(fr="atteinte du but non trouvée", en="whether the goal was met was not found"),
    "durable": Bilingual(fr="dure depuis longtemps", en="long-lasting"),
    "done": Bilingual(fr="fait, effet non mesuré", en="done, effect not measured"),
    "older_town": Bilingual(fr="la ville a vieilli", en="the town grew older"),
    "slow": Bilingual(fr="lent", en="slow"),
}

_WITHOUT = ("unknown", "too_early")


class PracticeRecord(Protocol):
    """The fields that the engine reads; ``jumelage.reference.case.Practice`` has them."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> Bilingual:
        """Name."""

    @property
    def town(self) -> Bilingual:
        """The town that did it; empty for none in particular."""

    @property
    def problem(self) -> Bilingual:
        """What it answered."""

    @property
    def method(self) -> Bilingual:
        """How."""

    @property
    def actors(self) -> Bilingual:
        """By whom."""

    @property
    def evidence(self) -> Bilingual:
        """What is known of its results."""

    @property
    def verdict(self) -> str:
        """One of ``VERDICTS``."""

    @property
    def qualifier(self) -> str:
        """One of ``QUALIFIERS``, or empty."""

    @property
    def prerequisites(self) -> Bilingual:
        """What it needs."""


def has_evidence(practice: PracticeRecord) -> bool:
    """Tell whether anything is known of the results: a practice that is only announced or running has none."""
    return bool(practice.evidence) and practice.verdict not in _WITHOUT


def verdict_of(practice: PracticeRecord) -> Bilingual:
    """Return the verdict with what bounds it: ``positive (self-reported)``."""
    verdict = VERDICTS.get(practice.verdict, Bilingual(practice.verdict, practice.verdict))
    bound = QUALIFIERS.get(practice.qualifier, NO_TEXT)
    if not bound:
        return verdict
    return Bilingual(fr=f"{verdict.fr} ({bound.fr})", en=f"{verdict.en} ({bound.en})")


def evidence_of(practice: PracticeRecord) -> Bilingual:
    """Return what is known of the results; where nothing is, say so before anything else."""
    if has_evidence(practice):
        return practice.evidence
    none = Bilingual(fr="Aucune preuve de résultat à ce jour.", en="No evidence of a result so far.")
    if not practice.evidence:
        return none
    return Bilingual(fr=f"{none.fr} {practice.evidence.fr}.", en=f"{none.en} {practice.evidence.en}.")
