"""Learn the weights of the comparison of records (``src/jumelage/directory/resolution/weights.json``).

Source: supplier names of Québec's public tenders (SEAO, Données Québec, CC-BY 4.0) and the enterprise number that each
belongs to. Half of the enterprises, drawn by a hash of their number, teach; the other half are left for the benchmark.

Run: ``python scripts/learn_duplicate_weights.py FOLDER`` where FOLDER holds ``records.csv.gz`` and ``truth.csv.gz``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from jumelage.directory.resolution.comparing import COMPARISONS, Rarity, compare
from jumelage.directory.resolution.finding import candidate_pairs
from jumelage.directory.resolution.records import Record, read_records
from jumelage.spreadsheets import read_table

TARGET = Path(__file__).parent.parent / "src" / "jumelage" / "directory" / "resolution" / "weights.json"
SHRINK = 0.3
MOST_OF_ONE = 200.0


def teaches(entity: str) -> bool:
    """Tell whether an enterprise is of the half that teaches."""
    return hashlib.sha256(entity.encode()).digest()[0] % 2 == 0


def halves(folder: Path) -> tuple[list[Record], list[Record], dict[str, str]]:
    """Return the records that teach, those that test, and the enterprise of each."""
    truth = {row["id"]: row["entity"] for row in read_table(folder / "truth.csv.gz")}
    records = read_records(folder / "records.csv.gz")
    return (
        [r for r in records if teaches(truth[r.id])],
        [r for r in records if not teaches(truth[r.id])],
        truth,
    )


def fit(records: list[Record], truth: dict[str, str]) -> tuple[list[float], float]:
    """Fit a logistic curve; one enterprise with a hundred records counts no more than a few."""
    rarity = Rarity(records)
    rows, same, weigh = [], [], []
    sizes: dict[str, int] = {}
    for r in records:
        sizes[truth[r.id]] = sizes.get(truth[r.id], 0) + 1
    for i, j in candidate_pairs(records, rarity):
        a, b = records[i], records[j]
        rows.append(compare(a, b, rarity))
        same.append(truth[a.id] == truth[b.id])
        many = sizes[truth[a.id]] * (sizes[truth[a.id]] - 1) / 2
        weigh.append(min(1.0, MOST_OF_ONE / many) if same[-1] else 1.0)
    x, y, w = np.array(rows), np.array(same, float), np.array(weigh)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        raised = x @ at[:-1] + at[-1]
        gap = w * (1 / (1 + np.exp(-raised)) - y)
        value = float((w * (np.logaddexp(0, raised) - y * raised)).sum() + SHRINK * (at[:-1] ** 2).sum())
        return value, np.append(x.T @ gap + 2 * SHRINK * at[:-1], gap.sum())

    found = minimize(loss, np.zeros(len(COMPARISONS) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return [round(float(v), 4) for v in found[:-1]], round(float(found[-1]), 4)


def main(folder: Path) -> None:
    """Learn and write."""
    learned, _, truth = halves(folder)
    weights, intercept = fit(learned, truth)
    document = {
        "source": "SEAO suppliers, Données Québec, CC-BY 4.0; scripts/learn_duplicate_weights.py",
        "weights": dict(zip(COMPARISONS, weights, strict=True)),
        "intercept": intercept,
    }
    TARGET.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
