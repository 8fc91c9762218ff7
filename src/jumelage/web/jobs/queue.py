"""Adapter to django-tasks-db: the only module that uses its internals (pinned by ``tests/web/test_queue.py``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import FrameType

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

__all__ = ["QueueWorker", "answers", "forget_finished", "queued"]

INTERVAL = 0.5  # seconds between two looks at the queue
WAITING, RUNNING = "READY", "RUNNING"


class QueueWorker(Worker):
    """Takes tasks from the queue until told to stop; ``asked_to_stop`` is called at SIGTERM and Ctrl+C."""

    def __init__(self, name: str, *, until_idle: bool, asked_to_stop: Callable[[], None]) -> None:
        super().__init__(
            queue_names=["*"], interval=INTERVAL, batch=until_idle, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=name[:64], excluded_queue_names=[],
        )  # fmt: skip
        self._asked_to_stop = asked_to_stop

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Answer a signal."""
        self._asked_to_stop()

    def stop(self) -> None:
        """Take nothing new."""
        self.running = False


def answers() -> None:
    """Read the queue (``DatabaseError`` where it does not answer)."""
    DBTaskResult.objects.ready().first()


def queued(task_path: str) -> set[int]:
    """Return the first argument of every task of a function that waits or runs."""
    coming = DBTaskResult.objects.filter(task_path=task_path, status__in=[WAITING, RUNNING])
    return {given["args"][0] for given in coming.values_list("args_kwargs", flat=True)}


def forget_finished(older_than: dt.timedelta) -> None:
    """Remove the traces of tasks that ended long ago, and of those that a dead worker left."""
    before = timezone.now() - older_than
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    DBTaskResult.objects.filter(status=RUNNING, started_at__lt=before).delete()
