"""Organisations made ready to be weighed: their single lines in one index, their codes, their places, their past work."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jumelage.language import NO_TEXT, Bilingual, Language
from jumelage.matching.evidence.calls import Calls, Floats
from jumelage.matching.evidence.whereabouts import Whereabouts
from jumelage.matching.evidence.wording import tells
from jumelage.matching.profile import Profile, known_then, single_lines, spoken
from jumelage.matching.retrieval.accents import Accents, carried_accents
from jumelage.matching.retrieval.glossary import MARK
from jumelage.matching.retrieval.lexical import BM25
from jumelage.matching.retrieval.lines import LineIndex
from jumelage.matching.retrieval.vectors import Embedder
from jumelage.text import fold, words

__all__ = ["LEVELS", "Corpus", "Met", "code_parts", "regions"]

Vectors = Mapping[tuple[Language, str], NDArray[np.float32]]
WORTH = (0.1, 0.4, 1.0)
"""What a meeting of lines is worth, by how many words of the line asked tell a trade: none, one, several."""

LEVELS = (2, 4, 6, 8)
"""Digits at which hierarchical codes (UNSPSC, CPV, NAICS) are compared."""


@dataclass(frozen=True, slots=True)
class Met:
    """A line that was asked, in one language, meets a line of an organisation (its number): how well, 0 to 1.

    ``asks`` is 2 where the line asked tells a trade by several words or by a concept in common, 1 by one word, 0 by none;
    ``telling`` is the same of the poorer line.
    """

    asked: Bilingual
    language: Language
    number: int
    alike: float
    asks: int
    telling: int

    @property
    def strength(self) -> float:
        """Return how well the lines meet; what one word asks has too many meanings to be worth as much."""
        return self.alike * WORTH[self.asks]


@dataclass(frozen=True, slots=True)
class Postings:
    """For a key, which organisations have it, how often, and which part of all theirs that is."""

    of: dict[str, tuple[NDArray[np.int64], Floats, Floats]] = field(default_factory=dict)

    @classmethod
    def build(cls, keys: Sequence[Counter[str]]) -> Postings:
        """Turn the keys of each organisation around."""
        found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
        for n, counter in enumerate(keys):
            whole = sum(counter.values())
            for key, count in counter.items():
                found[key].append((n, count, count / whole))
        arrays = {}
        for key, rows in found.items():
            who, counts, parts = zip(*rows, strict=True)
            arrays[key] = (np.array(who), np.array(counts, float), np.array(parts))
        return cls(arrays)


def regions(text: str) -> frozenset[str]:
    """Cut a cell of regions at ``;`` and ``,``."""
    return frozenset(part for part in (p.strip() for p in re.split("[;,]", fold(text))) if part)


def code_parts(codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split codes into hierarchical ones (digits) and categories, each with its scheme before it."""
    digits: list[str] = []
    names: list[str] = []
    for code in codes:
        scheme, _, value = code.partition(":")
        (digits if value.strip().isdigit() else names).append(f"{fold(scheme)}:{value.strip()}")
    return digits, names


