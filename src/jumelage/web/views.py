"""Pages that belong to no room: the door, the health of the service, what to do when something fails."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from jumelage.web.accounts.landing import first_page

__all__ = ["csrf_failure", "door", "forbidden", "health", "not_found", "server_error", "set_language"]


def door(request: HttpRequest) -> HttpResponse:
    """Lead officers to the missions, participants to theirs."""
    return redirect(first_page(request.user))


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and queue answer and the tables are those of this version, 503 otherwise."""
    from django.db.migrations.executor import MigrationExecutor

    from jumelage.web.jobs.queue import answers

    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if not waiting:
            answers()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "migrate"} if waiting else {"status": "ok"}, status=503 if waiting else 200)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of language, and go back to the page."""
    return django_set_language(request)


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
