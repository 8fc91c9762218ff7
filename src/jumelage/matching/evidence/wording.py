"""Where an offer meets a need in words: single lines compared, the shared words named."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.language import Bilingual
from jumelage.matching.retrieval.vectors import Embedder
from jumelage.matching.retrieval.lexicon import carried_lexicon
from jumelage.matching.profile import Profile, bare, known_then, single_lines
from jumelage.text import stem, tokens, words

__all__ = ["GENERIC", "Meeting", "Wording"]

_GENERIC_WORDS = """
    accompagnement achat activite affaire aide an annee appui base besoin capacite client cliente clientele commercial
    compagnie complet complete conseil contrat cote creation developpement developper divers economique entreprise
    equipe equipement expertise firme fonds fourniture general gestion grand groupe industrie industriel industrielle
    innovation integre installation international local locale main main-d-oeuvre marche materiel million nord
    nouveau nouvelle nouveaux offre oeuvre operation organisation ouvrage partenaire partenariat petit piece pme produit
    production professionnel programme projet qualite quebec ressource recherche regional regionale regulier reseau
    secteur service soutien specialise specialisee systeme technique technologie territoire travail travaux type
    usine vente ville
    centaine dizaine off one spin start up unique uniques douzaine vingtaine trentaine ft pays pi pied embauche formation
    activity advice annual area business capacity client commercial company complete contract country customer design
    developing develop development economic equipment expertise facility firm full general good group growth help
    industrial industry innovation installation international large local management market material million need new
    north offer operation organisation organization partner part people plant process product production professional
    program project provide quality regional research resource sale sector service site small solution specialised
    specialized supplier support system team technical technology territory town work year"""
GENERIC = frozenset(stem(t) for t in tokens(_GENERIC_WORDS))
"""Stems that any firm may write: they carry no reason by themselves."""


LEAST_WORDS = 2
"""Telling words that a line must have before its meaning is compared: one word has too many meanings."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A line of one meets a line of the other.

    ``strength`` (0 to 1) by words, ``shared`` names them; ``meaning`` is the cosine of their sentence vectors
    (0 where unknown or too short to tell).
    """

    one: Bilingual
    other: Bilingual
    strength: float
    shared: Bilingual
    meaning: float


class Wording:
    """Compares the single lines of the organisations of one list; rare words count more.

    Parameters
    ----------
    profiles
        The whole list: word frequencies come from it.
    as_of
        What speaks of a later year is left out.
    embedder
        Sentence vectors; None compares words alone.
    """

    def __init__(
        self, profiles: Sequence[Profile], as_of: dt.date | None = None, embedder: Embedder | None = None
    ) -> None:
        self.profiles = tuple(profiles)
        self.offers = {p.id: self._lines(p.offers, as_of) for p in profiles}
        self.needs = {p.id: self._lines(p.needs, as_of) for p in profiles}
        seen = Counter(w for p in profiles for w in self._vocabulary(p.id))
        self._idf = {w: math.log(1 + len(profiles) / (0.5 + n)) for w, n in seen.items()}
        self.whole = {id: _joined(lines) for id, lines in self.offers.items()}
        lines = {line: None for side in (self.offers, self.needs) for found in side.values() for line in found}
        lines |= dict.fromkeys(self.whole.values())
        told = [line for line in lines if len(_telling(line.fr or line.en)) >= LEAST_WORDS]
        vectors = embedder([line.fr or line.en for line in told]) if embedder and told else ()
        self._vectors: dict[Bilingual, NDArray[np.float32]] = dict(zip(told, vectors, strict=False))

    @staticmethod
    def _lines(texts: Iterable[Bilingual], as_of: dt.date | None) -> tuple[Bilingual, ...]:
        return tuple(line for line in map(bare, known_then(single_lines(texts), as_of)) if line)

    def _vocabulary(self, id: str) -> set[str]:
        return {w for line in (*self.offers[id], *self.needs[id]) for w in words(f"{line.fr} {line.en}")}

    @property
    def has_meaning(self) -> bool:
        """Tell whether sentence vectors are at hand."""
        return bool(self._vectors)

    def alike(self, a: str, b: str) -> float:
        """Return how near all the offers of two organisations are in meaning, 0 to 1; 0 where unknown."""
        one, other = self.whole[a], self.whole[b]
        if one not in self._vectors or other not in self._vectors:
            return 0.0
        return max(0.0, float(self._vectors[one] @ self._vectors[other]))

    def best(self, ones: Sequence[Bilingual], others: Sequence[Bilingual]) -> Meeting | None:
        """Return the strongest meeting of two sets of lines, or None."""
        met = (self._meet(one, other) for one in ones for other in others)
        return max((m for m in met if m is not None), key=lambda m: m.strength + m.meaning, default=None)

    def _meet(self, one: Bilingual, other: Bilingual) -> Meeting | None:
        fr, fr_strength = self._shared(one.fr, other.fr)
        en, en_strength = self._shared(one.en, other.en)
        strength = max(fr_strength, en_strength)
        if not (one.fr and other.fr) and not (one.en and other.en):
            fr, en, strength = self._across(one, other)
        meaning = 0.0
        if one in self._vectors and other in self._vectors:
            meaning = max(0.0, float(self._vectors[one] @ self._vectors[other]))
        return Meeting(one, other, strength, Bilingual(fr, en), meaning) if strength or meaning else None

    def _shared(self, one: str, other: str) -> tuple[str, float]:
        """Return the shared words as written, and the part of the shorter line's weight that they carry."""
        mine, theirs = ({stem(t): t for t in tokens(x)} for x in (one, other))
        common = _telling(one) & set(words(other))
        if not common:
            return "", 0.0
        whole = min(self._weigh(set(words(one))), self._weigh(set(words(other))))
        named = sorted(common, key=lambda w: (-self._idf.get(w, 1.0), w))[:3]
        part = self._weigh(common) / max(whole, 1e-9)
        # One common word between two lines is thin evidence, however rare the word.
        return ", ".join(mine.get(w) or theirs[w] for w in named), min(0.5 if len(common) == 1 else 1.0, part)

    def _across(self, one: Bilingual, other: Bilingual) -> tuple[str, str, float]:
        """Compare a French line with an English one through the lexicon."""
        french, english = (one.fr or other.fr), (one.en or other.en)
        table, there = carried_lexicon().to_english, {stem(t): t for t in tokens(english)}
        here = {stem(t): t for t in tokens(french)}
        pairs = {
            w: max(met, key=met.__getitem__)
            for w in _telling(french)
            if (met := {e: p for e, p in table.get(w, {w: 1.0}).items() if e in there and p >= 0.2})
        }
        if not pairs:
            return "", "", 0.0
        part = self._weigh(pairs) / max(self._weigh(set(words(french))), 1e-9)
        named = sorted(pairs)[:3]
        fr, en = ", ".join(here[w] for w in named), ", ".join(there[pairs[w]] for w in named)
        return fr, en, min(0.5 if len(pairs) == 1 else 1.0, part)

    def _weigh(self, stems: Iterable[str]) -> float:
        return sum(self._idf.get(w, 1.0) * (0.3 if w in GENERIC else 1.0) for w in stems)


def _joined(lines: Sequence[Bilingual]) -> Bilingual:
    return Bilingual(", ".join(x.fr for x in lines if x.fr), ", ".join(x.en for x in lines if x.en))


def _telling(text: str) -> set[str]:
    return {w for w in words(text) if w not in GENERIC and not w[0].isdigit()}
