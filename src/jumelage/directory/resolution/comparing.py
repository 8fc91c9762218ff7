"""Compare two records: what agrees, as numbers that a logistic curve weighs, and in words."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

from jumelage.directory.resolution.records import Record
from jumelage.language import Bilingual

__all__ = ["COMPARISONS", "Rarity", "compare", "probability", "say_why", "stays_below"]

COMPARISONS = (
    "same_core", "same_words", "words", "contained", "grams", "rarest", "first_word",
    "postal", "postal_area", "town", "place_unknown", "place_differs",
    "company_number", "company_number_differs", "consortium",
    "words_and_postal", "contained_and_postal", "grams_and_town", "core_and_short", "rarest_and_town",
    "spaces_only", "slip", "acronym", "acronym_and_place", "other_name", "brand", "brand_contained",
)  # fmt: skip

CERTAIN, EXCLUDED = 0.995, 0.01
SAME_SITE, SAME_PHONE, OTHER_INITIALS = 3.0, 2.5, 3.0
TO_LOOK_AT = 0.4
"""The most for two records of different towns whose telephones are of different areas: a person decides."""

MOST_NAMES = 2
SHORTEST_SLIP = 6


class Rarity:
    """How telling each word of a list of names is."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.seen = Counter(token for record in records for token in set(record.tokens))
        self._size = max(len(records), 2)
        names: dict[str, set[str]] = defaultdict(set)
        for record in records:
            for value in (record.domain, record.digits):
                if value:
                    names[value].add(record.tokens[0] if record.tokens else "")
        self._of_many = {value for value, cores in names.items() if len(cores) > MOST_NAMES}
        size = math.log(self._size)
        self._of = {token: math.log(self._size / (1 + seen)) / size for token, seen in self.seen.items()}
        self._sums: dict[frozenset[str], float] = {}

    def tells(self, value: str) -> bool:
        """Tell whether a site or telephone is of few names (by their first words): one that many share is an agency's, or stands for none."""
        return bool(value) and value not in self._of_many

    def of(self, token: str) -> float:
        """Return the inverse document frequency, 0 to 1."""
        return self._of.get(token, 1.0)

    def sum(self, tokens: frozenset[str]) -> float:
        """Return the sum over tokens, never 0."""
        found = self._sums.get(tokens)
        if found is None:
            found = self._sums[tokens] = math.fsum([max(self._of.get(t, 1.0), 0.02) for t in tokens]) or 0.02
        return found


def compare(a: Record, b: Record, rarity: Rarity) -> tuple[float, ...]:
    """Measure the agreement of two records, in the order of ``COMPARISONS``; symmetric."""
    one, other = a.words, b.words
    words, contained, rarest = _words(one, other, rarity)
    grams = _cosine(a.grams, b.grams)
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
        core * (one != other),
        float(not core and _slip(a.core, b.core)),
        (acronym := float(_acronym(a, b))),
        acronym * max(town, postal),
        float(_other_name(a, b)),
        (brand := rarest * _one_brand(a, b, rarity, rarest)),
        brand * contained,
    )


