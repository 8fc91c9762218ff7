"""A worker: takes jobs from the queue, and beside them does what is periodic and says that it is there."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from types import FrameType

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from jumelage.web.jobs.periodic import sweep_due
from jumelage.web.jobs.presence import become_worker, leaving
from jumelage.web.jobs.rules import BEAT
from jumelage.web.jobs.upkeep import beat, leave

__all__ = ["work"]

LOG = logging.getLogger(__name__)
INTERVAL = 0.5  # seconds between two looks at the queue


class _Queue(QueueWorker):
    """Asked to end, finishes what cannot stop, hands back what can, takes nothing new; asked twice, ends at once."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if leaving.is_set():
            sys.exit(1)
        self.leave()

    def leave(self) -> None:
        leaving.set()
        self.running = False


def work(*, until_idle: bool = False, with_parent: int | None = None) -> str:
    """Work until asked to end (SIGTERM, Ctrl+C).

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
    name = become_worker()
    beat()
    queue = _Queue(
        queue_names=["*"], interval=INTERVAL, batch=until_idle, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=name[:64], excluded_queue_names=[],
    )  # fmt: skip
    if threading.current_thread() is threading.main_thread():
        queue.configure_signals()
    beside = threading.Thread(target=_beside, args=(queue, with_parent), daemon=True)
    try:
        if not until_idle:
            beside.start()
        queue.run()
        if until_idle:
            sweep_due()
            queue.run()  # what the sweeps have asked for
    finally:
        leaving.set()
        if beside.is_alive():
            beside.join(timeout=30)
        leave()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    return name


def _beside(queue: _Queue, parent: int | None) -> None:
    """Beat and sweep while jobs run: mail and reminders do not wait for a long computation."""
    heard = 0.0
    try:
        while not leaving.wait(1.0):
            try:
                close_old_connections()
                if time.monotonic() - heard >= BEAT.total_seconds():
                    beat()
                    heard = time.monotonic()
                sweep_due()
            except Exception:
                LOG.exception("a turn of the worker failed")
            if parent is not None and os.getppid() != parent:
                queue.leave()
    finally:
        connection.close()
