"""Pages that belong to no room: the home address, the health of the service, what to do when something fails."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from jumelage.web.accounts.landing import first_page
from jumelage.web.guides import HOME, guide, guide_picture
from jumelage.web.middleware import is_local
from jumelage.web.service.health import measure
from jumelage.web.service.health import metrics as metric_lines

__all__ = [
    "csrf_failure",
    "forbidden",
    "health",
    "home",
    "metrics",
    "not_found",
    "server_error",
    "set_language",
    "show_guide",
    "show_guide_picture",
]


def home(request: HttpRequest) -> HttpResponse:
    """Lead officers to the missions, participants to theirs."""
    return redirect(first_page(request.user))


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the service does its work, else 503 with what keeps it from it."""
    try:
        problems = measure().problems
    except DatabaseError:
        problems = ["no database"]
    status = {"status": problems[0], "problems": problems} if problems else {"status": "ok"}
    return JsonResponse(status, status=503 if problems else 200)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer programs that watch the service: on this machine, or with the token of the settings."""
    token = settings.ENVIRONMENT.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (is_local(request) or (token and constant_time_compare(given, token))):
        raise Http404
    try:
        lines = list(metric_lines(measure()))
    except DatabaseError:
        lines = ["jumelage_healthy 0\n"]
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of language, and go back to the page."""
    return django_set_language(request)


@login_not_required
@require_safe
def show_guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of the guides in the reader's language: what the *?* of a page opens."""
    found = guide(name, request.LANGUAGE_CODE)
    if found is None:
        raise Http404
    return render(request, "guide.html", {"guide": found, "is_home": name == HOME, "room": "guides"})


@login_not_required
@require_safe
def show_guide_picture(request: HttpRequest, path: str) -> HttpResponse:
    """Send a picture of the guides."""
    found = guide_picture(path)
    if found is None:
        raise Http404
    return HttpResponse(found[0], content_type=found[1], headers={"Cache-Control": "max-age=86400"})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say who may, and what to do."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or came from elsewhere, and what to do."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say where to look."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is not the reader's fault. No database is asked: it may be what failed."""
    return HttpResponse(render_to_string("500.html", {"csp_nonce": ""}), status=500)
