"""Contracts with what libraries keep to themselves: these fail at an upgrade before anybody's sign-in or job does."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from pathlib import Path

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import jumelage.web
from jumelage.web.jobs.queue import QueueWorker, answers, forget_finished, queued
from jumelage.web.jobs.tasks import enqueue, perform

WEB = Path(jumelage.web.__file__).parent


def test_internals_are_touched_in_one_module_each() -> None:
    used: dict[str, set[str]] = {"allauth internals": set(), "django_tasks_db": set()}
    for path in WEB.rglob("*.py"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(WEB).as_posix()
        if re.search(r"(from|import) allauth[\w.]*\.internal", text):
            used["allauth internals"].add(name)
        if re.search(r"(from|import) django_tasks_db", text):
            used["django_tasks_db"].add(name)
    assert used == {"allauth internals": {"accounts/allauth_internals.py"}, "django_tasks_db": {"jobs/queue.py"}}


def test_the_queue_tells_what_waits_and_forgets_what_ended(db: None) -> None:
    answers()
    enqueue(7)
    enqueue(8, dt.timedelta(minutes=5))
    assert queued(perform.module_path) == {7, 8}
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now() - dt.timedelta(days=2))
    assert queued(perform.module_path) == set()
    forget_finished(dt.timedelta(days=1))
    assert not DBTaskResult.objects.exists()


def test_a_worker_empties_the_queue_and_can_be_told_to_stop(transactional_db: None) -> None:
    enqueue(7)  # of no job: done at once
    asked: list[int] = []
    worker = QueueWorker("w", until_idle=True, asked_to_stop=lambda: asked.append(1))
    worker.run()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    worker.shutdown(15, None)
    worker.stop()
    assert (asked, worker.running) == ([1], False)
    assert {"queue_names", "interval", "batch", "worker_id"} <= set(
        inspect.signature(QueueWorker.__mro__[1]).parameters
    )
