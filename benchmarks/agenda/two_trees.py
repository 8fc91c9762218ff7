"""Two source trees beside each other: what ``jumelage agenda solve`` costs, and whether it answers the same.

``python -m benchmarks.agenda.two_trees OLD/src NEW/src [--short]``. The 20 originals, one process each, the trees in turn
(which goes first alternates too). CPU seconds are those of the process and of every child it waited for, by ``os.wait4``.
Nothing of the old tree has to be installed: it runs with the libraries of this interpreter.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.agenda.report import DATA, arguments, publish, table

LIMIT = 300  # no original needs as much, so that other work on the machine changes the clock and not the CPU
RUN = "from jumelage.cli.main import run; run()"


def solve(source: Path, problem: Path, agenda: Path) -> tuple[str, float, float]:
    """Solve with one tree's command: the answer, the CPU seconds, the seconds."""
    agenda.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-c",
        RUN,
        "agenda",
        "solve",
        str(problem),
        "-o",
        str(agenda),
        "--time-limit",
        str(LIMIT),
    ]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, cwd=agenda.parent)
    _, _, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = 0  # reaped above
    found = json.loads(agenda.read_text(encoding="utf-8"))
    return f"{found['status']} {found['objective'].get('breaks', '–')}", used.ru_utime + used.ru_stime, seconds


def main() -> None:
    """Measure and publish."""
    options = arguments(__doc__, ("old", "new"))
    trees = [Path(options.old).resolve(), Path(options.new).resolve()]
    problems = sorted((DATA / "b2b").glob("*.original.json"))[: 2 if options.short else None]
    rows, cpu, wall, same = [], [0.0, 0.0], [0.0, 0.0], 0
    with tempfile.TemporaryDirectory() as folder:
        for number, problem in enumerate(problems):
            found = {}
            for which in (0, 1) if number % 2 == 0 else (1, 0):
                found[which] = solve(trees[which], problem, Path(folder) / "agenda.json")
                cpu[which] += found[which][1]
                wall[which] += found[which][2]
            same += found[0][0] == found[1][0]
            times = [f"{found[which][part]:.1f}" for part in (1, 2) for which in (0, 1)]
            rows.append((problem.name.removesuffix(".original.json"), found[0][0], found[1][0], *times))
            print(*rows[-1], flush=True)
    change = 100 * (cpu[1] / cpu[0] - 1)
    body = (
        f"`jumelage agenda solve`, {LIMIT} s each, the trees in turn: the new one takes {change:+.1f} % CPU seconds in sum "
        f"({cpu[0]:.1f} before, {cpu[1]:.1f} now; {wall[0]:.1f} s and {wall[1]:.1f} s by the clock; the start of the command, "
        f"about a second each, is part of both). {same} of {len(rows)} answers are the same.\n\n"
    )
    head = ("original", "old", "new", "old CPU s", "new CPU s", "old s", "new s")
    publish("Two source trees", body + table(head, rows), options)


if __name__ == "__main__":
    main()
