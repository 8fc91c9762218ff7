"""Lines that an organisation writes in two boxes, one for each language, put back into pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from jumelage.language import Bilingual

__all__ = ["pair_lines"]

SAME_LINE = 0.75
"""Likeness from which a changed line is the same line corrected, and keeps its translation."""


def pair_lines(fr: Sequence[str], en: Sequence[str], before: Iterable[Bilingual]) -> tuple[list[Bilingual], list[str]]:
    """Pair lines of two languages by what they were paired with before.

    Parameters
    ----------
    fr, en
        The lines as they stand now, without blank ones.
    before
        The pairs as they stood when the boxes were shown.

    Returns
    -------
    pairs, stale
        Pairs in the order of the French lines, lines of English alone last; and the translations left out because the
        line that they translated was rewritten and they were not.
    """
    old = list(before)
    pairs = [Bilingual(fr=line, en="") for line in fr]
    loose, stale = list(en), []
    for pair in old:
        if not pair.fr or pair.en not in loose:
            continue
        if (place := _place_of(pair.fr, pairs)) is not None:
            pairs[place] = Bilingual(fr=pairs[place].fr, en=pair.en)
            loose.remove(pair.en)
    known_fr, known_en = {pair.fr for pair in old}, {pair.en for pair in old}
    unpaired = [n for n, pair in enumerate(pairs) if not pair.en and pair.fr not in known_fr]
    fresh = [line for line in loose if line not in known_en]
    for number, line in zip_longest(unpaired[: len(fresh)], fresh):
        if number is None:
            continue
        pairs[number] = Bilingual(fr=pairs[number].fr, en=line)
        loose.remove(line)
    for line in [line for line in loose if line in known_en]:
        translated = next(pair.fr for pair in old if pair.en == line)
        if translated and translated not in fr and any(not pairs[number].en for number in unpaired):
            stale.append(line)
            loose.remove(line)
    return [*pairs, *(Bilingual(fr="", en=line) for line in loose)], stale


def _place_of(line: str, pairs: Sequence[Bilingual]) -> int | None:
    """Find a line among those not paired yet: as it was, or corrected."""
    free = [(n, pair.fr) for n, pair in enumerate(pairs) if not pair.en]
    same = next((n for n, text in free if text == line), None)
    if same is not None:
        return same
    likeness, place = max(
        ((SequenceMatcher(None, line, text, autojunk=False).ratio(), n) for n, text in free), default=(0.0, -1)
    )
    return place if likeness >= SAME_LINE else None
