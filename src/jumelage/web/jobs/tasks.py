"""The task that the worker takes from the queue."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from jumelage.web.jobs.runner import run

__all__ = ["enqueue", "perform"]


@task()
def perform(job: int) -> None:
    """Run one job."""
    run(job, enqueue)


def enqueue(job: int, wait: dt.timedelta = dt.timedelta()) -> None:
    """Put a job in the queue, at once or after a while, in the caller's transaction."""
    (perform.using(run_after=timezone.now() + wait) if wait else perform).enqueue(job)
