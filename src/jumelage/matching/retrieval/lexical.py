"""Okapi BM25 over short texts in an inverted index that grows: every text scored at once for a query."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["BM25"]

K1, B = 1.2, 0.6
"""Term saturation and length normalisation; lines are short, so their length counts less than usual."""


class BM25:
    """Scores texts cut into words against a query.

    Parameters
    ----------
    texts
        The words of each text. More can be added later; their length is then compared with the mean of these.

    Notes
    -----
    Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), eq. 3.15, with the
    idf that cannot fall under zero.
    """

    def __init__(self, texts: Sequence[Sequence[str]] = ()) -> None:
        self.size = 0
        self._mean = max(1.0, sum(map(len, texts)) / len(texts)) if texts else 8.0
        self._rows: dict[str, array[int]] = {}
        self._weights: dict[str, array[float]] = {}
        self.add(texts)

    def add(self, texts: Iterable[Sequence[str]]) -> None:
        """Add texts after those that are there."""
        for text in texts:
            soft = K1 * (1 - B + B * len(text) / self._mean)
            for word, count in Counter(text).items():
                if word not in self._rows:
                    self._rows[word], self._weights[word] = array("i"), array("f")
                self._rows[word].append(self.size)
                self._weights[word].append(count * (K1 + 1) / (count + soft))
            self.size += 1

    def rows(self, word: str) -> NDArray[np.int32]:
        """Return the numbers of the texts that have a word."""
        return np.array(self._rows.get(word, ()), dtype=np.int32)

    def seen(self, word: str) -> int:
        """Count the texts that have a word."""
        return len(self._rows.get(word, ()))

    def idf(self, word: str) -> float:
        """Return how telling a word is; a word never seen is the most telling."""
        seen = self.seen(word)
        return float(np.log1p((self.size - seen + 0.5) / (seen + 0.5)))

    def scores(self, query: Iterable[str] | Mapping[str, float]) -> NDArray[np.float32]:
        """Score every text for words, or for words with their weights."""
        found = np.zeros(self.size, dtype=np.float32)
        weighted = query if isinstance(query, Mapping) else Counter(query)
        for word, weight in weighted.items():
            if word in self._rows:
                rows = np.frombuffer(self._rows[word], dtype=np.int32)
                found[rows] += np.frombuffer(self._weights[word], dtype=np.float32) * np.float32(
                    weight * self.idf(word)
                )
        return found

    def best_possible(self, query: Iterable[str]) -> float:
        """Return what a text that says the whole query once would score, about: to bring scores to 0–1."""
        return sum(map(self.idf, query)) or 1.0