def _words(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> tuple[float, float, float]:
    """Return the shares of all words and of the shorter name's that are common, and the rarity of the rarest of them."""
    both = one & other
    if not both:
        return 0.0, 0.0, 0.0
    common = math.fsum([max(rarity.of(t), 0.02) for t in both]) or 0.02
    mine, theirs = rarity.sum(one), rarity.sum(other)
    whole = math.fsum([max(rarity.of(t), 0.02) for t in one | other])
    return common / whole, common / min(mine, theirs), max(rarity.of(t) for t in both)


def stays_below(a: Record, b: Record, rarity: Rarity, least: float) -> bool:
    """Tell whether two records surely stay below a chance, by what costs little to know: all else counts at its most."""
    if a.words == b.words or a.core == b.core or (a.number and a.number == b.number):
        return False
    most = _bounds(least)
    room = most["room"]
    if both := a.words & b.words:
        seen = [rarity.of(token) for token in both]
        common = math.fsum([max(one, 0.02) for one in seen])
        mine, theirs = rarity.sum(a.words), rarity.sum(b.words)
        room -= most["words"] * common / (mine + theirs - common) + most["contained"] * common / min(mine, theirs)
        room -= most["rarest"] * max(seen)
    if a.postal and a.postal[:3] == b.postal[:3]:
        room -= most["postal_area"] + most["postal"]
    if a.place and a.place == b.place:
        room -= most["town"]
    if a.domain and a.domain == b.domain and rarity.tells(a.domain):
        room -= SAME_SITE
    if a.digits and a.digits == b.digits and rarity.tells(a.digits):
        room -= SAME_PHONE
    if a.is_consortium != b.is_consortium:
        room -= most["consortium"]
    if a.company_numbers and b.company_numbers:
        room -= most["company_number"]
    if a.other_names or b.other_names:
        room -= most["other_name"]
    if -3 < len(a.core) - len(b.core) < 3:
        room -= most["slip"]
    return room > 0 and (room > most["acronym"] or not _acronym(a, b))


def _one_brand(a: Record, b: Record, rarity: Rarity, rarest: float) -> bool:
    """Tell whether both names start with their rarest common word."""
    return bool(a.tokens) and a.tokens[:1] == b.tokens[:1] and rarity.of(a.tokens[0]) == rarest


def _slip(a: str, b: str) -> bool:
    """Tell whether two names are one but for a typing slip: one edit in six letters, two in sixteen."""
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < SHORTEST_SLIP or any(x.isdigit() for x in a + b):
        return False
    a, b = sorted((a, b))  # the matcher is not symmetric
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    edits = max(len(a), len(b)) - sum(block.size for block in blocks)
    return edits <= (2 if min(len(a), len(b)) >= 16 else 1)


def _acronym(a: Record, b: Record) -> bool:
    """Tell whether a word of one is the initials of the other."""
    for tokens, initials in ((a.tokens, b.initials), (b.tokens, a.initials)):
        for token in tokens[:2] if initials else ():
            if len(token) > 2 and initials.startswith(token):
                return True
    return False


def _other_name(a: Record, b: Record) -> bool:
    """Tell whether one of the names that a name holds is the other's."""
    mine, theirs = {a.tokens, *a.other_names}, {b.tokens, *b.other_names}
    return a.tokens != b.tokens and bool(mine & theirs)


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    shared = sum([a[gram] * b[gram] for gram in a.keys() & b.keys()])
    return shared / math.sqrt(sum([c * c for c in a.values()]) * sum([c * c for c in b.values()]))


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    with resources.files(__package__).joinpath("weights.json").open(encoding="utf-8") as stream:
        document = json.load(stream)
    return tuple(document["weights"][name] for name in COMPARISONS), document["intercept"]


_AT_MOST = {
    "words": ("words",), "contained": ("contained",), "rarest": ("rarest",), "postal_area": ("postal_area",),
    "postal": ("postal", "words_and_postal", "contained_and_postal"), "town": ("town", "grams_and_town", "rarest_and_town"),
    "consortium": ("consortium",), "company_number": ("company_number", "company_number_differs"),
    "other_name": ("other_name",), "slip": ("slip",), "acronym": ("acronym", "acronym_and_place"),
    "room": ("first_word", "grams", "place_unknown", "place_differs", "brand", "brand_contained"),
}  # fmt: skip
"""The measures that :func:`stays_below` bounds together; those of two like names are not among them."""


@cache
def _bounds(least: float) -> dict[str, float]:
    """Return what each group of measures can add at most; ``room``: what is left to a chance when the unknown ones did."""
    weights, intercept = _weights()
    weight = dict(zip(COMPARISONS, weights, strict=True))
    found = {name: sum(max(weight[one], 0.0) for one in group) for name, group in _AT_MOST.items()}
    return found | {"room": math.log(least / (1 - least)) - intercept - found["room"] - 1e-9}


def probability(a: Record, b: Record, measured: Sequence[float], rarity: Rarity) -> float:
    """Return the chance that two records name one enterprise.

    Enterprise numbers decide where both have one; a shared site or telephone adds to what names and places say, and
    telephones of two areas beside two towns leave it to a person.
    """
    if a.number and b.number:
        return CERTAIN if a.number == b.number else EXCLUDED
    weights, intercept = _weights()
    raised = intercept + sum(w * x for w, x in zip(weights, measured, strict=True))
    raised += SAME_SITE * (rarity.tells(a.domain) and a.domain == b.domain)
    raised += SAME_PHONE * (rarity.tells(a.digits) and a.digits == b.digits)
    raised -= OTHER_INITIALS * _other_initials(a, b)
    chance = 1 / (1 + math.exp(-max(min(raised, 30.0), -30.0)))
    elsewhere = a.place and b.place and a.place != b.place and a.digits and b.digits and a.digits[:3] != b.digits[:3]
    return min(chance, TO_LOOK_AT) if elsewhere else chance


def _other_initials(a: Record, b: Record) -> bool:
    """Tell whether both names have initials and none in common."""
    one, other = ({token for token in record.tokens if len(token) == 1} for record in (a, b))
    return bool(one and other and one.isdisjoint(other))


def say_why(a: Record, b: Record, measured: Sequence[float]) -> Bilingual:
    """Say what two records have in common, strongest first."""
    got = dict(zip(COMPARISONS, measured, strict=True))
    shared = ", ".join(sorted(a.words & b.words, key=lambda t: (-len(t), t))[:4])
    said = [
        (bool(a.number) and a.number == b.number, "même numéro d'entreprise", "same enterprise number"),
        (got["company_number"] > 0, "même numéro de compagnie", "same company number"),
        (got["same_core"] > 0, "même nom, aux formes juridiques près", "same name but for legal forms"),
        (got["same_core"] == 0 and bool(shared), f"mots communs : {shared}", f"words in common: {shared}"),
        (got["other_name"] > 0, "l'un est un autre nom de l'autre", "one is another name of the other"),
        (got["acronym"] > 0, "sigle de l'autre nom", "initials of the other name"),
        (got["same_core"] == 0 and got["grams"] > 0.6, "graphies voisines", "close spellings"),
        (got["postal"] > 0, f"même code postal ({a.postal})", f"same postal code ({a.postal})"),
        (got["town"] > 0 and got["postal"] == 0, f"même ville ({a.town})", f"same town ({a.town})"),
        (bool(a.domain) and a.domain == b.domain, f"même site ({a.domain})", f"same site ({a.domain})"),
        (bool(a.digits) and a.digits == b.digits, "même téléphone", "same telephone"),
    ]
    fr = [f for holds, f, _ in said if holds]
    en = [e for holds, _, e in said if holds]
    return Bilingual(" ; ".join(fr), "; ".join(en))
