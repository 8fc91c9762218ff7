"""The page of a survey letter: it shows first, and only a button answers; its link serves once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.links import actions, queries
from jumelage.web.links.forms import WaveForm
from jumelage.web.links.letters import read_wave
from jumelage.web.missions.people.letters import address_print

__all__ = ["aside", "wave"]


@login_not_required
def wave(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions of a letter to whoever holds it; a button sends the answers, another stops the letters."""
    read = read_wave(token)
    found = queries.wave_of(read[0]) if read else None
    if read is None or found is None or address_print(found.participant.email) != read[1]:
        return render(request, "links/wave_over.html", status=404)
    person = found.participant
    with translation.override(request.COOKIES.get("django_language") or person.language):
        context = {"wave": found, "part": person, "mission": person.mission, "tab": "now"}
        if found.answered_at is not None:
            return render(request, "links/wave_answered.html", context | {"again": True})
        if request.method == "POST" and "stop" in request.POST:
            actions.stop_waves(found)
            return render(request, "links/wave_answered.html", context | {"stopped": True})
        form = WaveForm(queries.asked_of(found), request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.answer_wave(found, form.answers(), form.cleaned_data["obstacle"], timezone.now())
            except actions.AlreadyAnsweredError:
                return render(request, "links/wave_answered.html", context | {"again": True})
            return render(request, "links/wave_answered.html", context)
        status = 422 if form.is_bound else 200
        return render(request, "links/wave.html", context | {"form": form}, status=status)


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer off what waits for the officers."""
    found = queries.wave_of(pk)
    if found is None or not agencies_edited_by(request.user).filter(pk=found.participant.mission.agency_id).exists():
        raise Http404
    actions.put_aside(request.user, found, timezone.now())
    messages.success(request, _("The answer is put aside; it stays in the report."))
    return redirect("today")
