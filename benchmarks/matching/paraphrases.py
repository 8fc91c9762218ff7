"""A need in an owner's words, a service in an institution's: no word in common. Is it in the first five?

``python -m benchmarks.matching.paraphrases [--short]``. Thirty invented pairs among 400 procurement labels, by
``LineIndex.search``, which ``match`` and every page search with. Whoever wrote the glossary had seen these thirty: what it
adds here is no fair measure, pairs kept elsewhere are.
"""

from __future__ import annotations

import csv
import random
from unittest.mock import patch

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Language
from jumelage.matching.retrieval.lines import LineIndex
from jumelage.matching.retrieval.vectors import Embedder, default_embedder

SEED, DECOYS = 5, 400
WANTED = {"use-multilingual-3": (0.25, 0.35), "use-multilingual-3+e5-small": (0.35, 0.52)}


def read() -> tuple[list[dict[str, str]], dict[Language, list[str]]]:
    """Return the pairs, and decoys in both languages."""
    folder = DATA / "matching"
    with (folder / "paraphrases_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        pairs = list(csv.DictReader(stream))
    with (folder / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        labels = random.Random(SEED).sample(list(csv.DictReader(stream)), DECOYS)
    return pairs, {"fr": [row["fr"] for row in labels], "en": [row["en"] for row in labels]}


def found_by(embedder: Embedder | None, language: Language, *, search: bool = True) -> float:
    """Return the share of needs whose offer, in a language, is in the first five."""
    pairs, decoys = read()
    offers = [row[f"offer_{language}"] for row in pairs]
    if not search:
        assert embedder is not None
        lines = embedder([*offers, *decoys[language]], [language] * (len(offers) + DECOYS))
        asked = embedder([row["need_fr"] for row in pairs], ["fr"] * len(pairs))
        near = np.argsort(-(asked @ lines.T), axis=1)[:, :5]
        return float(np.mean([n in near[n] for n in range(len(pairs))]))
    index = LineIndex(embedder)
    index.add([*offers, *decoys[language]], [language] * (len(offers) + DECOYS))
    hits = [{hit.line for hit in index.search(row["need_fr"], "fr", 5)} for row in pairs]
    return float(np.mean([n in found for n, found in enumerate(hits)]))


def main() -> None:
    """Search, count, write."""
    short = arguments(__doc__ or "").short
    embedders = {e.name: e for e in (default_embedder(), default_embedder(0)) if e is not None}
    rows: list[tuple[object, ...]] = [("words alone, with the glossary", found_by(None, "fr"), found_by(None, "en"))]
    verdicts = []
    for name, embedder in embedders.items():
        with patch("jumelage.matching.retrieval.lines.concepts", lambda stems: []):
            without = found_by(embedder, "fr"), found_by(embedder, "en")
            rows.append((f"vectors alone (`{name}`)", *(found_by(embedder, k, search=False) for k in ("fr", "en"))))
            rows.append((f"the search, no glossary (`{name}`)", *without))
        rows.append(
            (f"the search, with the glossary, seen (`{name}`)", found_by(embedder, "fr"), found_by(embedder, "en"))
        )
        wanted = WANTED[name]
        met = all(value >= least for value, least in zip(without, wanted, strict=True))
        verdicts.append(
            f"`{name}` without the glossary: {wanted[0]} and {wanted[1]} were wanted, {'met' if met else '**missed**'}."
        )
    text = f"30 invented pairs among {DECOYS} procurement labels, R@5.\n\n"
    text += table(("found with", "French–French", "French–English"), rows) + "\n\n" + " ".join(verdicts)
    publish("matching", "Paraphrases: a need in an owner's words", text, short=short)


if __name__ == "__main__":
    main()
