"""What matching knows of an organisation, and the single offers and needs that it is cut into."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from jumelage.language import Bilingual
from jumelage.text import tokens

__all__ = ["Profile", "bare", "is_closed", "is_known", "known_then", "quote", "single_lines"]

FIRMS = frozenset({"", "company", "industrial"})
"""Kinds whose industry says what they buy and sell; an agency's or a town's does not."""

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
    return bool(profile.offers or profile.needs or profile.industry or profile.codes)


def is_closed(profile: Profile) -> bool:
    """Tell whether the name itself says that the organisation is no more."""
    return any(word in _CLOSED for word in tokens(profile.name))


def single_lines(texts: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    """Cut texts at semicolons into single offers or needs; both languages stay together where they count the same."""
    found: list[Bilingual] = []
    for text in texts:
        fr, en = _parts(text.fr), _parts(text.en)
        if len(fr) == len(en):
            found += [Bilingual(*pair) for pair in zip(fr, en, strict=True)]
        else:
            found += [Bilingual(part, "") for part in fr] + [Bilingual("", part) for part in en]
    return tuple(found)


def known_then(lines: Iterable[Bilingual], as_of: dt.date | None) -> tuple[Bilingual, ...]:
    """Leave out what speaks of a year after ``as_of``: later facts are no evidence for an earlier meeting."""
    if as_of is None:
        return tuple(lines)
    return tuple(Bilingual(_then(line.fr, as_of.year), _then(line.en, as_of.year)) for line in lines)


def bare(line: Bilingual) -> Bilingual:
    """Leave out what parentheses add: asides carry figures and stories, not trades."""
    return Bilingual(_PARENTHESES.sub("", line.fr).strip(), _PARENTHESES.sub("", line.en).strip())


def quote(line: Bilingual) -> Bilingual:
    """Shorten a line for a sentence: no asides in parentheses, no more than a breath."""
    fr, en = _short(line.fr), _short(line.en)
    return Bilingual(fr or en, en or fr)


def _parts(text: str) -> list[str]:
    """Cut at line ends and at semicolons outside parentheses."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")" and depth > 0)
        if character == "\n" or (character == ";" and depth == 0):
            parts.append(text[start:at])
            start, depth = at + 1, 0
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


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
