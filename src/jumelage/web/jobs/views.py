"""How far a job is: a page, the part of it that refreshes itself, and the button that stops it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jumelage.web.jobs import actions, queries

__all__ = ["cancel", "job", "progress"]

STOP_ASKING = 286
"""The status at which htmx stops polling."""


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one job."""
    return render(request, "jobs/job.html", {"job": _found(request, pk), "room": "jobs"})


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed since the page last asked; tell it to stop asking once the job is over."""
    found, seen = _found(request, pk), request.GET.get("seen", "")
    if found.seen == seen and not found.over:
        return HttpResponse(status=204)
    announced = seen.partition(":")[0] != found.state
    answer = render(request, "jobs/changed.html", {"job": found, "announced": announced})
    if found.over:
        answer.status_code = STOP_ASKING
        answer.headers["HX-Trigger"] = "job-over"
        if "reload" in request.GET:
            answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask it to stop, and go back to where the button was."""
    found = _found(request, pk)
    actions.cancel(request.user, found)
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back) if back and here else redirect("job", pk)


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)
