"""Enqueue and cancel jobs within the caller's transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.rules import OVER, JobState
from jumelage.web.jobs.tasks import enqueue

__all__ = ["ask", "cancel"]


@transaction.atomic
def ask(agency: Agency, user: AnyUser | None, kind: str, subject: str, **payload: Any) -> Job:
    """Enqueue a job; one of its kind that already waits or runs on the subject is returned instead.

    Parameters
    ----------
    agency, user
        For whom; the calling action has checked that the person may.
    kind, subject
        Which handler, on what: ``agenda.solve``, ``mission:12``.
    payload
        Plain values (JSON) that the handler gets.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)  # two people who ask at once get one job
    same = Job.objects.filter(agency=agency, kind=kind, subject=subject).exclude(state__in=OVER).first()
    if same is not None:
        return same
    job = Job.objects.create(agency=agency, kind=kind, subject=subject, payload=payload, asked_by=author(user))
    enqueue(job.pk)
    return job


@transaction.atomic
def cancel(user: AnyUser, job: Job) -> None:
    """Ask a job to stop; one that still waits is over at once."""
    require_editor(user, job.agency)
    Job.objects.filter(pk=job.pk).exclude(state__in=OVER).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.CANCELLED, finished_at=timezone.now())
