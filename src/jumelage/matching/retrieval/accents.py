"""Give back the accents and capitals' case that a text lost, from how a corpus writes the same words.

Half of the tenders of a real list are in capitals without accents; sentence vectors take such words for others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from jumelage.text import fold

__all__ = ["Accents", "carried_accents"]

_WORD = re.compile(r"[^\W\d_]+")


class Accents:
    """Knows how a corpus spells: ``restore("REFECTION D'UN RESEAU")`` gives ``réfection d'un réseau``.

    ``before`` is what was known of spelling before; the corpus has the last word.
    """

    def __init__(self, texts: Iterable[str], before: Mapping[str, str] | None = None) -> None:
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in _WORD.findall(text.lower()):
                if len(word) > 2 and not word.isascii():
                    seen[fold(word)][word] += 1
        own = {folded: spellings.most_common(1)[0][0] for folded, spellings in seen.items()}
        self.spelled = {**(before or {}), **own}

    def restore(self, text: str) -> str:
        """Lower the case, and spell each word without accents as the corpus does."""
        return _WORD.sub(lambda found: self.spelled.get(found[0], found[0]), text.lower())


@cache
def carried_accents() -> Accents:
    """Return the French spelling that the package carries (``scripts/derive_lexicon.py`` says from what)."""
    text = resources.files(__package__).joinpath("spelling_fr.txt").read_text(encoding="utf-8")
    return Accents(text.split())
