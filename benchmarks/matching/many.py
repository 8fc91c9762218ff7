"""A hundred thousand organisations: time to index, memory, time of a query, of an update.

``python -m benchmarks.matching.many [--short]``. The organisations are made: real procurement labels, two to four a
firm, in French or English, each with a made qualifier so that few lines are the same.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import time

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Bilingual
from jumelage.matching import Index, Profile

SEED = 3
QUALIFIERS = ("industriel", "portuaire", "minier", "municipal", "scolaire", "routier", "forestier", "naval", "rural")


def organisations(size: int) -> list[Profile]:
    """Make firms."""
    random_ = random.Random(SEED)
    with (DATA / "matching" / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        labels = list(csv.DictReader(stream))

    def line() -> Bilingual:
        label, more = random_.choice(labels), f"{random_.choice(QUALIFIERS)} {random_.randrange(40)}"
        return (
            Bilingual(f"{label['fr']} {more}", "") if random_.random() < 0.7 else Bilingual("", f"{label['en']} {more}")
        )

    return [
        Profile(str(n), f"Firme {n}", offers=tuple(line() for _ in range(random_.randint(2, 4)))) for n in range(size)
    ]


def main() -> None:
    """Build, ask, change, write."""
    short = arguments(__doc__ or "").short
    size, asked = (2_000, 60) if short else (100_000, 500)
    firms = organisations(size + 200)
    start, spent, before = time.perf_counter(), time.process_time(), _peak()
    index = Index(firms[:size])
    built, worked = time.perf_counter() - start, time.process_time() - spent
    random_ = random.Random(SEED + 1)
    with (DATA / "matching" / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        needs = [row["fr"] for row in random_.sample(list(csv.DictReader(stream)), asked + 20)]
    for need in needs[:20]:  # warm
        index.search(need, "fr")
    times, processor = [], []
    for need in needs[20:]:
        start, spent = time.perf_counter(), time.process_time()
        index.search(need, "fr")
        times.append(1_000 * (time.perf_counter() - start))
        processor.append(1_000 * (time.process_time() - spent))
    start = time.perf_counter()
    for firm in firms[size:]:
        index.add([firm])
    added = (time.perf_counter() - start) / 200 * 1_000
    start = time.perf_counter()
    index.remove([str(n) for n in range(1_000)])
    removed = time.perf_counter() - start
    lines = sum(len(f.offers) for f in firms[:size])
    missed = [
        f"{name} ({measured:.0f}, wanted {wanted:,})"
        for name, measured, wanted in (
            ("seconds to index", built, 180),
            ("megabytes", _peak(), 1_500),
            ("milliseconds of a query at p95", float(np.percentile(times, 95)), 20),
        )
        if measured > wanted
    ]
    rows = [
        ("index", f"{built:.0f} s ({worked:.0f} of processor)", "180 s"),
        ("peak memory", f"{_peak():.0f} MB (of which {before:.0f} before)", "1,500 MB"),
        ("query, median", f"{np.median(times):.1f} ms ({np.median(processor):.1f} of processor)", ""),
        ("query, p95", f"{np.percentile(times, 95):.1f} ms ({np.percentile(processor, 95):.1f} of processor)", "20 ms"),
        ("add one organisation", f"{added:.1f} ms", ""),
        ("remove 1,000", f"{removed * 1_000:.0f} ms", ""),
    ]
    text = f"{size:,} organisations, {lines:,} lines.\n\n" + table(("what", "measured", "wanted"), rows)
    text += f"\n\n**Missed**: {', '.join(missed)}." if missed else "\n\nAll that was wanted is met."
    text += f" Other work shared the machine (load {os.getloadavg()[0]:.0f}); the processor's own times stand beside."
    publish("matching", "A hundred thousand organisations", text, short=short)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
