"""What matching knows of an organisation, and the single offers and needs that it is cut into."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from jumelage.language import LANGUAGES, Bilingual, Language
from jumelage.text import fold, tokens

__all__ = ["Profile", "guess_language", "is_closed", "is_known", "known_then", "quote", "single_lines", "spoken"]

FIRMS = frozenset({"", "company", "industrial"})
"""Kinds whose industry says what they buy and sell; an agency's or a town's does not."""

_FRENCH = frozenset("le la les de du des et en pour au aux un une sur par avec dans d l".split())  # noqa: SIM905
_ENGLISH = frozenset("the of and for to in with on by an at from or".split())  # noqa: SIM905
_NOTHING = re.compile(
    r"^\W*(?:aucune?s?\b.*|pas de besoins?.*|(?:nous )?ne (?:cherchons|recherchons)\b.*|rien\b.*|n\s*/?\s*a|s\W?o|sans objet"
    r"|non applicable|null|none\b.*|nothing\b.*|no needs?\b.*|not (?:applicable|looking)\b.*|we are not\b.*|t\W?b\W?[dc]"
    r"|(?:a|to be) (?:determiner|definir|preciser|confirmer|venir|determined|defined|confirmed|discussed)\b.*|inconnu|unknown"
    r"|(?:tout|n'importe quoi)\W+(?:sauf|excepte)\b.*|(?:anything|everything|all)\W+(?:but|except)\b.*)?\W*$"
)
"""What stands in a cell where nothing is offered or needed, folded: never a need, nor its contrary."""

_MARKUP = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|li|ul|ol|div|tr|h\d)\b[^<>]*>|\\r?\\n|\\n|[•▪◦·●]", re.IGNORECASE)
_TAG = re.compile(r"<\s*/?\s*[a-z][^<>]*>", re.IGNORECASE)
_FIGURES = re.compile(r"\s*\([^()]*\d[^()]*\)")
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOSED = frozenset({"ferme", "fermee", "fermes", "dissoute", "closed", "defunct", "dissolved"})
LONGEST_QUOTE = 110


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation as matching sees it: what it offers and needs, its industry, where it is.

    Parameters
    ----------
    id, name
        Required; the id is unique in a list.
    town, kind, region
        ``kind``: company, industrial, agency, chamber, municipality, college, research_centre, incubator, port …;
        ``region`` may list several, separated by ``;`` or ``,``.
    naics, naics_confidence
        NAICS (SCIAN) code of two to six digits; ``low`` confidence is never used as evidence.
    codes
        ``scheme:code`` pairs of any classification.
    offers, needs
        One text each.
    languages
        ``fr``, ``en`` …
    size_band, past_bids, last_active, date, source_url
        As the list gives them; ``date`` is that of a need, ``source_url`` tells where the profile comes from.
    """

    id: str
    name: str
    town: str = ""
    kind: str = ""
    naics: str = ""
    codes: tuple[str, ...] = ()
    region: str = ""
    offers: tuple[Bilingual, ...] = ()
    needs: tuple[Bilingual, ...] = ()
    languages: tuple[str, ...] = ()
    size_band: str = ""
    past_bids: int | None = None
    last_active: dt.date | None = None
    date: dt.date | None = None
    naics_confidence: str = ""
    source_url: str = ""

    @property
    def industry(self) -> str:
        """Return the NAICS code where it is evidence: a firm's, not of low confidence; else empty."""
        return self.naics if self.kind in FIRMS and self.naics_confidence != "low" else ""

    @property
    def called(self) -> str:
        """Return the name as a sentence uses it, without what parentheses add."""
        return _PARENTHESES.sub("", self.name).strip() or self.name


def is_known(profile: Profile) -> bool:
    """Tell whether anything is known of what the organisation does."""
    said = single_lines((*profile.offers, *profile.needs))
    return bool(said or profile.industry or profile.codes)


def is_closed(profile: Profile) -> bool:
    """Tell whether the name itself says that the organisation is no more."""
    return any(word in _CLOSED for word in tokens(profile.name))


def single_lines(texts: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    """Cut texts at semicolons, bullets and line ends into single offers or needs, without markup or figures in asides.

    Both languages stay together where they count the same. What stands where nothing is meant (*aucun besoin*, *to be
    determined*, *anything except*) is left out.
    """
    found: list[Bilingual] = []
    for text in texts:
        fr, en = _parts(text.fr), _parts(text.en)
        if len(fr) == len(en):
            found += [Bilingual(*pair) for pair in zip(fr, en, strict=True)]
        else:
            found += [Bilingual(part, "") for part in fr] + [Bilingual("", part) for part in en]
    return tuple(found)


def spoken(line: Bilingual) -> list[tuple[Language, str]]:
    """Return the texts of a line with their languages: that of the column, unless the text's small words say otherwise."""
    return [(guess_language(text, language), text) for language in LANGUAGES if (text := getattr(line, language))]


def guess_language(text: str, column: Language = "fr") -> Language:
    """Guess the language by its small words; that of the column when nothing tells."""
    said = tokens(text[:500])
    english, french = sum(t in _ENGLISH for t in said), sum(t in _FRENCH for t in said)
    return column if english == french else "en" if english > french else "fr"


def known_then(lines: Iterable[Bilingual], as_of: dt.date | None) -> tuple[Bilingual, ...]:
    """Leave out what speaks of a year after ``as_of``: later facts are no evidence for an earlier meeting."""
    if as_of is None:
        return tuple(lines)
    return tuple(Bilingual(_then(line.fr, as_of.year), _then(line.en, as_of.year)) for line in lines)


def quote(line: Bilingual) -> Bilingual:
    """Shorten a line for a sentence: no asides in parentheses, no more than a breath."""
    fr, en = _short(line.fr), _short(line.en)
    return Bilingual(fr or en, en or fr)


def _parts(text: str) -> list[str]:
    """Cut at line ends, bullets and semicolons outside parentheses; what says nothing is left out."""
    text = _plain(text)
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")" and depth > 0)
        if character == "\n" or (character == ";" and depth == 0):
            parts.append(text[start:at])
            start, depth = at + 1, 0
    cut = [_FIGURES.sub("", part).strip() for part in [*parts, text[start:]]]
    return [part for part in cut if not _NOTHING.match(fold(part))]


def _plain(text: str) -> str:
    """Take markup out, where there is any."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", _MARKUP.sub(" ", text))))
    return _BREAK.sub("\n", text) if "\\" in text or not text.isascii() else text


def _then(text: str, year: int) -> str:
    """Drop the asides of later years; the whole line where a later year stands outside an aside."""
    kept = _PARENTHESES.sub(lambda aside: "" if _later(aside[0], year) else aside[0], text)
    return "" if _later(kept, year) else kept.strip()


def _later(text: str, year: int) -> bool:
    return any(int(found) > year for found in _YEAR.findall(text))


def _short(text: str) -> str:
    text = _PARENTHESES.sub("", text).replace("\n", " ").strip(" .;,")
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
