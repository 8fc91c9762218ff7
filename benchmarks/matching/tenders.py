"""Who answers a public tender? Weights learned on 2018 rank the suppliers of 2019, beside simpler ways.

Evidence, settings and candidates are chosen by learning on each half of 2018's needs, in order of time, and ranking for
the other half.

``python -m benchmarks.matching.tenders [--short]``. Data: SEAO, Données Québec, CC-BY 4.0.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Bilingual
from jumelage.matching.evaluation import Evaluation, Ranked, measures, rank, read_truth
from jumelage.matching.evidence.features import measure, queries
from jumelage.matching.profile import Profile
from jumelage.matching.reading import read_profiles
from jumelage.matching.relations import Pairs
from jumelage.matching.retrieval.vectors import default_embedder, one_thread
from jumelage.matching.weights import DEFAULT_WEIGHTS
from jumelage.matching.weights.learning import learn
from jumelage.text import fold

Truth = dict[str, frozenset[str]]
SEED, DRAWS = 11, 1_000
LEARNED = "**learned on 2018**"
WANTED = {"mrr": ("MRR", 0.40), "recall_at_10": ("recall@10", 0.52)}
PUBLISHED = [
    ("hand-set sum, as published before", "0.304", "0.399", "", "", ""),
    ("first lambdarank, as published before", "0.370", "0.482", "", "", ""),
]
CAVEATS = """The rows of 2019 taught nothing and chose nothing. They are not blind all the same: weights learned on 2018 were
scored on them five times in all, each time another way of learning or other evidence (boosted trees alone .375 and .483; a
conditional logit .367 and .489, then .366 and .491; weights with trees, fixed before they were scored, .389 and .516; and the same
since pairs and long lists have one evidence, above). Within 2018, learning on one half in order of time
and ranking for the other, the mean of the two directions rose from .398 and .525 (the logit) to .420 and .544: calls placed in
regions and categories, and a heavier ridge, .408 and .543; trees that look again at the first two hundred, the rest. On the same needs weights
set by hand, judged on them, give .369 and .488, where 2019 gives .346 and .447: 2019 is harder. Tried within 2018 and left
out: activity in the last 90 to 730 days, softer votes of like calls and the centre of an organisation's past lines (no
gain on top of what is there); learning first from two thousand past calls of the profiles (+.003); words weighed by how often calls that share them share
an answerer (none); the company of those that look likely, passed on again (recall +.01 learning on three quarters, +.003 on
halves, MRR no better); the suppliers that answered
the same buyer or town among the needs learned from (+.005, and the weights would carry names)."""
BASELINES: dict[str, Callable[[Mapping[str, np.ndarray]], np.ndarray]] = {
    "popularity (bids)": lambda e: e["bids"],
    "BM25 (all past lines as one text)": lambda e: e["words_whole"],
    "BM25 (best past line)": lambda e: e["words_best"],
    "vectors (best past line)": lambda e: e["meaning_best"],
    "who answered like calls": lambda e: e["neighbours"],
    "and who keeps company with them": lambda e: e["company"],
}


def read(year: str, most: int | None) -> tuple[list[Profile], list[Profile], Truth]:
    """Read a period; ``most`` keeps the first needs only."""
    folder = DATA / "matching" / "seao" / year
    organisations, needs = read_profiles(folder / "organisations.csv.gz"), read_profiles(folder / "needs.csv.gz")
    needs = needs[:most]
    truth = read_truth(folder / "truth.csv.gz", needs, organisations)
    if most is not None:  # the organisations that answer, and as many others
        named = set().union(*truth.values())
        organisations = [o for n, o in enumerate(organisations) if o.id in named or n % 8 == 0]
    return organisations, needs, truth


def simple_ways(pairs: Pairs, needs: list[Profile], truth: Truth) -> dict[str, Evaluation]:
    """Rank by each single piece of evidence."""
    ids = np.array([p.id for p in pairs.corpus.profiles], dtype=object)
    found: dict[str, list[Ranked]] = {name: [] for name in BASELINES}
    for query in queries(pairs.corpus, needs):
        evidence, _ = measure(pairs.corpus, query)
        right = truth[query.profile.id]
        for name, of in BASELINES.items():
            order = np.argsort(-np.nan_to_num(of(evidence)), kind="stable")
            places = np.flatnonzero(np.isin(ids[order].astype(str), list(right))) + 1
            found[name].append(Ranked(query.profile.id, (), (), tuple(map(int, places)), len(right)))
    return {name: measures(rankings, len(ids), 0.0) for name, rankings in found.items()}


def calibration_error(ranked: list[Ranked], bins: int = 10) -> float:
    """Return the mean distance between the chances promised to the hundred best of each need and how many answered."""
    chances = np.concatenate([r.chances for r in ranked])
    right = np.concatenate([np.isin(np.arange(1, len(r.chances) + 1), r.places) for r in ranked])
    parts = np.array_split(np.argsort(chances, kind="stable"), bins)
    return float(sum(len(n) * abs(chances[n].mean() - right[n].mean()) for n in parts) / len(chances))


def interval(ranked: list[Ranked], figure: str) -> tuple[float, float]:
    """Return the 95 % interval of a figure, by drawing the needs again a thousand times (Efron's percentiles)."""
    each = np.array([getattr(measures([r], 1, 0.0), figure) for r in ranked])
    random = np.random.default_rng(SEED)
    drawn = [float(each[random.integers(len(each), size=len(each))].mean()) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def verdict(found: Evaluation) -> str:
    """Say what was wanted, whether it is there, and how often the rows of 2019 were looked at."""
    intervals = {figure: interval(list(found.rankings), figure) for figure in WANTED}
    said = [
        f"{name} {getattr(found, figure):.3f} (95 % interval {intervals[figure][0]:.3f} to {intervals[figure][1]:.3f}; "
        f"wanted {wanted:.2f}: {'met' if getattr(found, figure) >= wanted else '**missed**'})"
        for figure, (name, wanted) in WANTED.items()
    ]
    error = calibration_error(list(found.rankings))
    return f"Learned on 2018: {'; '.join(said)}; calibration error {error:.3f}.\n\n{CAVEATS}"


def shouted(need: Profile) -> Profile:
    """Write a need in capitals."""
    return replace(need, id=f"{need.id}:capitals", needs=tuple(Bilingual(line.fr.upper(), "") for line in need.needs))


def unaccented(need: Profile) -> Profile:
    """Write a need without accents."""
    return replace(need, id=f"{need.id}:plain", needs=tuple(Bilingual(fold(line.fr), "") for line in need.needs))


def named(truth: Truth, asked: list[Profile]) -> Truth:
    """Return who answered, by the ids of needs that were written otherwise."""
    return {need.id: truth[need.id.partition(":")[0]] for need in asked}


def main() -> None:
    """Learn, rank, write."""
    short = arguments(__doc__ or "").short
    most = 60 if short else None
    embedder = default_embedder()
    start = time.perf_counter()
    weights = learn(*read("2018", most), embedder=embedder)
    learned_in = time.perf_counter() - start
    organisations, needs, truth = read("2019", most)
    needs = [n for n in needs if n.id in truth]
    start, spent = time.perf_counter(), time.process_time()
    changed = [change(need) for change in (shouted, unaccented) for need in needs]
    pairs = Pairs(organisations, None, embedder, DEFAULT_WEIGHTS, seekers=[*needs, *changed])
    found = simple_ways(pairs, needs, truth)
    with one_thread():
        for name, weighed, asked in (
            ("default weights (set by hand)", DEFAULT_WEIGHTS, needs),
            (LEARNED, weights, needs),
            ("learned, needs in capitals", weights, changed[: len(needs)]),
            ("learned, needs without accents", weights, changed[len(needs) :]),
        ):
            pairs.weights = weighed
            found[name] = measures(rank(pairs, asked, named(truth, asked)), len(organisations), 0.0)
    ranked_in, worked = time.perf_counter() - start, time.process_time() - spent
    rows = [(name, f.mrr, f.recall_at_10, f.recall_at_50, f.ndcg_at_10, f.top_1) for name, f in found.items()]
    rows += PUBLISHED
    text = (
        f"{len(needs)} tenders of 2019, {len(organisations):,} suppliers; learned on 2018 in {learned_in:.0f} s, "
        f"all ways ranked in {ranked_in:.0f} s ({worked:.0f} of processor) on a machine shared with other work (reading aside).\n\n"
        + table(("ranked by", "MRR", "recall@10", "recall@50", "nDCG@10", "first"), rows)
        + ("" if short else f"\n\n{verdict(found[LEARNED])}")
    )
    publish("matching", "Tenders: who will answer", text, short=short)


if __name__ == "__main__":
    main()
