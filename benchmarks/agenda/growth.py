"""From 100 to 7,500 required meetings over three days: time and memory to a checked agenda, and a plot.

``python -m benchmarks.agenda.growth [--short]``. Events are made: firms, pairs at random, some absences, tables for a
quarter more than what is needed.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.agenda.report import arguments, memory_mb, publish, table

import jumelage.agenda.methods.search  # noqa: F401  the solvers load before any clock runs
from jumelage.agenda import Meeting, Person, Problem, Progress, Site, check, solve

SIZES = ((30, 100, 20.0), (120, 1_000, 90.0), (735, 7_500, 290.0))
"""Firms, meetings, time limit in seconds."""
DAYS, SLOTS = 3, 16
PLOT = Path(__file__).with_name("growth.svg")


def event(firms: int, meetings: int, seed: int = 0) -> Problem:
    """Make an event."""
    rng, slots = random.Random(seed), DAYS * SLOTS
    people = [
        Person(f"f{n}", unavailable=tuple(sorted(rng.sample(range(slots), rng.choice([0, 0, 2, 4])))))
        for n in range(firms)
    ]
    room = [int((slots - len(person.unavailable)) * 0.75) for person in people]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < meetings:
        one, other = sorted(rng.sample(range(firms), 2))
        if (one, other) not in pairs and room[one] and room[other]:
            pairs[one, other] = None
            room[one] -= 1
            room[other] -= 1
    return Problem(
        slots=slots,
        days=tuple((day * SLOTS, (day + 1) * SLOTS) for day in range(DAYS)),
        sites=(Site("hall", -(-meetings * 5 // (slots * 4))),),
        people=tuple(people),
        meetings=tuple(Meeting(f"m{n}", (f"f{a}", f"f{b}")) for n, (a, b) in enumerate(pairs)),
        objectives=("breaks",),
    )


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__)
    rows, points = [], []
    for firms, meetings, limit in SIZES[:1] if options.short else SIZES:
        problem = event(firms, meetings)
        firsts: list[float] = []

        def watch(line: Progress, firsts: list[float] = firsts) -> None:
            if line.value is not None:
                firsts.append(line.seconds)

        started = time.perf_counter()
        agenda = solve(problem, time_limit=limit, progress=watch)
        wall = time.perf_counter() - started
        report = check(problem, agenda)
        if not report.ok:
            raise AssertionError(report.violations[:3])
        first = firsts[0] if firsts else wall
        points.append((meetings, first))
        rows.append(
            (firms, meetings, f"{first:.1f}", f"{wall:.1f}", agenda.status, report.objective["breaks"], memory_mb())
        )
        print(*rows[-1], flush=True)
    head = ("firms", "meetings", "first agenda (s)", "in all (s)", "status", "breaks", "peak MB so far")
    body = (
        "Every agenda passed the check; time limits of 20, 90 and 290 s, used up to lower the breaks. Only the agenda is "
        "sure here: no bound but zero is known for the breaks.\n\n"
    )
    picture = "" if options.short else "\n\n![Seconds to a first agenda by number of meetings](growth.svg)"
    if not options.short:
        PLOT.write_text(plot(points), encoding="utf-8")
    publish("Growth", body + table(head, rows) + picture, options)


def plot(points: list[tuple[int, float]]) -> str:
    """Draw the seconds to a first agenda against the meetings."""
    width, height, margin = 640, 360, 60
    most, longest = max(m for m, _ in points), max(1.0, *(s for _, s in points))
    xy = [
        (margin + (width - 2 * margin) * m / most, height - margin - (height - 2 * margin) * s / longest)
        for m, s in points
    ]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in xy)
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/><text x="{x:.0f}" y="{y - 10:.0f}" text-anchor="middle">{s:.1f} s</text>'
        f'<text x="{x:.0f}" y="{height - margin + 18}" text-anchor="middle">{m}</text>'
        for (x, y), (m, s) in zip(xy, points, strict=True)
    )
    base = height - margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<path d="M{margin} {margin}V{base}H{width - margin}" fill="none" stroke="#666"/>'
        f'<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/><g fill="#1f5f8b">{marks}</g>'
        f'<text x="{width / 2:.0f}" y="{height - 12}" text-anchor="middle">meetings</text>'
        f'<text x="16" y="{height / 2:.0f}" transform="rotate(-90 16 {height / 2:.0f})" text-anchor="middle">'
        "seconds to a first agenda</text></svg>\n"
    )


if __name__ == "__main__":
    main()
