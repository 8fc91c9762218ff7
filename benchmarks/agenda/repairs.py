"""Repair of the 302-meeting forum after one person loses two slots in which they meet: moves proved fewest, and how soon.

``python -m benchmarks.agenda.repairs [--short]``. Beside it: solving afresh, and how many meetings that moves. Events
after which no agenda exists (the person then has fewer slots than required meetings) are counted apart.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace

from benchmarks.agenda.report import DATA, arguments, publish, table

import jumelage.agenda.methods.search  # noqa: F401  the solvers load before any clock runs
from jumelage.agenda import Agenda, Problem, check, read_problem, repair, solve

EVENTS, LIMIT = 30, 10.0


def event(problem: Problem, agenda: Agenda, rng: random.Random) -> tuple[Problem, str]:
    """Let a person lose two of the slots in which they meet."""
    asked = {meeting.id: meeting for meeting in problem.meetings}
    number = rng.randrange(len(problem.people))
    person = problem.people[number]
    busy = sorted(p.slot for p in agenda.meetings if person.id in asked[p.id].people)
    lost = rng.sample(busy, min(2, len(busy)))
    changed = replace(person, unavailable=tuple(sorted({*person.unavailable, *lost})))
    return replace(problem, people=(*problem.people[:number], changed, *problem.people[number + 1 :])), person.id


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__)
    name = "forumt-14.original" if options.short else "forum-14.original"
    problem = read_problem(DATA / "b2b" / f"{name}.json")
    published = solve(problem, time_limit=120)
    rng, rows, seconds, cannot = random.Random(7), [], [], 0
    held = {p.id: p.slot for p in published.meetings}
    began = time.perf_counter()
    while len(rows) < (2 if options.short else EVENTS) and time.perf_counter() - began < options.minutes * 60:
        changed, person = event(problem, published, rng)
        started = time.perf_counter()
        mended = repair(changed, published, time_limit=LIMIT)
        took = time.perf_counter() - started
        if not mended.exists:
            cannot += 1
            continue
        if not check(changed, mended).ok:
            raise AssertionError(person)
        afresh = ""
        if len(rows) < 2:
            other = solve(changed, time_limit=20)
            afresh = str(sum(held[p.id] != p.slot for p in other.meetings)) if other.exists else "none found"
        seconds.append(took)
        moved = len(mended.moved or ())
        rows.append((person, moved, mended.status, mended.objective["breaks"], f"{took:.2f}", afresh))
        print(*rows[-1], flush=True)
    proved = sum(row[2] == "optimal" for row in rows)
    body = (
        f"`{name}`, {len(rows)} seeded events ({cannot} more left no agenda and were said so): everything proved in "
        f"{proved}; median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s; "
        f"{min(r[1] for r in rows)} to {max(r[1] for r in rows)} meetings moved.\n\n"
    )
    head = ("person", "moved", "status", "breaks", "seconds", "moved when solved afresh")
    publish("Repair", body + table(head, rows), options)


if __name__ == "__main__":
    main()
