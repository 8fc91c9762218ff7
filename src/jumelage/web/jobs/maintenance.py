"""Keep the queue sound: jobs of dead workers, jobs that lost their place, traces that are too old."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelage.web.jobs.models import Job, Worker
from jumelage.web.jobs.performing import hand_back
from jumelage.web.jobs.presence import this_worker
from jumelage.web.jobs.rules import SILENCE, JobState

__all__ = ["beat", "forget_old_traces", "leave", "take_up_again", "workers_alive"]

FORGOTTEN = dt.timedelta(days=7)
LOST = dt.timedelta(minutes=2)


def beat() -> None:
    """Say that this worker is there."""
    Worker.objects.update_or_create(name=this_worker(), defaults={"seen_at": timezone.now()})


def leave() -> None:
    """Say that this worker is gone."""
    Worker.objects.filter(name=this_worker()).delete()


def workers_alive() -> list[str]:
    """Name the workers that were heard of lately."""
    return list(Worker.objects.filter(seen_at__gt=timezone.now() - SILENCE).values_list("name", flat=True))


def take_up_again() -> None:
    """Give jobs whose worker died to another or let them fail with words; queue those that lost their place."""
    Worker.objects.filter(seen_at__lte=timezone.now() - SILENCE).delete()
    orphans = Job.objects.filter(state=JobState.RUNNING).exclude(worker="").exclude(worker__in=workers_alive())
    for job in orphans:
        hand_back(job, dead=True)
    _queue_the_lost()


def _queue_the_lost() -> None:
    """Queue waiting jobs that no task speaks of (a restored copy brings jobs, not the queue)."""
    from jumelage.web.jobs.tasks import perform

    waiting = Job.objects.filter(state=JobState.WAITING, asked_at__lte=timezone.now() - LOST).values_list(
        "pk", flat=True
    )
    if not waiting:
        return
    coming = DBTaskResult.objects.filter(task_path=perform.module_path, status__in=["READY", "RUNNING"])
    queued = {given["args"][0] for given in coming.values_list("args_kwargs", flat=True)}
    for pk in set(waiting) - queued:
        perform.enqueue(pk)


def forget_old_traces() -> None:
    """Remove what the queue keeps of tasks that ended, and of those that a dead worker left."""
    before = timezone.now() - FORGOTTEN
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    DBTaskResult.objects.filter(status="RUNNING", started_at__lt=before).delete()
