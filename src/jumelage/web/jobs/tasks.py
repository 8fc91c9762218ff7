"""What the worker takes from the queue."""

from __future__ import annotations

from django_tasks import task

from jumelage.web.jobs.actions import run

__all__ = ["perform"]


@task()
def perform(job: int) -> None:
    """Do one job."""
    run(job)
