"""Are the records of one enterprise found? Half of the enterprises taught the weights; the other half are scored here.

``python -m benchmarks.matching.duplicates [--short]``. Data: SEAO suppliers and their enterprise number, CC-BY 4.0.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from benchmarks.results import DATA, arguments, publish, table

from jumelage.directory.resolution import find_duplicates

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from learn_duplicate_weights import halves


def pairs(entity: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return every pair of records of one entity."""
    groups = defaultdict(list)
    for id, name in entity.items():
        groups[name].append(id)
    return {(a, b) if a < b else (b, a) for ids in groups.values() for a, b in combinations(ids, 2)}


def main() -> None:
    """Find, count, write."""
    short = arguments(__doc__ or "").short
    _, records, truth = halves(DATA / "matching" / "duplicates")
    records = records[:600] if short else records
    right = pairs({r.id: truth[r.id] for r in records})
    start = time.perf_counter()
    found = find_duplicates(records)
    seconds = time.perf_counter() - start
    rows = []
    for name, entity in (
        ("exact name", {r.id: " ".join(r.name.lower().split()) for r in records}),
        ("name without its legal form", {r.id: r.core for r in records}),
        ("**clusters of the library**", found.entity),
    ):
        said = pairs(entity)
        both = len(said & right)
        precision, recall = both / max(len(said), 1), both / max(len(right), 1)
        rows.append((name, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))
    text = (
        f"{len(records):,} records of {len({truth[r.id] for r in records}):,} enterprises that taught nothing, "
        f"{len(right):,} right pairs (one engineering firm alone makes half of them); {seconds:.1f} s.\n\n"
        + table(("one entity when", "precision", "recall", "F1"), rows)
    )
    _, precision, _, f1 = rows[-1]
    missed = [
        name for name, good in (("a precision of 0.90", precision >= 0.90), ("an F1 of 0.80", f1 >= 0.80)) if not good
    ]
    text += (
        f"\n\n**Missed**: {' and '.join(missed)}."
        if missed
        else "\n\nMet: a precision of 0.90 and an F1 of 0.80 were wanted."
    )
    publish("matching", "Duplicates", text, short=short)


if __name__ == "__main__":
    main()
