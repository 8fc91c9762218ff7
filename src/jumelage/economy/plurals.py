"""One or several: in French 0 and 1 are singular, in English 1 alone."""

from __future__ import annotations

from jumelage.language import Bilingual

__all__ = ["one_or_many"]


def one_or_many(number: int, one: Bilingual, many: Bilingual) -> Bilingual:
    """Return the sentence that fits a number, each language by its own rule.

    Examples
    --------
    >>> two = Bilingual(fr="cellule", en="cell"), Bilingual(fr="cellules", en="cells")
    >>> one_or_many(0, *two)
    Bilingual(fr='cellule', en='cells')
    """
    return Bilingual(fr=one.fr if abs(number) < 2 else many.fr, en=one.en if number == 1 else many.en)
