"""The search in a thread of its own, so that its time limit and interruptions hold whatever a solver is doing."""

from __future__ import annotations

from threading import Thread

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.methods.search import search

__all__ = ["NAME", "search_in_time"]

NAME = "agenda search"
GRACE = 0.5
"""Seconds that a search has to come back after its time, or after it was asked to stop."""


def search_in_time(run: Run) -> Outcome:
    """Search; past the time limit, or when interrupted, the incumbent is the answer."""
    found: list[Outcome] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(search(run))
        except BaseException as error:  # raised again in the thread that asked
            failed.append(error)

    worker = Thread(target=work, name=NAME, daemon=True)
    worker.start()
    try:
        worker.join(run.clock.left + GRACE)
        run.clock.stop.ask()
        worker.join(GRACE / 2)
    except KeyboardInterrupt:
        run.clock.stop.ask()
        worker.join(GRACE)
    if failed:
        raise failed[0]
    return found[0] if found else Outcome(run.incumbent.schedule)
