"""Seven hundred delegates, 169 hosts: a shortlist by flow beside first come first served and best score first.

``python -m benchmarks.matching.fair_shortlist [--short]``. The scores are made: hosts differ in appeal, as they do.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import numpy as np
from benchmarks.results import arguments, publish, table

from jumelage.language import Bilingual
from jumelage.matching import Match, Reason, shortlist

WHY = (Reason("need", Bilingual("Raison.", "Reason."), 0.5),)
PER_DELEGATE, PER_HOST, LEAST = 6, 20, 2


def wishes(delegates: int, hosts: int) -> list[Match]:
    """Make matches: everyone is scored with 30 hosts, drawn and scored by the hosts' appeal."""
    random = np.random.default_rng(5)
    appeal = random.pareto(1.5, hosts) + 0.2
    found = []
    for a in range(delegates):
        for b in random.choice(hosts, min(30, hosts), replace=False, p=appeal / appeal.sum()):
            score = float(np.clip(random.beta(2, 4) + 0.05 * np.log(appeal[b]), 0.01, 0.99))
            found.append(Match(f"d{a}", f"h{b}", "supplier", round(score, 4), WHY))
    return found


def greedy(matches: Iterable[Match]) -> list[Match]:
    """Take matches in the order given while limits allow."""
    mine: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    kept = []
    for m in matches:
        if mine[m.a] < PER_DELEGATE and theirs[m.b] < PER_HOST:
            mine[m.a] += 1
            theirs[m.b] += 1
            kept.append(m)
    return kept


def main() -> None:
    """Choose, count, write."""
    short = arguments(__doc__ or "").short
    matches = wishes(*((60, 20) if short else (700, 169)))
    everyone = {m.a for m in matches}
    start = time.perf_counter()
    fair = shortlist(matches, per_delegate=PER_DELEGATE, per_host=PER_HOST, least_per_delegate=LEAST)
    seconds = time.perf_counter() - start
    rows = []
    for name, kept in (
        ("first come, first served", greedy(matches)),
        ("best score first", greedy(sorted(matches, key=lambda m: -m.score))),
        ("**flow**", fair.matches),
    ):
        mine, load = Counter(m.a for m in kept), Counter(m.b for m in kept)
        under = sum(mine[a] < LEAST for a in everyone)
        rows.append((name, len(kept), float(sum(m.score for m in kept)), under, max(load.values())))
    text = f"{len(everyone)} delegates, {len(matches):,} matches; the flow took {seconds:.1f} s.\n\n" + table(
        ("chosen by", "meetings", "total score", f"delegates under {LEAST}", "busiest host"), rows
    )
    publish("matching", "A shortlist that serves everyone", text, short=short)


if __name__ == "__main__":
    main()
