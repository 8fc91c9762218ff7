"""A piece of evidence of a pair: its name, how strong it is, and the words that say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jumelage.language import Bilingual

__all__ = ["Piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence; one that is unknown is absent, never zero.

    ``name`` is that of its weight; ``kind`` that of its reason; ``value`` is 0 to 1; ``words`` writes the reason, where it
    has one: a piece without words may reorder, never lead. ``odds`` is what it adds in log-odds, where several
    measurements make it up; else its weight times its value.
    """

    name: str
    value: float
    kind: str = ""
    words: Callable[[], Bilingual] | None = None
    odds: float | None = None
