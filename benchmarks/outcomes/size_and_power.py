"""Size and power of the comparison of placed and not placed pairs, by ``compare`` as the command calls it.

Peer: the chi-square test of the pooled table (scipy), which forgets the missions.
"""

from __future__ import annotations

import numpy as np
from benchmarks.results import arguments, publish, table
from scipy.stats import chi2_contingency

from jumelage.outcomes import Comparison, PairOutcome, compare

DESIGNS = (
    # missions, pairs an arm in each, share kept apart, share placed
    (1, 8, 0.05, 0.05),
    (1, 75, 0.05, 0.05),
    (10, 8, 0.05, 0.05),
    (10, 14, 0.02, 0.02),
    (1, 8, 0.02, 0.10),
    (1, 75, 0.05, 0.20),
    (1, 137, 0.02, 0.10),
    (10, 14, 0.02, 0.10),
    (20, 14, 0.02, 0.10),
)


def simulate(random: np.random.Generator, missions: int, pairs: int, apart: float, placed: float) -> list[PairOutcome]:
    """Draw missions whose base shares differ by half around the given one."""
    rows = []
    for mission in range(missions):
        factor = random.uniform(0.5, 1.5) if missions > 1 else 1.0
        for arm, share in ((True, placed), (False, apart)):
            outcomes = random.random(pairs) < share * factor
            rows += [PairOutcome(f"{arm}{i}", str(mission), arm, bool(yes)) for i, yes in enumerate(outcomes)]
    return rows


def pooled_chi_square(found: Comparison) -> bool:
    """Tell whether the peer rejects."""
    one, other = found.placed, found.not_placed
    counts = [[one.yes, one.pairs - one.yes], [other.yes, other.pairs - other.yes]]
    return bool(one.yes + other.yes and chi2_contingency(counts, correction=False).pvalue <= 0.05)


def main() -> None:
    """Simulate each design; print rejections, coverage and verdicts."""
    short = arguments(__doc__ or "").short
    draws = 40 if short else 2000
    random = np.random.default_rng(2017)
    rows = []
    for missions, pairs, apart, placed in DESIGNS:
        found = [compare(simulate(random, missions, pairs, apart, placed)) for _ in range(draws)]
        covered = np.mean([one.low <= placed - apart <= one.high for one in found])
        rejected = np.mean([one.p_exact <= 0.05 for one in found])
        peer = np.mean([pooled_chi_square(one) for one in found])
        told = np.mean([one.verdict in ("more", "less") for one in found])
        rows.append(
            (missions, pairs, f"{apart:.0%} → {placed:.0%}", float(rejected), float(peer), float(told), float(covered))
        )
    columns = (
        "missions",
        "pairs an arm, each",
        "shares",
        "exact rejects",
        "chi-square rejects",
        "verdict told",
        "interval covers",
    )
    publish("outcomes", "Size and power", table(columns, rows), short=short)


if __name__ == "__main__":
    main()
