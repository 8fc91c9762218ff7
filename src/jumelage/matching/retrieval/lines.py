"""An index of single lines, French and English together: found by words, by translated words and by meaning."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jumelage.language import Language
from jumelage.matching.retrieval.accents import Accents, carried_accents
from jumelage.matching.retrieval.glossary import MARK, concepts
from jumelage.matching.retrieval.lexical import BM25
from jumelage.matching.retrieval.lexicon import Lexicon, Table, carried_lexicon
from jumelage.matching.retrieval.vectors import Embedder, one_thread
from jumelage.text import words

__all__ = ["Hit", "LineIndex"]

CANDIDATES = 150
"""Lines weighed by each way of finding them."""

MEANING, MEANING_ALONE = 19.0, 7.0
EXPLAINED, EXPLAINS = 1.0, 0.3
"""Weights of the cosine and of the two mean log-probabilities (need's words given the line's, and the reverse), fitted
by maximum likelihood on procurement labels kept for that (benchmarks/matching/two_languages.py)."""

CONCEPT, SAME_CONCEPT = 3, 3.0
"""A concept of the glossary counts as this many words, and one in common adds this to a line's score."""

UNEXPLAINED = 2e-3
MIDDLE, SLOPE = 5.0, 0.5
"""Where a hit's score passes one half, and how fast: judged on the same labels."""

COARSE, COARSE_KEPT = 32, 1_500
SAMPLE = 5_000
"""Meaning is searched first in the 32 directions in which a sample of the lines varies most, then exactly."""

BATCH = 20_000
"""Lines embedded at once."""

HALF_FROM = 150_000
"""Lines from which vectors are kept at half precision: slower to compare, half the memory."""

LIKELY, MOST_TRANSLATIONS = 0.12, 3
GROWTH = 1.25
COMMON = 0.1
"""A word that more than a tenth of the lines have finds nothing by itself when the question has rarer ones."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that answers: its number, how well (0 to 1), and the words of the question that it has or translates."""

    line: int
    score: float
    shared: tuple[str, ...]


