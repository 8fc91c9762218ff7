"""Suggest classification codes for a text: a choice of a few, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jumelage.errors import NoResultError
from jumelage.language import LANGUAGES, Bilingual, Language
from jumelage.matching.profile import guess_language
from jumelage.matching.retrieval.lines import LineIndex
from jumelage.matching.retrieval.vectors import default_embedder
from jumelage.reference.classification import SECTORS, children
from jumelage.reference.supply import narrowest_codes

__all__ = ["SCHEMES", "Suggestion", "suggest_codes"]

SCHEMES = ("naics",)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that may describe a text: never assigned without a person."""

    scheme: str
    code: str
    title: Bilingual
    score: float


@cache
def _titles() -> dict[str, tuple[Bilingual, ...]]:
    """Return what each code is called: groups by the classification, and industries of the supply accounts."""
    found: dict[str, tuple[Bilingual, ...]] = {}
    for sector in SECTORS:
        for subsector in children(sector):
            for group in children(subsector.code):
                found[group.code] = (group.text,)
    for code, name in narrowest_codes().items():
        found[code] = (*found.get(code, ()), name)
    return found


@cache
def _index() -> tuple[LineIndex, list[str]]:
    lines = LineIndex(default_embedder())
    codes: list[str] = []
    texts: list[str] = []
    languages: list[Language] = []
    for code, names in _titles().items():
        for name in names:
            for language in LANGUAGES:
                if text := getattr(name, language):
                    codes.append(code)
                    texts.append(text)
                    languages.append(language)
    lines.add(texts, languages)
    return lines, codes


def suggest_codes(text: str, *, scheme: str = "naics", top: int = 5) -> list[Suggestion]:
    """Suggest codes for what an organisation does.

    Parameters
    ----------
    text
        A few words, French or English.
    scheme
        ``naics`` (NAICS/SCIAN, groups of four digits, and narrower codes that the supply accounts name).
    top
        Suggestions returned at most, best first.

    Raises
    ------
    NoResultError
        When the scheme is not known, or the text says nothing.
    """
    if scheme not in SCHEMES:
        raise NoResultError(
            Bilingual(
                f"Classification inconnue : {scheme}. Connues : {', '.join(SCHEMES)}.",
                f"Unknown classification: {scheme}. Known: {', '.join(SCHEMES)}.",
            )
        )
    if not text.strip():
        raise NoResultError(Bilingual("Le texte est vide.", "The text is empty."))
    lines, codes = _index()
    found: dict[str, Suggestion] = {}
    for hit in lines.search(text, guess_language(text), 6 * top):
        code = codes[hit.line]
        if code not in found:
            found[code] = Suggestion(scheme, code, _titles()[code][0], round(hit.score, 4))
    return list(found.values())[:top]
