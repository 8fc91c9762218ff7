"""Every feature of the format mixed at random, with an agenda by construction: one is found, and it holds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jumelage.agenda import check, problem_document, solve

mixed_problem = pytest.importorskip("benchmarks.agenda.mixed_problems").mixed_problem


@pytest.mark.parametrize("seed", range(8))
def test_there_is_always_an_agenda(seed: int) -> None:
    problem, _ = mixed_problem(seed, most_people=15)
    found = solve(problem, time_limit=3)
    assert found.exists
    assert check(problem, found).ok
    assert found.seconds < 30


@pytest.mark.slow
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_the_best_agenda_is_written_when_interrupted(asked: signal.Signals, tmp_path: Path) -> None:
    problem, _ = mixed_problem(26)
    source, target = tmp_path / "problem.json", tmp_path / "agenda.json"
    source.write_text(json.dumps(problem_document(problem)))
    command = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "agenda", "solve", str(source)]
    process = subprocess.Popen(
        [*command, "-o", str(target), "--time-limit", "300"], env={**os.environ}, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    process.stderr.readline()  # it has begun
    time.sleep(5)
    process.send_signal(asked)
    assert process.wait(timeout=30) == 0
    process.stderr.close()
    assert json.loads(target.read_text())["status"] in ("feasible", "optimal")
