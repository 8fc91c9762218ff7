"""Who answers a public tender? Weights learned on 2018 rank the suppliers of 2019, beside simpler ways.

``python -m benchmarks.matching.tenders [--short]``. Data: SEAO, Données Québec, CC-BY 4.0.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Bilingual
from jumelage.matching.embedding import default_embedder
from jumelage.matching.profile import Profile
from jumelage.matching.ranking import DEFAULT_WEIGHTS, Corpus, Evaluation, Weights, learn, read_truth
from jumelage.matching.ranking.evaluating import Ranked, best_first, measures, rank
from jumelage.matching.ranking.features import Query, measure, text_of
from jumelage.matching.reading import read_profiles
from jumelage.text import fold

Truth = dict[str, frozenset[str]]
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


def side_by_side(
    corpus: Corpus, needs: list[Profile], truth: Truth, weighed: Mapping[str, Weights]
) -> dict[str, Evaluation]:
    """Rank by each single piece of evidence, and by each way of weighing, on the same measurements."""
    vectors = corpus.embed([text_of(n) for n in needs])
    ids = np.array([p.id for p in corpus.profiles], dtype=object)
    found: dict[str, list[Ranked]] = {name: [] for name in (*BASELINES, *weighed)}
    for n, need in enumerate(needs):
        evidence = measure(corpus, Query.of(need, None if vectors is None else vectors[n]))
        orders = {name: np.argsort(-np.nan_to_num(of(evidence)), kind="stable") for name, of in BASELINES.items()}
        orders |= {name: best_first(evidence, weights)[0] for name, weights in weighed.items()}
        for name, order in orders.items():
            places = np.flatnonzero(np.isin(ids[order].astype(str), list(truth[need.id]))) + 1
            found[name].append(Ranked(need.id, (), (), tuple(map(int, places)), len(truth[need.id])))
    return {name: measures(rankings, len(ids), 0.0) for name, rankings in found.items()}


def shouted(need: Profile) -> Profile:
    """Write a need in capitals."""
    return replace(need, needs=tuple(Bilingual(line.fr.upper(), "") for line in need.needs))


def unaccented(need: Profile) -> Profile:
    """Write a need without accents."""
    return replace(need, needs=tuple(Bilingual(fold(line.fr), "") for line in need.needs))


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
    start = time.perf_counter()
    corpus = Corpus(organisations, embedder)
    weighed = {"default weights (set by hand)": DEFAULT_WEIGHTS, "**learned on 2018**": weights}
    found = side_by_side(corpus, needs, truth, weighed)
    ranked_in = time.perf_counter() - start
    for name, rewrite in (("learned, needs in capitals", shouted), ("learned, needs without accents", unaccented)):
        changed = rank(corpus, [rewrite(n) for n in needs], truth, weights)
        found[name] = measures(changed, len(organisations), 0)
    rows = [(name, f.mrr, f.recall_at_10, f.recall_at_50, f.ndcg_at_10, f.top_1) for name, f in found.items()]
    text = (
        f"{len(needs)} tenders of 2019, {len(organisations):,} suppliers; learned on 2018 in {learned_in:.0f} s, "
        f"all ways ranked in {ranked_in:.0f} s on a busy machine (reading aside). The rows of 2019 were never used to choose anything.\n\n"
        + table(("ranked by", "MRR", "recall@10", "recall@50", "nDCG@10", "first"), rows)
    )
    publish("matching", "Tenders: who will answer", text, short=short)


if __name__ == "__main__":
    main()
