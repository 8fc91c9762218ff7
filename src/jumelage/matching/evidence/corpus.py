"""A list of organisations made ready to be ranked: their lines, their codes, their places, and who shares what."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from jumelage.matching.retrieval.accents import Accents, carried_accents
from jumelage.matching.retrieval.vectors import Embedder
from jumelage.matching.retrieval.lexical import BM25
from jumelage.matching.profile import Profile
from jumelage.matching.evidence.timeline import line_days
from jumelage.matching.evidence.whereabouts import Whereabouts
from jumelage.text import fold, words

__all__ = ["LEVELS", "Corpus", "code_parts", "regions"]

LEVELS = (2, 4, 6, 8)
"""Digits at which hierarchical codes (UNSPSC, CPV, NAICS) are compared."""

HALF_LIFE_LINES = 10
"""A line of work counts half after ten later ones."""

HALF_LIFE_DAYS = 365
NEVER = 10_000
Floats = NDArray[np.float64]


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


@dataclass(slots=True)
class _Postings:
    """For a key, which organisations have it, how often, and which part of all theirs that is."""

    of: dict[str, tuple[NDArray[np.int64], Floats, Floats]] = field(default_factory=dict)

    @classmethod
    def build(cls, keys: Sequence[Counter[str]]) -> _Postings:
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


class Corpus:
    """Organisations ready to be ranked.

    Parameters
    ----------
    profiles
        Candidates. Their lines of offers are in order of time, the last the most recent, where the list has an order.
    embedder
        None compares words alone.

    Notes
    -----
    Lines written the same by several organisations are one call that they all answered: ``answered`` links them.
    """

    def __init__(self, profiles: Sequence[Profile], embedder: Embedder | None = None) -> None:
        self.profiles = tuple(profiles)
        self.embedder = embedder
        self._read_lines()
        self._read_codes()
        self._read_places()
        self._read_size()
        self.where = Whereabouts(self, self.categories, self._line_days())
        self.names = BM25([words(p.name) for p in self.profiles])
        self.accents = Accents(self.texts, carried_accents().spelled)
        self.vectors = self.embed(self.texts)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Return the vectors of texts spelled as the corpus spells; None without an embedder."""
        return None if self.embedder is None else self.embedder([self.accents.restore(text) for text in texts])

    def _read_lines(self) -> None:
        numbers: dict[str, int] = {}
        owner: list[int] = []
        line: list[int] = []
        later: list[int] = []
        for n, profile in enumerate(self.profiles):
            texts = [offer.fr or offer.en for offer in profile.offers] or [""]
            for k, text in enumerate(texts):
                owner.append(n)
                line.append(numbers.setdefault(text, len(numbers)))
                later.append(len(texts) - 1 - k)
        self.texts = list(numbers)
        self.owner, self.line = np.array(owner, dtype=np.int64), np.array(line, dtype=np.int64)
        self.recent: Floats = 0.5 ** (np.array(later) / HALF_LIFE_LINES)
        self.starts = np.searchsorted(self.owner, np.arange(len(self.profiles)))
        self.lines: Floats = np.bincount(self.owner, minlength=len(self.profiles)).astype(float)
        cut = [words(text) for text in self.texts]
        self.words = BM25(cut)
        whole: list[list[str]] = [[] for _ in self.profiles]
        for n, k in zip(owner, line, strict=True):
            whole[n] += cut[k]
        self.whole = BM25(whole)
        self.answered = csr_array(
            (np.ones(len(owner)), (self.owner, self.line)), shape=(len(self.profiles), len(self.texts))
        )
        self.answered.sum_duplicates()
        self.answered.data[:] = 1.0
        self.answers = np.maximum(np.bincount(self.line, minlength=len(self.texts)), 1).astype(float)
        self.degree: Floats = np.maximum(np.diff(self.answered.indptr), 1).astype(float)
        self.company = self.answered.T.tocsr()

    def _read_codes(self) -> None:
        digits, categories = (
            zip(*(code_parts(p.codes) for p in self.profiles), strict=True) if self.profiles else ((), ())
        )
        self.by_level = {
            level: _Postings.build([Counter(_prefix(c, level) for c in codes) for codes in digits]) for level in LEVELS
        }
        self.categories = [frozenset(names) for names in categories]
        self.by_category = _Postings.build([Counter(set(names)) for names in categories])
        votes: list[Counter[str]] = [Counter() for _ in self.texts]
        for n, codes in enumerate(digits):
            mine = self.line[self.starts[n] : self.starts[n] + int(self.lines[n])]
            if len(codes) == len(mine):  # one code a line: the line's own
                for code, k in zip(codes, mine, strict=True):
                    votes[k][code] += 1
        own = [v.most_common(1)[0][0] if v else "" for v in votes]
        self.line_codes = {level: _numbered([_prefix(c, level) if c else "" for c in own]) for level in LEVELS}

    def _read_places(self) -> None:
        self.regions = [regions(p.region) for p in self.profiles]
        self.by_region = _Postings.build([Counter(r) for r in self.regions])
        self.by_town = _Postings.build([Counter([fold(p.town)] if p.town else []) for p in self.profiles])
        self.towns = BM25([words(p.town) for p in self.profiles])
        self.region_count: Floats = np.array([len(r) for r in self.regions], dtype=float)

    def _read_size(self) -> None:
        dates = [p.last_active for p in self.profiles]
        newest = max((d for d in dates if d is not None), default=dt.date(1, 1, 1))
        self.days: Floats = np.array(
            [NEVER if d is None else min((newest - d).days, NEVER) for d in dates], dtype=float
        )
        self.bids: Floats = np.log1p(
            [
                float(p.past_bids) if p.past_bids is not None else n
                for p, n in zip(self.profiles, self.lines, strict=True)
            ]
        )
        oldest = np.zeros(len(self.texts))
        # In whole years: within a year, how long ago tells the season more than the firm.
        self.years_idle: Floats = np.minimum(np.floor(self.days / 365), 5.0)
        # Nobody answered a call after their last activity: the longest idle of those who did bounds its date.
        np.maximum.at(oldest, self.line, self.days[self.owner])
        self.fresh: Floats = 0.5 ** np.floor(oldest / HALF_LIFE_DAYS)

    def _line_days(self) -> Floats:
        cuts = np.split(self.line, self.starts[1:]) if self.profiles else []
        idle = [
            None if p.last_active is None else float(days) for p, days in zip(self.profiles, self.days, strict=True)
        ]
        return line_days([cut.tolist() for cut in cuts], idle, len(self.texts))

    def keep_company(self, values: Floats) -> Floats:
        """Pass a value to those who answer the same calls: a random step from organisation to call and back."""
        passed: Floats = self.answered @ ((self.company @ (values / self.degree)) / self.answers)
        return passed

    def best_line(self, values: Floats) -> Floats:
        """Return each organisation's best value over its lines (one value an entry of ``line``)."""
        return np.maximum.reduceat(values, self.starts)

    def line_sum(self, values: Floats) -> Floats:
        """Return each organisation's sum over its lines."""
        return np.add.reduceat(values, self.starts)


def _prefix(code: str, level: int) -> str:
    scheme, _, digits = code.partition(":")
    return f"{scheme}:{digits[:level]}"


def _numbered(keys: Sequence[str]) -> tuple[dict[str, int], NDArray[np.int64]]:
    numbers: dict[str, int] = {"": -1}
    found = [numbers.setdefault(key, len(numbers)) for key in keys]
    return numbers, np.array(found, dtype=np.int64)