class Corpus:
    """Organisations ready to be weighed.

    Parameters
    ----------
    profiles
        Candidates. Their lines of offers are in order of time, the last the most recent, where the list has an order.
    embedder
        None compares words alone.
    as_of
        What a line says of a later year is left out.
    """

    def __init__(
        self, profiles: Sequence[Profile], embedder: Embedder | None = None, as_of: dt.date | None = None
    ) -> None:
        self.profiles = tuple(profiles)
        self.embedder = embedder
        self.place = {p.id: n for n, p in enumerate(self.profiles)}
        self._read_lines(as_of)
        self._read_codes()
        self.regions = [regions(p.region) for p in self.profiles]
        self.by_region = Postings.build([Counter(r) for r in self.regions])
        self.by_town = Postings.build([Counter([fold(p.town)] if p.town else []) for p in self.profiles])
        self.towns = BM25([words(p.town) for p in self.profiles])
        self.region_count: Floats = np.array([len(r) for r in self.regions], dtype=float)
        self.names = BM25([words(p.name) for p in self.profiles])
        towns = [fold(p.town) for p in self.profiles]
        self.where = Whereabouts(self.calls, self.regions, self.categories, towns)

    def _read_lines(self, as_of: dt.date | None) -> None:
        """Index every text once: each line of past work is a call, and is cut into the single offers that are searched."""
        numbers: dict[tuple[Language, str], int] = {}
        self.lines: dict[int, Bilingual] = {}
        calls: list[list[int]] = []
        speaks: dict[int, list[int]] = defaultdict(list)
        self.offers: list[tuple[Bilingual, ...]] = []
        for place, profile in enumerate(self.profiles):
            calls.append([])
            self.offers.append(single_lines(known_then(profile.offers, as_of)))
            for offer in known_then(profile.offers, as_of) or (NO_TEXT,):
                calls[-1].append(numbers.setdefault(spoken(offer)[:1][0] if offer else ("fr", ""), len(numbers)))
                for line in single_lines((offer,)):
                    for key in spoken(line):
                        number = numbers.setdefault(key, len(numbers))
                        self.lines.setdefault(number, line)
                        speaks[number].append(place)
        self.texts = [text for _, text in numbers]
        accents = Accents([text for language, text in numbers if language == "fr"], carried_accents().spelled)
        self.index = LineIndex(self.embedder, accents=accents)
        self.index.add(self.texts, [language for language, _ in numbers])
        self.calls = Calls(self.profiles, calls, len(numbers))
        self._speaks = {number: np.unique(places) for number, places in speaks.items()}
        self.says = np.zeros(len(self.profiles), dtype=bool)
        self.says[[place for places in speaks.values() for place in places]] = True
        self.whole = BM25([[w for n in own for w in words(self.texts[n])] for own in calls])

    def _read_codes(self) -> None:
        parts = [code_parts(p.codes) for p in self.profiles]
        self.by_level = {
            level: Postings.build([Counter(_prefix(c, level) for c in codes) for codes, _ in parts]) for level in LEVELS
        }
        self.categories = [frozenset(names) for _, names in parts]
        self.by_category = Postings.build([Counter(set(names)) for _, names in parts])
        votes: list[Counter[str]] = [Counter() for _ in self.texts]
        calls = self.calls
        for n, (codes, _) in enumerate(parts):
            mine = calls.line[calls.starts[n] : calls.starts[n] + int(calls.lines[n])]
            if self.profiles[n].offers and len(codes) == len(mine):  # one code a line: the line's own
                for code, k in zip(codes, mine, strict=True):
                    votes[k][code] += 1
        own = [v.most_common(1)[0][0] if v else "" for v in votes]
        self.line_codes = {level: _numbered([_prefix(c, level) if c else "" for c in own]) for level in LEVELS}

    @cached_property
    def vectors(self) -> Vectors:
        """Return the vectors of the organisations' own lines."""
        return self.embed(line for own in self.offers for line in own)

    def embed(self, lines: Iterable[Bilingual]) -> Vectors:
        """Embed lines that will be asked, all at once; nothing without an embedder."""
        keys = list(dict.fromkeys(key for line in lines for key in spoken(line)))
        if self.embedder is None or not keys:
            return {}
        vectors = self.index.embed([text for _, text in keys], [language for language, _ in keys])
        return dict(zip(keys, vectors, strict=True))

    def answers(self, asked: Iterable[Bilingual], vectors: Vectors) -> dict[int, Met]:
        """Return for each organisation (its place) its line that best answers any of the lines asked."""
        best: dict[int, Met] = {}
        for line in asked:
            for key in spoken(line):
                found, strengths = self.index.weigh(key[1], key[0], vectors.get(key))
                for number, alike in zip(found.tolist(), strengths.tolist(), strict=True):
                    places = self._speaks.get(number, ())
                    if all(place in best and best[place].strength >= alike for place in places):
                        continue
                    met = Met(line, key[0], number, alike, *self._telling(line, number, key))
                    for place in places:
                        if place not in best or met.strength > best[place].strength:
                            best[place] = met
        return best

    def _telling(self, asked: Bilingual, number: int, key: tuple[Language, str]) -> tuple[int, int]:
        asks, offers = (min(2, tells(line.fr or line.en)) for line in (asked, self.lines[number]))
        if min(asks, offers) < 2 and any(t.startswith(MARK) for t in self.index.shared(number, key[1], key[0])):
            return 2, 2
        return asks, min(asks, offers)

    def shared(self, met: Met) -> tuple[str, ...]:
        """Return the stems and concepts that both lines of a meeting have."""
        return self.index.shared(met.number, getattr(met.asked, met.language), met.language)


def _prefix(code: str, level: int) -> str:
    scheme, _, digits = code.partition(":")
    return f"{scheme}:{digits[:level]}"


def _numbered(keys: Sequence[str]) -> tuple[dict[str, int], NDArray[np.int64]]:
    numbers: dict[str, int] = {"": -1}
    found = [numbers.setdefault(key, len(numbers)) for key in keys]
    return numbers, np.array(found, dtype=np.int64)
