"""The search in a thread of its own, so that its time limit and interruptions hold whatever a solver is doing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.methods.search import search
from jumelage.agenda.model.progress import Progress

__all__ = ["NAME", "search_in_time"]

NAME = "agenda search"
GRACE = 0.5
"""Seconds that a search has to come back after its time, or after it was asked to stop."""


def search_in_time(run: Run) -> Outcome:
    """Search; past the time limit, or when interrupted, the incumbent is the answer.

    Progress is reported from the calling thread.
    """
    lines: SimpleQueue[Progress | None] = SimpleQueue()
    found: list[Outcome] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(search(replace(run, report=lines.put)))
        except BaseException as error:  # raised again in the thread that asked
            failed.append(error)
        lines.put(None)

    worker = Thread(target=work, name=NAME, daemon=True)
    worker.start()
    try:
        _report(run, lines)
        run.clock.stop.ask()
        worker.join(GRACE / 2)
    except KeyboardInterrupt:
        run.clock.stop.ask()
        worker.join(GRACE)
    if failed:
        raise failed[0]
    return found[0] if found else Outcome(run.incumbent.schedule)


def _report(run: Run, lines: SimpleQueue[Progress | None]) -> None:
    """Report each line until the search ends or its time is over."""
    with suppress(Empty):
        while (line := lines.get(timeout=run.clock.left + GRACE)) is not None:
            run.report(line)
