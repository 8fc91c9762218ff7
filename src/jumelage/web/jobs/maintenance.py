"""Periodic maintenance of the queue: jobs of dead workers, jobs without a task, old traces."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from jumelage.web.jobs.heartbeat import workers_alive
from jumelage.web.jobs.models import Job, Worker
from jumelage.web.jobs.queue import forget_finished, queued
from jumelage.web.jobs.rules import JobState
from jumelage.web.jobs.runner import hand_back
from jumelage.web.jobs.tasks import enqueue, perform

__all__ = ["forget_old_traces", "take_up_again"]

FORGOTTEN = dt.timedelta(days=7)
LOST = dt.timedelta(minutes=2)


def take_up_again() -> None:
    """Requeue or fail the jobs of dead workers; queue waiting jobs without a task (a restored copy has none)."""
    now = timezone.now()
    Worker.objects.exclude(name__in=workers_alive()).delete()
    orphans = Job.objects.filter(state=JobState.RUNNING).exclude(worker="").exclude(worker__in=workers_alive())
    for job in orphans:
        hand_back(job, enqueue, dead=True)
    waiting = set(Job.objects.filter(state=JobState.WAITING, asked_at__lte=now - LOST).values_list("pk", flat=True))
    for pk in waiting - queued(perform.module_path) if waiting else ():
        enqueue(pk)


def forget_old_traces() -> None:
    """Remove what the queue keeps of tasks for longer than a week."""
    forget_finished(FORGOTTEN)
