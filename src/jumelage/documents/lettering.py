"""Text from people, made safe to print as it is: nothing invisible, nothing without a glyph, nothing that cannot wrap."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jumelage.language import NO_BREAK, Language

__all__ = ["FONTS", "covered", "joined", "printable", "shortened", "spaced", "visible", "with_known_glyphs"]

FONTS = Path(__file__).parent / "fonts"
"""The folder of the shipped typefaces."""

NO_GLYPH = "\u25a1"
BREAK_HERE = "\u200b"
LONGEST_RUN = 28
"""Letters in a row before a line may break inside them: longer than any French or English word of a programme."""
PIECE = 8
"""Letters between two places where a longer run may break: fewer than the narrowest column holds."""

# Line and paragraph separators become spaces; marks that turn the direction of what follows would reach past their own text.
_SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_BEFORE = re.compile(r" (?=[:;?!»%$](?:\s|$|[).,]))")
_AFTER = re.compile("« ")
# Before a vowel, but not before « onze », « oui », a lone letter (« de A à F ») nor a lone « à ».
_ELIDED = re.compile(
    r"\b([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)e ((?:<\w[^<>]*>)?)(?!(?:onze|oui)\b)(?=[aeiouàâäéèêëîïôöûüœæ]\w)",
    re.IGNORECASE,
)
_TWO_STOPS = re.compile(r"(?<!\.)(\.(?:</\w+>)*)\.(?=[\s<»)]|$)")
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


def visible(text: str) -> str:
    """Remove what has no form: control characters, lone surrogates, marks that turn the direction of the text around."""
    text = _TURNING.sub("", _SPACES.sub(" ", text))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co")).strip(" ")


def printable(text: str) -> str:
    r"""Make any text fit for a tagged PDF, which may hold no character without a glyph.

    A character that none of the shipped typefaces draws becomes ``□``; a run of letters longer than a word may break.

    Examples
    --------
    >>> printable("Mine\x00 n°\u202e 5")
    'Mine n° 5'
    """
    return _RUN.sub(lambda run: _open(run[0]), with_known_glyphs(visible(unicodedata.normalize("NFC", text))))


def with_known_glyphs(text: str) -> str:
    """Put ``□`` in the place of what no shipped typeface draws; the rest (the markup of a picture, say) stays."""
    known = covered()
    return "".join(c if ord(c) in known or c == "\n" else NO_GLYPH for c in text)


def spaced(text: str, language: Language) -> str:
    """Set the apostrophes and, in French, the spaces that may not break, as print wants them.

    Examples
    --------
    >>> spaced("l'usine : « oui »", "fr") == "l’usine\u00a0: «\u00a0oui\u00a0»"
    True
    """
    text = joined(text, language)
    if language == "fr":
        text = _BEFORE.sub(NO_BREAK, text)
        text = _AFTER.sub(f"«{NO_BREAK}", text)
    return _APOSTROPHE.sub("’", text)


def joined(text: str, language: Language) -> str:
    """Mend a sentence where a name or an hour was put in: one full stop and, in French, « de » and « que » elided.

    Examples
    --------
    >>> joined("le profil de Adémétal inc.. À <b>12:30 p.m.</b>. De A à F…", "fr")
    'le profil d’Adémétal inc. À <b>12:30 p.m.</b> De A à F…'
    """
    text = _TWO_STOPS.sub(r"\1", text)
    return _ELIDED.sub(r"\1’\2", text) if language == "fr" else text


def shortened(text: str, longest: int) -> str:
    """Cut a text at ``longest`` characters, an ellipsis at the end: for a cell or a footer, where the whole is elsewhere."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _open(run: str) -> str:
    """Let a long run break after a separator of an address, and every few letters where there is none."""
    parts = re.split(r"(?<=[/?&=._-])", run)
    cut = [part[i : i + PIECE] for part in parts for i in range(0, len(part), PIECE)]
    return BREAK_HERE.join(cut)


@cache
def covered() -> frozenset[int]:
    """List the characters that the shipped typefaces draw, read from their ``cmap`` tables."""
    return frozenset().union(*(_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _characters(font: bytes) -> set[int]:
    """Read the characters of one TrueType file (OpenType 1.9, ``cmap`` formats 4 and 12)."""
    tables, found = struct.unpack_from(">H", font, 4)[0], set[int]()
    for record in range(12, 12 + 16 * tables, 16):
        if font[record : record + 4] == b"cmap":
            start = struct.unpack_from(">I", font, record + 8)[0]
            for index in range(struct.unpack_from(">H", font, start + 2)[0]):
                table = start + struct.unpack_from(">I", font, start + 8 + 8 * index)[0]
                found |= _subtable(font, table)
    return found


def _subtable(font: bytes, at: int) -> set[int]:
    form = struct.unpack_from(">H", font, at)[0]
    pairs: list[tuple[Any, ...]] = []
    if form == 4:
        count = struct.unpack_from(">H", font, at + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", font, at + 14)
        starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
        pairs = [pair for pair in zip(starts, ends, strict=True) if pair[0] != 0xFFFF]
    elif form == 12:
        groups = struct.unpack_from(">I", font, at + 12)[0]
        pairs = [struct.unpack_from(">2I", font, at + 16 + 12 * group) for group in range(groups)]
    return {character for first, last in pairs for character in range(first, last + 1)}
