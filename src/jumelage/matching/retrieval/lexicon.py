"""A bilingual lexicon learned from pairs of labels: which English words stand where a French one does."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jumelage.text import words

__all__ = ["Lexicon", "carried_lexicon", "learn_lexicon"]

ROUNDS = 10
LEAST = 0.05
"""Translations less likely than this are noise of short labels."""

Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word translations both ways, on stems, with their probabilities."""

    to_english: Table
    to_french: Table

    def translate(self, said: Iterable[str], to: str) -> dict[str, float]:
        """Return the other language's words for some words, with weights that sum to about one a word.

        A word that the lexicon lacks stands for itself: names and cognates are often the same.
        """
        table = self.to_english if to == "en" else self.to_french
        found: dict[str, float] = defaultdict(float)
        for word in said:
            for other, chance in table.get(word, {word: 1.0}).items():
                found[other] += chance
        return dict(found)


def learn_lexicon(pairs: Sequence[tuple[str, str]], rounds: int = ROUNDS, least: float = LEAST) -> Lexicon:
    """Learn a lexicon from French–English pairs of labels.

    Parameters
    ----------
    pairs
        (French, English).
    rounds
        Of expectation and maximisation.
    least
        Smallest probability kept.

    Notes
    -----
    IBM model 1 (Brown et al., *The Mathematics of Statistical Machine Translation*, 1993, eq. 17), once each way.
    """
    cut = [(words(fr), words(en)) for fr, en in pairs]
    return Lexicon(
        _model_1(cut, rounds, least),
        _model_1([(en, fr) for fr, en in cut], rounds, least),
    )


def _model_1(pairs: Sequence[tuple[list[str], list[str]]], rounds: int, least: float) -> dict[str, dict[str, float]]:
    """Learn P(target word | source word), as arrays over every co-occurrence."""
    source: dict[str, int] = {}
    target: dict[str, int] = {}
    cells: dict[tuple[int, int], int] = {}
    at: list[int] = []
    group: list[int] = []
    slots = 0
    for ones, others in pairs:
        for other in others:
            for one in (*ones, ""):  # the empty word takes what no word explains
                key = source.setdefault(one, len(source)), target.setdefault(other, len(target))
                at.append(cells.setdefault(key, len(cells)))
                group.append(slots)
            slots += 1
    cell_source = np.array([s for s, _ in cells])
    place, slot = np.array(at), np.array(group)
    chance = np.ones(len(cells))
    for _ in range(rounds):
        shares = chance[place]
        shares /= np.bincount(slot, shares, slots)[slot]
        counts = np.bincount(place, shares, len(cells))
        chance = counts / np.bincount(cell_source, counts, len(source))[cell_source]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    one_of, other_of = list(source), list(target)
    for (s, t), p in zip(cells, chance, strict=True):
        if p >= least and one_of[s]:
            found[one_of[s]][other_of[t]] = float(p)
    return dict(found)


@cache
def carried_lexicon() -> Lexicon:
    """Return the lexicon that the package carries (``scripts/derive_lexicon.py`` says from what)."""
    tables: dict[str, dict[str, dict[str, float]]] = {"en": defaultdict(dict), "fr": defaultdict(dict)}
    with resources.files(__package__).joinpath("lexicon_fr_en.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            tables[row["to"]][row["word"]][row["other"]] = float(row["chance"])
    return Lexicon(tables["en"], tables["fr"])
