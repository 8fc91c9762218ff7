"""An index of single lines, French and English together: found by words, by translated words and by meaning."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.language import Language
from jumelage.matching.accents import Accents
from jumelage.matching.embedding import Embedder
from jumelage.matching.lexical import BM25
from jumelage.matching.lexicon import Lexicon, carried_lexicon
from jumelage.text import words

__all__ = ["Hit", "LineIndex"]

CANDIDATES = 150
"""Lines weighed by each way of finding them."""

MEANING, MEANING_ALONE = 22.0, 14.0
EXPLAINED, EXPLAINS = 1.0, 0.3
"""Weights of the cosine and of the two mean log-probabilities (need's words given the line's, and the reverse), fitted
by maximum likelihood on procurement labels kept for that (benchmarks/matching/two_languages.py)."""

UNEXPLAINED = 2e-3
MIDDLE, SLOPE = 9.0, 0.5
"""Where a hit's score passes one half, and how fast: judged on the same labels."""

COARSE = 64
EXACT_UP_TO = 30_000
"""Beyond this many lines, meaning is searched first in fewer dimensions (random projection), then exactly."""


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
    lexicon
        Bilingual lexicon; the carried one by default.
    """

    def __init__(self, embedder: Embedder | None = None, lexicon: Lexicon | None = None) -> None:
        self.embedder = embedder
        self.lexicon = carried_lexicon() if lexicon is None else lexicon
        self._inverse = {"fr": _inverse(self.lexicon.to_french), "en": _inverse(self.lexicon.to_english)}
        self.languages: list[Language] = []
        self._stems: list[tuple[str, ...]] = []
        self.removed: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.words = BM25()
        self._vectors: NDArray[np.float16] = np.zeros((0, 0), dtype=np.float16)
        self._coarse: NDArray[np.float32] = np.zeros((0, COARSE), dtype=np.float32)
        self._projection: NDArray[np.float32] | None = None
        self._accents = Accents(())

    def __len__(self) -> int:
        """Count the lines ever added."""
        return len(self._stems)

    def add(self, texts: Sequence[str], languages: Sequence[Language]) -> range:
        """Add lines; return their numbers."""
        start = len(self)
        cut = [tuple(words(text)) for text in texts]
        if start == 0:
            self.words, self._accents = BM25(cut), Accents(texts)
        else:
            self.words.add(cut)
        self._stems += cut
        self.languages += languages
        self.removed = np.append(self.removed, np.zeros(len(texts), dtype=bool))
        if self.embedder is not None and texts:
            self._add_vectors(self.embedder([self._accents.restore(text) for text in texts]))
        return range(start, len(self))

    def _add_vectors(self, vectors: NDArray[np.float32]) -> None:
        if self._projection is None:
            random = np.random.default_rng(0).standard_normal((vectors.shape[1], COARSE)).astype(np.float32)
            self._projection = np.linalg.qr(random)[0].astype(np.float32)
            self._vectors = np.zeros((0, vectors.shape[1]), dtype=np.float16)
        self._vectors = np.concatenate([self._vectors, vectors.astype(np.float16)])
        self._coarse = np.concatenate([self._coarse, vectors @ self._projection])

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
        said = words(text)
        vector = None if self.embedder is None else self.embedder([self._accents.restore(text)])[0]
        found = self._candidates(said, language, vector)
        if not len(found):
            return []
        scores = self._weigh(found, said, language, vector)
        best = np.argsort(-scores, kind="stable")[:top]
        return [
            Hit(
                int(found[n]),
                1 / (1 + math.exp(-SLOPE * (scores[n] - MIDDLE))),
                self._shared(int(found[n]), said, language),
            )
            for n in best
        ]

    def _candidates(
        self, said: Sequence[str], language: Language, vector: NDArray[np.float32] | None
    ) -> NDArray[np.int64]:
        asked = dict.fromkeys(said, 1.0)
        for word, chance in self.lexicon.translate(said, "en" if language == "fr" else "fr").items():
            asked[word] = max(asked.get(word, 0.0), min(chance, 1.0))
        found = [_top(self.words.scores(asked), self.removed, least=1e-6)]
        if vector is not None and self._projection is not None:
            exact = len(self) <= EXACT_UP_TO
            near = self._vectors.astype(np.float32) @ vector if exact else self._coarse @ (vector @ self._projection)
            found.append(_top(near, self.removed, least=0.05))
        return np.unique(np.concatenate(found))

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
        inverse = self._inverse[language]
        givers = [inverse.get(word, {}) for word in said]
        translated = self.lexicon.translate(said, "en" if language == "fr" else "fr")
        asked, least = set(said), math.log(UNEXPLAINED)
        explained, explains = np.full(len(found), least), np.full(len(found), least)
        for n, line in enumerate(found):
            stems = self._stems[line]
            if not (stems and said):
                continue
            if self.languages[line] == language:
                total = sum(0.0 if word in stems else least for word in said)
                back = sum(0.0 if stem in asked else least for stem in stems)
            else:
                total = sum(
                    _log(sum(giver.get(s, 0.0) for s in stems) + (word in stems))
                    for word, giver in zip(said, givers, strict=True)
                )
                back = sum(_log(translated.get(stem, 0.0)) for stem in stems)
            explained[n], explains[n] = total / len(said), back / len(stems)
        return explained, explains

    def _shared(self, line: int, said: Sequence[str], language: Language) -> tuple[str, ...]:
        stems = set(self._stems[line])
        if self.languages[line] == language:
            return tuple(word for word in dict.fromkeys(said) if word in stems)
        inverse = self._inverse[language]
        return tuple(
            w for w in dict.fromkeys(said) if w in stems or any(inverse.get(w, {}).get(s, 0.0) >= 0.15 for s in stems)
        )


def _log(chance: float) -> float:
    return math.log(UNEXPLAINED + min(chance, 1.0))


def _inverse(table: object) -> dict[str, dict[str, float]]:
    """Turn word → translation → chance around: for each translation, the words that give it."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word, others in table.items():  # type: ignore[attr-defined]
        for other, chance in others.items():
            found[other][word] = chance
    return dict(found)


def _top(scores: NDArray[np.float32], removed: NDArray[np.bool_], least: float) -> NDArray[np.int64]:
    """Return the best places, those removed and those under ``least`` left out."""
    if len(scores) > CANDIDATES:
        extra = CANDIDATES + min(int(removed.sum()), CANDIDATES)
        best = np.argpartition(-scores, extra - 1)[:extra] if extra < len(scores) else np.arange(len(scores))
    else:
        best = np.arange(len(scores))
    best = best[(scores[best] >= least) & ~removed[best]]
    return best[np.argsort(-scores[best], kind="stable")][:CANDIDATES]
