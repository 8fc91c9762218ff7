"""Work under way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from jumelage.web.api.shapes import JobShape, Text
from jumelage.web.jobs import actions, queries

__all__ = ["job_shape", "router"]

router = Router(tags=["jobs"])


def job_shape(row: Any) -> JobShape:
    """Say how far a job is."""
    names = ("id", "kind", "subject", "state", "progress", "result")
    return JobShape(**{n: getattr(row, n) for n in names}, problem=Text(**row.problem) if row.problem else None)


@router.get("/jobs/{job}", response=JobShape, url_name="job", openapi_extra={"x-fr": "Dire où en est un travail."})
def job(request: HttpRequest, job: int) -> Any:
    """Say how far a job is."""
    return job_shape(get_object_or_404(queries.visible_to(request.user), pk=job))


@router.post(
    "/jobs/{job}/cancel",
    response={202: JobShape},
    url_name="job-cancel",
    openapi_extra={"x-fr": "Demander l’arrêt d’un travail ; il garde ce qu’il a de mieux."},
)
def cancel(request: HttpRequest, job: int) -> Any:
    """Ask a job to stop; it keeps the best that it has."""
    row = get_object_or_404(queries.visible_to(request.user), pk=job)
    actions.cancel(request.user, row)
    row.refresh_from_db()
    return Status(202, job_shape(row))
