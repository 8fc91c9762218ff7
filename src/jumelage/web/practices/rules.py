"""What is allowed when, and how practices are grouped: pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jumelage.language import Bilingual

__all__ = ["KINDS", "KIND_OF", "Outcome", "StepName", "Verdict", "may_discard"]


class Verdict(StrEnum):
    """What the sources say of a practice's results, in the order in which they are shown."""

    POSITIVE = "positive"
    MIXED = "mixed"
    NEGATIVE = "negative"
    CONFLICT = "conflict"
    TOO_EARLY = "too_early"
    UNKNOWN = "unknown"


class StepName(StrEnum):
    """The steps of a transfer, in order."""

    UNDERSTAND = "understand"
    ADAPT = "adapt"
    REUSE = "re-use"


class Outcome(StrEnum):
    """What came of a transfer."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    REJECTED = "rejected"


KINDS: Mapping[str, Bilingual] = {
    "exchange": Bilingual(fr="Missions et échanges", en="Missions and exchanges"),
    "incubator": Bilingual(fr="Incubateurs et lieux partagés", en="Incubators and shared places"),
    "small_firms": Bilingual(fr="Appui aux PME et goût d'entreprendre", en="Support for small firms and starters"),
    "suppliers": Bilingual(fr="Fournisseurs, grappes, achat local", en="Suppliers, clusters, buying locally"),
    "plant": Bilingual(fr="Grande usine\u00a0: attirer, relancer, racheter", en="A large plant: attract, restart, buy"),
    "fund": Bilingual(fr="Fonds et aides", en="Funds and aid"),
    "premises": Bilingual(fr="Terrains et bâtiments", en="Land and premises"),
    "research": Bilingual(fr="Recherche et innovation", en="Research and innovation"),
    "image": Bilingual(fr="Nom et image de la ville", en="Name and image of the town"),
    "governance": Bilingual(fr="Plans, comités, participation", en="Plans, committees, participation"),
    "living": Bilingual(fr="Habiter, culture, tourisme", en="Living, culture, tourism"),
}
"""A grouping for readers: ours, not that of the sources."""

_GROUPED = {
    "exchange": "15 17 20 23 29 43 44 47 60",
    "incubator": "04 16 24 25 42",
    "small_firms": "02 05 18 26",
    "suppliers": "12 22 38 45 46 49",
    "plant": "01 14 36 37 39 40",
    "fund": "08 09 32",
    "premises": "10 13 28 31",
    "research": "06 07 21 34 58 59",
    "image": "03 11 33",
    "governance": "19 27 30 35 41 53 55",
    "living": "48 50 51 52 54 56 57",
}
KIND_OF: Mapping[str, str] = {f"PR{n}": kind for kind, numbers in _GROUPED.items() for n in numbers.split()}
"""The kind of each practice of the case."""


def may_discard(*, closed: bool, steps_done: int) -> bool:
    """A plan on which nothing was done may be thrown away; one that taught something is closed with a reason."""
    return not closed and steps_done == 0
