"""One problem in its own process, so that it can be stopped at any moment, with what was found by then.

The time is cut in rounds, each longer than the one before; when somebody stops, the best agenda of the rounds that
ended is kept. Standard input: a JSON line. Standard output: a JSON line for each step of progress, then the agenda.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from jumelage.agenda.explain.moves import moves
from jumelage.agenda.model.objectives import named
from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Progress, Report
from jumelage.agenda.model.result import Agenda
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.serialisation import from_document, to_document

__all__ = ["better", "solve_apart"]

FIRST, SECOND = 3.0, 0.25
"""The first round lasts some seconds, the second a share of the time, the last what is left."""
LOOK = 0.25  # seconds between two looks at whether to stop
GRACE = 120.0  # seconds for the process to start and to write, also on a busy machine


def solve_apart(
    problem: Problem,
    *,
    published: Agenda | None = None,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Report | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Agenda | None:
    """Solve a problem, or repair a published agenda, in a process of its own.

    Parameters
    ----------
    problem, time_limit, workers, seed
        As for :func:`jumelage.agenda.solve`.
    published
        Repair this agenda (:func:`jumelage.agenda.repair`) in place of solving from nothing.
    progress, stopped
        Both are called from the calling thread: each step, and every quarter of a second.

    Returns
    -------
    Agenda or None
        The best agenda found; None when it was stopped before there was any.
    """
    started, best = time.monotonic(), None
    for limit in _rounds(time_limit, published is not None):
        asked = {
            "problem": to_document(problem),
            "published": to_document(published) if published else None,
            "time_limit": limit,
            "workers": workers,
            "seed": seed,
        }
        found = _round(asked, _since(started, time_limit, progress), stopped)
        if found is None:
            return best
        if best is None or not best.exists or (found.exists and better(problem, found, best)):
            best = replace(found, extra={"moves": moves(problem, published, found)}) if published else found
        if best.status in ("optimal", "infeasible"):
            break
    return best


def better(problem: Problem, one: Agenda, other: Agenda) -> bool:
    """Tell whether an agenda is better than another for the problem's objectives, in their order."""
    return _figures(problem, one) < _figures(problem, other)


def _figures(problem: Problem, agenda: Agenda) -> list[int]:
    return [objective.cost(agenda.objective.get(objective.name, 0)) for objective in named(problem.objectives)]


def _rounds(limit: float, repairing: bool) -> Iterator[float]:
    if repairing or limit <= 2 * FIRST:
        yield limit
        return
    second = (limit - FIRST) * SECOND
    yield from (FIRST, second, limit - FIRST - second)


def _since(started: float, limit: float, progress: Report | None) -> Report:
    """Count time from the first round."""

    def tell(line: Progress) -> None:
        if progress is not None:
            spent = time.monotonic() - started
            progress(replace(line, seconds=spent, share=min(1.0, spent / limit) if limit else 1.0))

    return tell


def _round(asked: dict[str, Any], tell: Report, stopped: Callable[[], bool]) -> Agenda | None:
    """Run one round; None when it was stopped."""
    command = [sys.executable, "-m", "jumelage.agenda.process_worker"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )
    lines: SimpleQueue[str | None] = SimpleQueue()
    reader = Thread(target=_read, args=(process, json.dumps(asked), lines), daemon=True)
    reader.start()
    end = time.monotonic() + float(asked["time_limit"]) + GRACE
    try:
        while not stopped():
            try:
                line = lines.get(timeout=LOOK)
            except Empty:
                if time.monotonic() > end:
                    break
                continue
            if line is None:
                break
            said = json.loads(line)
            if "agenda" in said:
                return from_document(Agenda, said["agenda"])
            tell(from_document(Progress, said))
        else:
            return None
    finally:
        _kill(process)
        reader.join(timeout=5)
        if process.stdout is not None:
            process.stdout.close()
    raise NoResultError(
        Bilingual(
            fr="La recherche s'est arrêtée avant la fin. Recommencez, avec moins de temps si la machine manque de mémoire.",
            en="The search stopped before its end. Try again, with less time if the machine is short of memory.",
        )
    )


def _read(process: subprocess.Popen[str], asked: str, lines: SimpleQueue[str | None]) -> None:
    with suppress(BrokenPipeError, ValueError):
        if process.stdin and process.stdout:
            process.stdin.write(asked)
            process.stdin.close()
            for line in process.stdout:
                lines.put(line)
    lines.put(None)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the process and those that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
