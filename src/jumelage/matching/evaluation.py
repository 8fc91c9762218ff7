"""Score a ranking against who really answered."""

from __future__ import annotations

import csv
import io
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual
from jumelage.matching.profile import Profile
from jumelage.matching.relations import Pairs
from jumelage.matching.retrieval.vectors import Embedder, one_thread
from jumelage.matching.weights import Weights
from jumelage.spreadsheets import read_table

__all__ = ["Evaluation", "Ranked", "evaluate", "measures", "rank", "read_truth"]

KEPT = 100
"""Organisations kept of each ranking for the table of results."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best candidates for one need, best first, with their chances; ``places`` ranks every right answer (from 1)."""

    need: str
    organisations: tuple[str, ...]
    chances: tuple[float, ...]
    places: tuple[int, ...]
    relevant: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of a ranking; recall@k divides by the lesser of k and the right answers."""

    mrr: float
    recall_at_10: float
    recall_at_50: float
    ndcg_at_10: float
    top_1: float
    queries: int
    candidates: int
    seconds: float
    rankings: tuple[Ranked, ...]

    def figures(self) -> dict[str, Any]:
        """Return the figures alone."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items() if k != "rankings"}

    def as_csv(self) -> str:
        """Write the rankings: ``need, rank, organisation, score``."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("need", "rank", "organisation", "score"))
        for ranked in self.rankings:
            for place, (id, chance) in enumerate(zip(ranked.organisations, ranked.chances, strict=True), start=1):
                writer.writerow((ranked.need, place, id, f"{chance:.5f}"))
        return stream.getvalue()


def read_truth(path: Path, needs: Sequence[Profile], organisations: Sequence[Profile]) -> dict[str, frozenset[str]]:
    """Read who answered what: columns ``need, organisation``.

    Raises
    ------
    InputError
        When a column is absent, or no row joins the two lists.
    """
    table = read_table(path, required=("need", "organisation"))
    known_needs, known = {n.id for n in needs}, {o.id for o in organisations}
    found: dict[str, set[str]] = defaultdict(set)
    for row in table:
        need, organisation = row["need"].strip(), row["organisation"].strip()
        if need in known_needs and organisation in known:
            found[need].add(organisation)
    if not found:
        raise InputError.at(
            table.name,
            Bilingual("aucune ligne ne joint les deux listes.", "no row joins the two lists."),
            Bilingual(
                "Les colonnes need et organisation doivent reprendre les identifiants des deux listes.",
                "Columns need and organisation must use the ids of the two lists.",
            ),
        )
    return {need: frozenset(ids) for need, ids in found.items()}


def evaluate(
    organisations: Sequence[Profile],
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    weights: Weights,
    *,
    embedder: Embedder | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Evaluation:
    """Rank every organisation for each need that has a right answer, and score the rankings.

    Parameters
    ----------
    organisations, needs, truth
        As for :func:`jumelage.matching.weights.learning.learn`.
    weights
        Learned, or ``DEFAULT_WEIGHTS``.
    embedder
        Must be the one that the weights were learned with, or None.
    progress
        Called with the share done.

    Raises
    ------
    NoResultError
        When no need has a right answer in the list.
    """
    start = time.perf_counter()
    asked = [n for n in needs if truth.get(n.id)]
    if not asked:
        raise NoResultError(Bilingual("Aucun besoin n'a de réponse connue.", "No need has a known answer."))
    pairs = Pairs(organisations, None, embedder, weights, seekers=asked)
    progress(0.2)
    with one_thread():
        rankings = rank(pairs, asked, truth, lambda share: progress(0.2 + 0.8 * share))
    return measures(rankings, len(organisations), time.perf_counter() - start)


def rank(
    pairs: Pairs,
    needs: Sequence[Profile],
    truth: Mapping[str, frozenset[str]],
    progress: Callable[[float], None] = lambda share: None,
) -> list[Ranked]:
    """Rank the list for each need, by the score that ``match`` gives each pair; ``pairs`` knows the needs as seekers."""
    ids = np.array([p.id for p in pairs.corpus.profiles], dtype=object)
    found = []
    for n, need in enumerate(needs):
        order, scores = pairs.ranked(need)
        relevant = truth.get(need.id, frozenset())
        places = np.flatnonzero(np.isin(ids[order].astype(str), list(relevant))) + 1
        best = order[:KEPT]
        chances = tuple(map(float, scores[best]))
        found.append(Ranked(need.id, tuple(ids[best]), chances, tuple(map(int, places)), len(relevant)))
        progress((n + 1) / len(needs))
    return found


def measures(rankings: Sequence[Ranked], size: int, seconds: float) -> Evaluation:
    """Average the figures over the needs."""
    places = [np.array(r.places) for r in rankings]
    relevant = np.array([r.relevant for r in rankings])

    def recall(k: int) -> float:
        return float(np.mean([(p <= k).sum() / min(k, n) for p, n in zip(places, relevant, strict=True)]))

    def gain(p: NDArray[np.int64], n: int) -> float:
        ideal = (1 / np.log2(np.arange(min(n, 10)) + 2)).sum()
        return float((1 / np.log2(p[p <= 10] + 1)).sum() / ideal)

    return Evaluation(
        mrr=float(np.mean([1 / p[0] if len(p) else 0.0 for p in places])),
        recall_at_10=recall(10),
        recall_at_50=recall(50),
        ndcg_at_10=float(np.mean([gain(p, int(n)) for p, n in zip(places, relevant, strict=True)])),
        top_1=float(np.mean([len(p) > 0 and p[0] == 1 for p in places])),
        queries=len(rankings),
        candidates=size,
        seconds=seconds,
        rankings=tuple(rankings),
    )
