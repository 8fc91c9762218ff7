"""What is read about jobs."""

from __future__ import annotations

from django.db.models import QuerySet

from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.rules import OVER

__all__ = ["latest", "under_way", "visible_to"]


def visible_to(user: AnyUser) -> QuerySet[Job]:
    """Return the jobs of the person's agencies."""
    return Job.objects.filter(agency__in=agencies_visible_to(user)).select_related("asked_by")


def latest(agency: Agency, kind: str, subject: str) -> Job | None:
    """Return the last job of a kind on a subject."""
    return Job.objects.filter(agency=agency, kind=kind, subject=subject).first()


def under_way(agency: Agency, kind: str, subject: str) -> Job | None:
    """Return the job of a kind that waits or runs on a subject."""
    return Job.objects.filter(agency=agency, kind=kind, subject=subject).exclude(state__in=OVER).first()
