"""Does a French need find its English offer? Procurement labels, the lexicon learned on those not asked.

``python -m benchmarks.matching.two_languages [--short]``. Data: Common Procurement Vocabulary, OP-TED, CC-BY 4.0.
Labels are drawn into three parts by a fixed seed: 1,700 ask (this file), 1,300 chose the weights, the rest teach.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.matching.retrieval.accents import Accents
from jumelage.matching.retrieval.lexical import BM25
from jumelage.matching.retrieval.lexicon import Lexicon, learn_lexicon
from jumelage.matching.retrieval.lines import LineIndex
from jumelage.matching.retrieval.vectors import default_embedder
from jumelage.text import fold, words

SEED, ASKED, CHOSE = 7, 1_700, 1_300
Pairs = list[tuple[str, str]]


def parts() -> tuple[Pairs, Pairs, Pairs]:
    """Return the labels that ask, that chose the weights, and that teach."""
    with (DATA / "matching" / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        pairs = [(row["fr"], row["en"]) for row in csv.DictReader(stream)]
    random.Random(SEED).shuffle(pairs)
    return pairs[:ASKED], pairs[ASKED : ASKED + CHOSE], pairs[ASKED + CHOSE :]


def places(search: Callable[[str], Sequence[str]], asked: Pairs) -> np.ndarray:
    """Return the place of each right label (1,000 when not found)."""
    found = []
    for fr, en in asked:
        texts = [t.strip().lower() for t in search(fr)]
        right = en.strip().lower()
        found.append(texts.index(right) + 1 if right in texts else 1_000)
    return np.array(found)


def by_vectors(texts: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """Search by sentence vectors alone."""
    embedder = default_embedder()
    assert embedder is not None
    vectors = embedder(texts, ["en"] * len(texts))
    return lambda fr: [texts[n] for n in np.argsort(-(vectors @ embedder([fr], ["fr"])[0]))[:10]]


def by_lexicon(texts: Sequence[str], lexicon: Lexicon) -> Callable[[str], Sequence[str]]:
    """Search by BM25 over translated words alone."""
    index = BM25([words(t) for t in texts])
    return lambda fr: [texts[n] for n in np.argsort(-index.scores(lexicon.translate(words(fr), "en")))[:10]]


def by_both(texts: Sequence[str], lexicon: Lexicon, taught: Pairs) -> Callable[[str], Sequence[str]]:
    """Search as the library does."""
    index = LineIndex(default_embedder(), lexicon, Accents(fr for fr, _ in taught))
    index.add(texts, ["en"] * len(texts))
    return lambda fr: [texts[hit.line] for hit in index.search(fr, "fr", 10)]


def main() -> None:
    """Ask, count, write."""
    short = arguments(__doc__ or "").short
    asked, chose, taught = parts()
    lexicon = learn_lexicon(taught)
    texts = [en for _, en in (asked + chose + taught)]
    if short:
        asked, texts = asked[:80], texts[:2_000]
    both = by_both(texts, lexicon, taught)
    rows = []
    for name, search, rewrite in (
        ("lexicon and BM25", by_lexicon(texts, lexicon), str),
        ("vectors", by_vectors(texts), str),
        ("**both, as the library does**", both, str),
        ("both, needs in capitals", both, str.upper),
        ("both, needs without accents", both, fold),
    ):
        found = places(search, [(rewrite(fr), en) for fr, en in asked])
        recall = [float((found <= k).mean()) for k in (1, 5, 10)]
        rows.append((name, *recall, float((1 / found).mean())))
    text = (
        f"{len(asked):,} French labels, each against {len(texts):,} English ones; the lexicon never saw those asked.\n\n"
        + table(("found by", "R@1", "R@5 (twin in the first five)", "R@10", "MRR"), rows)
    )
    publish("matching", "A French need, an English offer", text, short=short)


if __name__ == "__main__":
    main()
