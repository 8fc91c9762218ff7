"""Work under way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from jumelage.web.api.schemas import JobSchema
from jumelage.web.jobs import actions, queries

__all__ = ["router"]

router = Router(tags=["jobs"])


@router.get("/jobs/{job}", response=JobSchema, url_name="job", openapi_extra={"x-fr": "Dire où en est un travail."})
def job(request: HttpRequest, job: int) -> Any:
    """Say how far a job is."""
    return get_object_or_404(queries.visible_to(request.user), pk=job)


@router.post(
    "/jobs/{job}/cancel",
    response={202: JobSchema},
    url_name="job-cancel",
    openapi_extra={"x-fr": "Demander l’arrêt d’un travail ; il garde ce qu’il a de mieux."},
)
def cancel(request: HttpRequest, job: int) -> Any:
    """Ask a job to stop; it keeps the best that it has."""
    row = get_object_or_404(queries.visible_to(request.user), pk=job)
    actions.cancel(request.user, row)
    row.refresh_from_db()
    return Status(202, row)
