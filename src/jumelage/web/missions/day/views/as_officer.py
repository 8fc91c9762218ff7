"""A participant's day as an officer sees it: the same page, what is pressed on it is noted in the agency's name."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jumelage.web.missions.day.queries.appointments import cancellation_of, stop_of
from jumelage.web.missions.day.queries.choices import organisation_of
from jumelage.web.missions.day.queries.stops import Stop
from jumelage.web.missions.day.views.board import open_day, take_back
from jumelage.web.missions.day.views.own_day import cancelled, day_context, noted, outcome_stated

__all__ = ["day_as", "day_as_cancel", "day_as_note", "day_as_return", "outcome_for"]

FRAME = "missions/portal/day/preview_frame.html"


def _opened(request: HttpRequest, slug: str, code: str, *, edit: bool = False) -> dict[str, Any]:
    context = open_day(request, slug, edit=edit)
    organisation = organisation_of(context["mission"], code)
    if organisation is None:
        raise Http404
    return context | {"mine": organisation, "preview": True, "acting": False, "frame": FRAME}


def _stop(context: dict[str, Any], meeting: int) -> Stop:
    version = context["version"]
    found = stop_of(context["mission"], version, context["mine"], context["moment"], meeting) if version else None
    if found is None:
        raise Http404
    return found


def _back(context: dict[str, Any]) -> str:
    return reverse("day-as", args=[context["mission"].slug, context["mine"].code]) + context["keep_at"]


def day_as(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show an organisation's day as its people see it."""
    context = _opened(request, slug, code)
    context |= day_context(context, request.GET.get("day", ""), "")
    return render(request, "missions/portal/day/day.html", context)


@require_POST
def day_as_note(request: HttpRequest, slug: str, code: str, meeting: int) -> HttpResponse:
    """Note a presence from that page."""
    context = _opened(request, slug, code, edit=True)
    return noted(request, context, _stop(context, meeting), speaker=None, back=_back(context))


def day_as_cancel(request: HttpRequest, slug: str, code: str, meeting: int) -> HttpResponse:
    """Cancel a meeting in an organisation's place."""
    context = _opened(request, slug, code, edit=True)
    return cancelled(request, context, _stop(context, meeting), back=_back(context))


@require_POST
def day_as_return(request: HttpRequest, slug: str, code: str, meeting: int) -> HttpResponse:
    """Take a cancellation back in an organisation's place."""
    context = _opened(request, slug, code, edit=True)
    found = cancellation_of(context["mission"], meeting, context["mine"], rehearsal=context["moment"].rehearsal)
    if found is not None:
        take_back(request, context, found)
    return redirect(_back(context))


def outcome_for(request: HttpRequest, slug: str, meeting: int, code: str) -> HttpResponse:
    """Say what came of a meeting in an organisation's place."""
    context = _opened(request, slug, code, edit=True)
    back = reverse("outcomes", args=[slug]) + context["keep_at"]
    return outcome_stated(request, context, _stop(context, meeting), back=back)