class LineIndex:
    """Lines that can be searched in either language, and added to.

    Parameters
    ----------
    embedder
        Sentence vectors, or None: then words and translations alone.
    lexicon, accents
        Bilingual lexicon and spelling; the carried ones by default.
    """

    def __init__(
        self, embedder: Embedder | None = None, lexicon: Lexicon | None = None, accents: Accents | None = None
    ) -> None:
        self.embedder = embedder
        self.lexicon = carried_lexicon() if lexicon is None else lexicon
        self._inverse = {"fr": _inverse(self.lexicon.to_french), "en": _inverse(self.lexicon.to_english)}
        self.languages: list[Language] = []
        self._vocabulary: dict[str, int] = {}
        self._spelled: list[str] = []
        self._stems: array[int] = array("i")
        self._ends: array[int] = array("q", [0])
        self.removed: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.words = BM25()
        self._vectors: NDArray[Any] = np.zeros((0, 0), dtype=np.float32)
        self._coarse: NDArray[np.float32] = np.zeros((0, COARSE), dtype=np.float32)
        self._projection: NDArray[np.float32] | None = None
        self._accents = carried_accents() if accents is None else accents

    def __len__(self) -> int:
        """Count the lines ever added."""
        return len(self._ends) - 1

    def add(self, texts: Sequence[str], languages: Sequence[Language]) -> range:
        """Add lines; return their numbers."""
        start = len(self)
        cut = [_stems(text) for text in texts]
        if start == 0:
            self.words = BM25(cut)
        else:
            self.words.add(cut)
        for stems in cut:
            self._stems.extend(self._vocabulary.setdefault(stem, len(self._vocabulary)) for stem in stems)
            self._ends.append(len(self._stems))
        self.languages += languages
        self.removed = np.append(self.removed, np.zeros(len(texts), dtype=bool))
        if self.embedder is not None and texts:
            for first in range(0, len(texts), BATCH):
                batch = slice(first, first + BATCH)
                self._add_vectors(start + first, self.embed(texts[batch], languages[batch]))
        return range(start, len(self))

    def embed(self, texts: Sequence[str], languages: Sequence[Language]) -> NDArray[np.float32]:
        """Return the vectors of texts; French ones are spelled with the accents that the corpus gives their words."""
        assert self.embedder is not None, "there is no model"
        restored = [
            self._accents.restore(text) if language == "fr" else text
            for text, language in zip(texts, languages, strict=True)
        ]
        with one_thread():
            return self.embedder(restored, languages)

    def _add_vectors(self, start: int, vectors: NDArray[np.float32]) -> None:
        if self._projection is None:
            sample = vectors[:: max(1, len(vectors) // SAMPLE)].astype(np.float64)
            with one_thread():
                _, directions = np.linalg.eigh(sample.T @ sample)
            self._projection = directions[:, -COARSE:].astype(np.float32)
            self._vectors = np.zeros((0, vectors.shape[1]), dtype=np.float32)
            self._coarse = np.zeros((0, self._projection.shape[1]), dtype=np.float32)
        end = start + len(vectors)
        if end > len(self._vectors):
            room = max(int(GROWTH * len(self._vectors)), len(self))
            kept = self._vectors.astype(np.float16, copy=False) if room >= HALF_FROM else self._vectors
            self._vectors, self._coarse = _with_room(kept, room), _with_room(self._coarse, room)
        self._vectors[start:end] = vectors
        self._coarse[start:end] = vectors @ self._projection

    def remove(self, lines: Iterable[int]) -> None:
        """Take lines out of every later answer."""
        self.removed[list(lines)] = True

    def search(self, text: str, language: Language, top: int = 10) -> list[Hit]:
        """Find the lines that answer a text, best first.

        Parameters
        ----------
        text
            A need or an offer in a few words.
        language
            Its language.
        top
            Hits returned at most.
        """
        lines, scores = self.weigh(text, language)
        best = np.argsort(-scores, kind="stable")[:top]
        return [Hit(int(lines[n]), float(scores[n]), self.shared(int(lines[n]), text, language)) for n in best]

    def weigh(
        self, text: str, language: Language, vector: NDArray[np.float32] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the lines that may answer a text, and how well each does (0 to 1), in no order.

        ``vector`` is the text's own where it was embedded before. Every line of a list of up to 150 is weighed; of a
        longer one the best by words and the best by meaning.
        """
        said = _stems(text)
        if vector is None and self.embedder is not None:
            vector = self.embed([text], [language])[0]
        with one_thread():
            found = self._candidates(said, language, vector)
            raw = self._weigh(found, said, language, vector)
        return found, 1 / (1 + np.exp(-SLOPE * (raw - MIDDLE)))

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how near in meaning every line is to a vector."""
        return np.asarray(self._vectors[: len(self)] @ vector, dtype=float)

    def _candidates(
        self, said: Sequence[str], language: Language, vector: NDArray[np.float32] | None
    ) -> NDArray[np.int64]:
        found = [_top(self.words.scores(self._asked(said, language)), self.removed, CANDIDATES)]
        if vector is not None and self._projection is not None:
            near = _top(self._coarse[: len(self)] @ (vector @ self._projection), self.removed, COARSE_KEPT)
            exactly = self._vectors[near].astype(np.float32) @ vector
            found.append(near[np.argsort(-exactly, kind="stable")[:CANDIDATES]])
        return np.unique(np.concatenate(found))

    def forms(self, word: str, language: Language) -> dict[str, float]:
        """Return a stem and its likely translations into the other language, with their chances."""
        table = self.lexicon.to_english if language == "fr" else self.lexicon.to_french
        others = sorted(table.get(word, {}).items(), key=lambda found: -found[1])[:MOST_TRANSLATIONS]
        return {**{other: chance for other, chance in others if chance >= LIKELY}, word: 1.0}

    def _asked(self, said: Sequence[str], language: Language) -> dict[str, float]:
        """Return the words to look for, in both languages: the likely translations, and no word that all have."""
        asked = dict.fromkeys(said, 1.0)
        for word in said:
            for other, chance in self.forms(word, language).items():
                asked[other] = max(asked.get(other, 0.0), chance)
        rare = {w: weight for w, weight in asked.items() if self.words.seen(w) <= COMMON * len(self)}
        return rare if any(self.words.seen(w) for w in rare) else asked

    def _weigh(
        self, found: NDArray[np.int64], said: Sequence[str], language: Language, vector: NDArray[np.float32] | None
    ) -> NDArray[np.float64]:
        explained, explains = self._explanations(found, said, language)
        if vector is None or not said:
            alone = EXPLAINED * explained + EXPLAINS * explains + MEANING_ALONE
            return alone if vector is None else MEANING * (self._vectors[found].astype(np.float64) @ vector)
        cosine = self._vectors[found].astype(np.float32) @ vector
        return EXPLAINED * explained + EXPLAINS * explains + MEANING * cosine.astype(np.float64)

    def _explanations(
        self, found: NDArray[np.int64], said: Sequence[str], language: Language
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the mean log-chances of the question's words given each line's, and of each line's given them."""
        ids, of, sizes = self._gather(found)
        least = math.log(UNEXPLAINED)
        if not said or not len(ids):
            return np.full(len(found), least), np.full(len(found), least)
        there = np.array([self.languages[line] == language for line in found])
        chances = self._chances(ids, there[of], said, language)
        given = np.zeros((len(said), len(found)))
        for n, values in enumerate(chances):
            given[n] = np.bincount(of, values, len(found))
        counted = np.array([CONCEPT if word.startswith(MARK) else 1 for word in said])[:, None]
        explained = (np.log(UNEXPLAINED + np.minimum(given, 1.0)) * counted).sum(axis=0) / counted.sum()
        back = np.log(UNEXPLAINED + np.minimum(self._back(ids, there[of], said, language), 1.0))
        explains = np.bincount(of, back, len(found)) / np.maximum(sizes, 1)
        same = np.zeros(len(found), dtype=bool)
        for n, word in enumerate(said):
            if word.startswith(MARK):
                same |= given[n] > 0
        return explained + SAME_CONCEPT * same, np.where(sizes > 0, explains, least)

    def _gather(self, found: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return the stems of some lines in a row, the place of the line that each is of, and the lines' sizes."""
        stems = np.frombuffer(self._stems, dtype=np.int32) if self._stems else np.zeros(0, dtype=np.int32)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        sizes = ends[found + 1] - ends[found]
        of = np.repeat(np.arange(len(found)), sizes)
        first = np.repeat(ends[found] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
        return stems[first + np.arange(len(of))].astype(np.int64), of, sizes

    def _chances(
        self, ids: NDArray[np.int64], there: NDArray[np.bool_], said: Sequence[str], language: Language
    ) -> NDArray[np.float64]:
        """Return, for each word said and each stem of the lines, the chance of the word given the stem."""
        inverse = self._inverse[language]
        chances = np.zeros((len(said), len(ids)))
        for row, word in zip(chances, said, strict=True):
            row[ids == self._vocabulary.get(word, -1)] = 1.0
            for stem, chance in inverse.get(word, {}).items():
                if (number := self._vocabulary.get(stem)) is not None:
                    at = (ids == number) & ~there
                    row[at] = np.maximum(row[at], chance)
        return chances

    def _back(
        self, ids: NDArray[np.int64], there: NDArray[np.bool_], said: Sequence[str], language: Language
    ) -> NDArray[np.float64]:
        """Return for each stem of the lines its chance given the words said."""
        back = np.zeros(len(ids))
        for stem, chance in self.lexicon.translate(said, "en" if language == "fr" else "fr").items():
            if (number := self._vocabulary.get(stem)) is not None:
                back[(ids == number) & ~there] = chance
        for word in set(said):
            back[(ids == self._vocabulary.get(word, -1)) & there] = 1.0
        return back

    def _names(self) -> list[str]:
        """Return the stems by number (kept until the vocabulary grows)."""
        if len(self._spelled) != len(self._vocabulary):
            self._spelled = list(self._vocabulary)
        return self._spelled

    def shared(self, line: int, text: str, language: Language) -> tuple[str, ...]:
        """Return the stems and concepts of a text that a line has, or has a translation of."""
        names, said = self._names(), dict.fromkeys(_stems(text))
        stems = {names[n] for n in self._stems[self._ends[line] : self._ends[line + 1]]}
        inverse = {} if self.languages[line] == language else self._inverse[language]
        return tuple(w for w in said if w in stems or any(inverse.get(w, {}).get(s, 0.0) >= 0.15 for s in stems))


def _stems(text: str) -> list[str]:
    """Cut a line into stems, and add the concepts that they name."""
    found = words(text)
    return [*found, *concepts(found)]


def _with_room(rows: NDArray[Any], room: int) -> NDArray[Any]:
    """Return the rows with room for more after them."""
    larger = np.zeros((room, rows.shape[1]), dtype=rows.dtype)
    larger[: len(rows)] = rows
    return larger


def _inverse(table: Table) -> dict[str, dict[str, float]]:
    """Turn word → translation → chance around: for each translation, the words that give it."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word, others in table.items():
        for other, chance in others.items():
            found[other][word] = chance
    return dict(found)


def _top(scores: NDArray[np.float32], removed: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    """Return the best places above zero, those removed left out."""
    least = np.float32(1e-6)
    if len(scores) > 20 * most:  # a look at one in sixteen tells about where the best begin
        least = max(least, np.quantile(scores[::16], 1 - min(0.5, 3 * most / len(scores))))
    found = np.flatnonzero(scores >= least)
    found = found[~removed[found]]
    if len(found) > most:
        found = found[np.argpartition(-scores[found], most - 1)[:most]]
    return found[np.argsort(-scores[found], kind="stable")]
