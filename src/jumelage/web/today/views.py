"""The view of the page Today."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.links.forms import STAND_WORDS
from jumelage.web.missions.day.outcome_report import RESULT_WORDS
from jumelage.web.today import queries

__all__ = ["today"]


def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the officer: answers, people who withdrew, mail that failed, agendas, steps, silent links."""
    agencies = list(agencies_edited_by(request.user))
    if not agencies:
        raise PermissionDenied
    context = {"room": "today", "work": queries.work_of(agencies, timezone.now()), "today": timezone.localdate()}
    return render(request, "today/today.html", context | {"results": RESULT_WORDS, "stands": STAND_WORDS})
