"""Compare two records: what agrees, as numbers that a logistic curve weighs, and in words."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jumelage.directory.resolution.records import Record
from jumelage.language import Bilingual

__all__ = ["COMPARISONS", "Rarity", "compare", "probability", "say_why"]

COMPARISONS = (
    "same_core", "same_words", "words", "contained", "grams", "rarest", "first_word",
    "postal", "postal_area", "town", "place_unknown", "place_differs",
    "company_number", "company_number_differs", "consortium",
    "words_and_postal", "contained_and_postal", "grams_and_town", "core_and_short", "rarest_and_town",
)  # fmt: skip

CERTAIN, EXCLUDED = 0.995, 0.01


class Rarity:
    """How telling each word of a list of names is."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.seen = Counter(token for record in records for token in set(record.tokens))
        self._size = max(len(records), 2)

    def of(self, token: str) -> float:
        """Return the inverse document frequency, 0 to 1."""
        return math.log(self._size / (1 + self.seen[token])) / math.log(self._size) if self.seen[token] else 1.0

    def sum(self, tokens: frozenset[str] | set[str]) -> float:
        """Return the sum over tokens, never 0."""
        return math.fsum(max(self.of(t), 0.02) for t in tokens) or 0.02


def compare(a: Record, b: Record, rarity: Rarity) -> tuple[float, ...]:
    """Measure the agreement of two records, in the order of ``COMPARISONS``; symmetric."""
    one, other = set(a.tokens), set(b.tokens)
    both = one & other
    common = rarity.sum(both) if both else 0.0
    words = common / rarity.sum(one | other)
    contained = common / min(rarity.sum(one), rarity.sum(other))
    grams = _cosine(a.grams, b.grams)
    rarest = max((rarity.of(t) for t in both), default=0.0)
    postal = float(bool(a.postal) and a.postal == b.postal)
    town = float(bool(a.place) and a.place == b.place)
    known = bool(a.place or a.postal) and bool(b.place or b.postal)
    core = float(a.core == b.core)
    return (
        core,
        float(one == other),
        words,
        contained,
        grams,
        rarest,
        float(a.tokens[:1] == b.tokens[:1]),
        postal,
        float(len(a.postal) > 2 and a.postal[:3] == b.postal[:3]),
        town,
        float(not known),
        float(known and not town and not postal),
        float(bool(a.company_numbers & b.company_numbers)),
        float(bool(a.company_numbers and b.company_numbers) and not a.company_numbers & b.company_numbers),
        float(a.is_consortium != b.is_consortium),
        words * postal,
        contained * postal,
        grams * town,
        core * (1.0 if len(a.core) < 6 else 0.0),
        rarest * town,
    )


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    shared = sum(count * b[gram] for gram, count in a.items() if gram in b)
    return shared / math.sqrt(sum(c * c for c in a.values()) * sum(c * c for c in b.values()))


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    with resources.files(__package__).joinpath("weights.json").open(encoding="utf-8") as stream:
        document = json.load(stream)
    return tuple(document["weights"][name] for name in COMPARISONS), document["intercept"]


def probability(a: Record, b: Record, measured: Sequence[float]) -> float:
    """Return the chance that two records name one organisation.

    Enterprise numbers decide where both have one; a shared site or telephone adds to what names and places say.
    """
    if a.number and b.number:
        return CERTAIN if a.number == b.number else EXCLUDED
    weights, intercept = _weights()
    raised = intercept + sum(w * x for w, x in zip(weights, measured, strict=True))
    raised += 3.0 * (bool(a.domain) and a.domain == b.domain) + 2.5 * (bool(a.digits) and a.digits == b.digits)
    raised -= 3.0 * _known_to_differ(a, b)
    return 1 / (1 + math.exp(-max(min(raised, 30.0), -30.0)))


def _known_to_differ(a: Record, b: Record) -> int:
    """Count what is known of both and says that they are two: another town with another area code, other initials."""
    elsewhere = bool(
        a.place and b.place and a.place != b.place and a.digits and b.digits and a.digits[:3] != b.digits[:3]
    )
    initials = [{token for token in record.tokens if len(token) == 1} for record in (a, b)]
    return elsewhere + bool(initials[0] and initials[1] and initials[0].isdisjoint(initials[1]))


def say_why(a: Record, b: Record, measured: Sequence[float]) -> Bilingual:
    """Say what two records have in common, strongest first."""
    got = dict(zip(COMPARISONS, measured, strict=True))
    shared = ", ".join(sorted(set(a.tokens) & set(b.tokens), key=lambda t: (-len(t), t))[:4])
    said = [
        (bool(a.number) and a.number == b.number, "même numéro d'entreprise", "same enterprise number"),
        (got["company_number"] > 0, "même numéro de compagnie", "same company number"),
        (got["same_core"] > 0, "même nom, aux formes juridiques près", "same name but for legal forms"),
        (got["same_core"] == 0 and bool(shared), f"mots communs : {shared}", f"words in common: {shared}"),
        (got["same_core"] == 0 and got["grams"] > 0.6, "graphies voisines", "close spellings"),
        (got["postal"] > 0, f"même code postal ({a.postal})", f"same postal code ({a.postal})"),
        (got["town"] > 0 and got["postal"] == 0, f"même ville ({a.town})", f"same town ({a.town})"),
        (bool(a.domain) and a.domain == b.domain, f"même site ({a.domain})", f"same site ({a.domain})"),
        (bool(a.digits) and a.digits == b.digits, "même téléphone", "same telephone"),
    ]
    fr = [f for holds, f, _ in said if holds]
    en = [e for holds, _, e in said if holds]
    return Bilingual(" ; ".join(fr), "; ".join(en))
