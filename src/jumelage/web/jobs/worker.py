"""A worker: takes jobs from the queue while a second thread beats, sends mail and runs what is periodic."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time

from django.db import DatabaseError, close_old_connections, connection, connections

from jumelage.web.jobs.heartbeat import beat, become_worker, leave, stopping
from jumelage.web.jobs.periodic import sweep_due
from jumelage.web.jobs.queue import QueueWorker
from jumelage.web.jobs.rules import BEAT, wait_after_failure

__all__ = ["work"]

LOG = logging.getLogger(__name__)
GRACE = 8.0  # seconds that a running job has to stop or finish once the worker is asked to end


def work(*, until_idle: bool = False, with_parent: int | None = None) -> str:
    """Work until asked to stop (SIGTERM, Ctrl+C); where the database stops answering, wait and begin again.

    Parameters
    ----------
    until_idle
        Do what waits, one round of what is periodic, and return.
    with_parent
        End when this process, which started this one, has ended.

    Returns
    -------
    str
        The name of the worker.
    """
    stopping.clear()
    name = become_worker()
    queue = QueueWorker(name, until_idle=until_idle, asked_to_stop=lambda: _stop(queue))
    at_main = threading.current_thread() is threading.main_thread()
    if at_main:
        queue.configure_signals()
    beside = threading.Thread(target=_beside, args=(queue, with_parent), daemon=True)
    try:
        if until_idle:
            beat()
            queue.run()
            sweep_due()
            queue.run()  # what the sweeps have asked for
        else:
            beside.start()
            _run_through_failures(queue)
    finally:
        stopping.set()
        if beside.is_alive():
            beside.join(timeout=GRACE)
        with contextlib.suppress(DatabaseError):
            leave()
        if at_main:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    return name


def _stop(queue: QueueWorker) -> None:
    """Asked once: let what runs stop or finish, within ``GRACE``. Asked twice: end at once."""
    if stopping.is_set():
        sys.exit(1)
    stopping.set()
    queue.stop()
    late = threading.Timer(GRACE, os._exit, (1,))  # a job that does not look is taken up again by another worker
    late.daemon = True
    late.start()


def _run_through_failures(queue: QueueWorker) -> None:
    """Run the queue; after each failure of the database wait a little longer, then connect anew."""
    failures = 0
    while not stopping.is_set():
        begun = time.monotonic()
        try:
            queue.run()
            return
        except DatabaseError as error:
            failures = 1 if time.monotonic() - begun > 60 else failures + 1
            wait = wait_after_failure(failures)
            LOG.warning(
                "the database does not answer, next try in %.0f s: %s", wait, " ".join(str(error).split())[:200]
            )
            connections.close_all()
            become_worker()  # what ran under the former name is taken for a dead worker's
            stopping.wait(wait)


def _beside(queue: QueueWorker, parent: int | None) -> None:
    """Beat and sweep while jobs run: mail and reminders do not wait for a long computation."""
    heard, failures = 0.0, 0
    try:
        while not stopping.wait(1.0 if not failures else wait_after_failure(failures)):
            try:
                close_old_connections()
                if not heard or time.monotonic() - heard >= BEAT.total_seconds():
                    beat()
                    heard = time.monotonic()
                sweep_due()
                failures = 0
            except DatabaseError:
                failures += 1  # the queue's own thread has logged it
                connection.close()
            except Exception:
                LOG.exception("a turn of the worker failed")
            if parent is not None and os.getppid() != parent:
                stopping.set()
                queue.stop()
    finally:
        connection.close()
