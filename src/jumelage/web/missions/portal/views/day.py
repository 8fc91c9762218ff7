"""One’s own day, on a phone: what comes next, where, who, why; what to say with one tap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jumelage.web.formatting import page_language
from jumelage.web.missions.day.actions import presence as actions
from jumelage.web.missions.day.queries.appointments import cancellation_of, day_version, stop_of
from jumelage.web.missions.day.queries.sheets import own_programme_pdf
from jumelage.web.missions.day.queries.stops import Stop
from jumelage.web.missions.day.rules import Phase
from jumelage.web.missions.day.views.clock import clock_of
from jumelage.web.missions.day.views.own_day import cancelled, day_context, noted, outcome_stated
from jumelage.web.missions.portal.views.home import entered

__all__ = ["my_cancel", "my_day", "my_day_pdf", "my_note", "my_outcome", "my_return"]


def _entered(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Return the context of one's own day; 404 for those who do not meet."""
    context = entered(request, slug, "day")
    if not context["acting"]:
        raise Http404
    context |= clock_of(request, context["mission"])
    context["version"] = day_version(context["mission"], rehearsal=context["moment"].rehearsal)
    return context


def my_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the day: from the network, or from the phone's last copy."""
    context = entered(request, slug, "day")
    if not context["acting"]:
        return redirect("my-mission", slug=slug)
    context = _entered(request, slug)
    context |= day_context(context, request.GET.get("day", ""), context["part"].attendee)
    context["again"] = context["phase"] == Phase.DURING and not context["moment"].rehearsal
    return render(request, "missions/portal/day/day.html", context)


def _stop(context: dict[str, Any], meeting: int) -> Stop:
    version = context["version"]
    found = stop_of(context["mission"], version, context["mine"], context["moment"], meeting) if version else None
    if found is None:
        raise Http404
    return found


@require_POST
def my_note(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Note with one tap that one is there or late, or that those across did not come."""
    context = _entered(request, slug)
    return noted(request, context, _stop(context, meeting), speaker=context["mine"], back=_back(context))


def my_cancel(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Ask for confirmation and name the consequences; then cancel the meeting."""
    context = _entered(request, slug)
    return cancelled(request, context, _stop(context, meeting), back=_back(context))


def my_outcome(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Say what came of a meeting."""
    context = _entered(request, slug)
    return outcome_stated(request, context, _stop(context, meeting), back=_back(context))


@require_POST
def my_return(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Take one's own cancellation back: one comes after all."""
    context = _entered(request, slug)
    found = cancellation_of(context["mission"], meeting, context["mine"], rehearsal=context["moment"].rehearsal)
    if found is None:
        messages.info(request, _("There is no cancellation of yours to take back."))
        return redirect(_back(context))
    try:
        actions.withdraw(request.user, found, moment=context["moment"])
    except actions.MeetingMovedError:
        messages.error(request, _("The programme was changed without this meeting already: call the organisers."))
    else:
        messages.success(request, _("Noted: you come after all. They are told."))
    return redirect(_back(context))


@require_safe
def my_day_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one's own programme."""
    context = _entered(request, slug)
    made = own_programme_pdf(context["version"], context["part"], page_language()) if context["version"] else None
    if made is None:
        raise Http404
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="programme-{page_language()}.pdf"'
    return answer


def _back(context: dict[str, Any]) -> str:
    return reverse("my-day", args=[context["mission"].slug]) + context["keep_at"]
