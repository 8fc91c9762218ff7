"""Random problems that mix every feature: is there an agenda within two seconds, and does it hold?

``python -m benchmarks.agenda.mixed [--short] [--minutes M]``. Each problem has an agenda by construction
(:mod:`benchmarks.agenda.mixed_problems`) and goes through the function that ``jumelage agenda solve`` calls.
"""

from __future__ import annotations

import time
from collections import Counter

from benchmarks.agenda.mixed_problems import mixed_problem
from benchmarks.agenda.report import arguments, publish

from jumelage.agenda import check, solve

COUNT, LIMIT = 2_000, 2.0


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__)
    statuses: Counter[str] = Counter()
    missed, waits, late, began = [], [], 0, time.perf_counter()
    for seed in range(20 if options.short else COUNT):
        if time.perf_counter() - began > options.minutes * 60:
            break
        problem, _ = mixed_problem(seed)
        first: list[float] = []
        started = time.perf_counter()
        found = solve(problem, time_limit=LIMIT, progress=lambda line, first=first: first.append(line.seconds))
        late += time.perf_counter() - started > LIMIT + 1
        statuses[found.status] += 1
        waits += first[:1]
        if not found.exists or not check(problem, found).ok:
            missed.append(f"{seed} ({found.status})")
    measured = sum(statuses.values())
    waits.sort()
    body = (
        f"{measured - len(missed)} of {measured} problems (asked for: {COUNT}) have an agenda that passes the check, with "
        f"{LIMIT:.0f} s each: {', '.join(f'{count} {name}' for name, count in sorted(statuses.items()))}. "
        f"Missed: {', '.join(missed) or 'none'}. Over the limit by more than 1 s: {late}. First agenda: median "
        f"{waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s of wall time."
    )
    publish("Every feature mixed", body, options)


if __name__ == "__main__":
    main()
