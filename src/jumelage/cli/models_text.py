"""A search for model towns as lines a person reads at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.economy.model_towns import VERDICTS, ModelTown, ModelTowns, verdict_name
from jumelage.economy.model_towns.story import pooled_sentence
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["models_text"]


def models_text(found: ModelTowns, language: Language, top: int) -> str:
    """Write the counts, a table of the first towns, the story of the first three, and what to mind."""
    lines = [_counts(found).say(language), ""]
    lines += [pooled_sentence(found).say(language), ""] if found.towns else []
    if found.towns:
        lines += _table(found, found.towns[:top], language)
        lines += [""] + [f"• {town.story.say(language)}" for town in found.towns[:3]]
    lines += ["", *(note.say(language) for note in found.notes)]
    lines += [_chance(found).say(language)] if found.judged else []
    return "\n".join(lines)


def _counts(found: ModelTowns) -> Bilingual:
    parts = {verdict: len(found.of(verdict)) for verdict in VERDICTS}
    french = ", ".join(f"{verdict_name(v).fr} {n}" for v, n in parts.items())
    english = ", ".join(f"{verdict_name(v).en} {n}" for v, n in parts.items())
    return Bilingual(
        fr=f"Lieux cherchés\u00a0: {say_number(found.searched, 'fr')}\u00a0; touchés\u00a0: {len(found.towns)} ({french}).",
        en=f"Places searched: {say_number(found.searched, 'en')}; hit: {len(found.towns)} ({english}).",
    )


def _table(found: ModelTowns, towns: Sequence[ModelTown], language: Language) -> list[str]:
    head = {
        "fr": ("lieu", "choc", "verdict", "écart", "p placebo", "erreur avant", "distance"),
        "en": ("place", "shock", "verdict", "gap", "placebo p", "error before", "distance"),
    }[language]
    rows = [head, *(_row(found, town, language) for town in towns)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(found: ModelTowns, town: ModelTown, language: Language) -> tuple[str, ...]:
    evidence = town.judgement.evidence
    distance = "–" if town.distance is None else say_number(town.distance, language, 2)
    begin = (town.name[:34], str(town.judgement.shock.year), verdict_name(town.judgement.verdict).say(language))
    if evidence is None:
        return (*begin, "–", "–", "–", distance)
    effect, p = evidence.inference.effect, evidence.inference.p_placebo
    told = evidence.for_readers(effect)
    gap = say_percent(told, language) if evidence.as_share else say_number(told, language, 2)
    error = evidence.pre_fit_rmspe
    before = say_percent(error, language, 1) if evidence.as_share else say_number(error, language, 2)
    return (*begin, gap, say_number(p, language, 3), before, distance)


def _chance(found: ModelTowns) -> Bilingual:
    count = (say_number(found.expected_by_chance, "fr", 1), say_number(found.expected_by_chance, "en", 1))
    return Bilingual(
        fr=f"Villes jugées\u00a0: {found.judged}. Le hasard seul dirait «\u00a0a fait mieux\u00a0» de {count[0]} d'entre elles environ.",
        en=f"Towns judged: {found.judged}. Chance alone would call about {count[1]} of them “did better”.",
    )
