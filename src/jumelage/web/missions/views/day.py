"""The day of a participant, on a phone: what comes next, where, who, why; what to say with one tap."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jumelage.web.formatting import page_language
from jumelage.web.missions.actions import day as actions
from jumelage.web.missions.actions.outcomes import say_outcome
from jumelage.web.missions.day_rules import Phase
from jumelage.web.missions.forms.day import CancelForm, NoteForm
from jumelage.web.missions.forms.outcomes import RESULT_WORDS, OutcomeForm
from jumelage.web.missions.queries.day import Stop, cancellation_of, day_of, day_version, stop_of
from jumelage.web.missions.queries.day_papers import own_paper
from jumelage.web.missions.queries.outcomes import outcomes_of
from jumelage.web.missions.rules import Presence
from jumelage.web.missions.views.day_clock import clock_of
from jumelage.web.missions.views.mine import entered

__all__ = [
    "cancelled",
    "day_context",
    "my_cancel",
    "my_day",
    "my_note",
    "my_outcome",
    "my_paper",
    "my_return",
    "noted",
    "told",
]


def _entered(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Open one's own day: only those who meet have one."""
    context = entered(request, slug, "day")
    if not context["acting"]:
        raise Http404
    context |= clock_of(request, context["mission"])
    context["version"] = day_version(context["mission"], rehearsal=context["moment"].rehearsal)
    return context


def day_context(context: dict[str, Any], asked: str, attendee: str) -> dict[str, Any]:
    """Return what the page of a day shows of an organisation: the day asked for, else today, else the nearest."""
    mission, version, now = context["mission"], context["version"], context["moment"]
    dates = _dates(mission)
    date = next((one for one in dates if one.isoformat() == asked), None)
    if date is None and dates:
        date = now.date if now.date in dates else dates[0] if now.date < dates[0] else dates[-1]
    found = day_of(mission, version, context["mine"], now, date, attendee) if version and date else None
    return {
        "dates": dates,
        "date": date,
        "day": found,
        "drive": found.drive_to(found.next) if found and found.next else None,
        "steps": [one for one in outcomes_of(mission, context["mine"], rehearsal=now.rehearsal) if one.next_step],
        "results": RESULT_WORDS,
        "may_say": context.get("may_edit", True),  # a reader of the agency only looks
        "days_left": (dates[0] - now.date).days if dates else 0,
    }


def _dates(mission: Any) -> list[dt.date]:
    return [mission.first_day + dt.timedelta(days=n) for n in range(mission.days)]


def my_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the day: from the network, or from the phone's last copy."""
    context = entered(request, slug, "day")
    if not context["acting"]:
        return redirect("my-mission", slug=slug)
    context = _entered(request, slug)
    context |= day_context(context, request.GET.get("day", ""), context["part"].attendee)
    context["again"] = context["phase"] == Phase.DURING and not context["moment"].rehearsal
    return render(request, "my/day.html", context)


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
    """Ask before a meeting is cancelled, and say what follows; then cancel it."""
    context = _entered(request, slug)
    return cancelled(request, context, _stop(context, meeting), back=_back(context))


def my_outcome(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Say what came of a meeting."""
    context = _entered(request, slug)
    return told(request, context, _stop(context, meeting), back=_back(context))


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
def my_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one's own programme."""
    context = _entered(request, slug)
    paper = own_paper(context["version"], context["part"], page_language()) if context["version"] else None
    if paper is None:
        raise Http404
    answer = HttpResponse(paper, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="programme-{page_language()}.pdf"'
    return answer


def _back(context: dict[str, Any]) -> str:
    return reverse("my-day", args=[context["mission"].slug]) + context["keep_at"]


def noted(request: HttpRequest, context: dict[str, Any], stop: Stop, *, speaker: Any, back: str) -> HttpResponse:
    """Note a presence, and go back to the page that the button was on."""
    form = NoteForm(request.POST)
    people = {one.code: one for one in (*stop.others, context["mine"])}
    about = people.get(form.cleaned_data["about"]) if form.is_valid() else None
    if about is None:
        messages.error(request, _("This note cannot be read. Use the buttons of the page."))
        return redirect(back)
    presence = Presence(form.cleaned_data["presence"])
    try:
        actions.note_presence(
            request.user,
            context["mission"],
            stop.meeting,
            about,
            presence,
            speaker=speaker,
            moment=context["moment"],
            minutes=form.cleaned_data["minutes"],
        )
    except actions.NotAllowedNowError:
        messages.error(request, _("It is too early or too late to note this."))
    except actions.MeetingMovedError:
        messages.error(request, _("This meeting is no longer on the programme: look at it again."))
    else:
        messages.success(request, _noted_words(presence, about, speaker, form.cleaned_data["minutes"]))
    return redirect(back)


def _noted_words(presence: Presence, about: Any, speaker: Any, minutes: int | None) -> str:
    own = speaker is not None and about.pk == speaker.pk
    if presence == Presence.LATE:
        words = _("Noted: you will be %(minutes)s minutes late. They see it.") if own else _("Noted: late.")
        return words % {"minutes": minutes}
    if presence == Presence.ARRIVED:
        return _("Noted: you are there.") if own else _("Noted: %(name)s is there.") % {"name": about.name}
    return _("Noted: %(name)s did not come. The organisers see it.") % {"name": about.name}


def cancelled(request: HttpRequest, context: dict[str, Any], stop: Stop, *, back: str) -> HttpResponse:
    """Ask, then cancel; who is late to it is told what changed meanwhile."""
    context = context | {"stop": stop, "back": back}
    if request.method != "POST":
        form = CancelForm(initial={"shown": stop.placement.starts})
        return render(request, "my/day_cancel.html", context | {"form": form})
    form = CancelForm(request.POST)
    if not form.is_valid():
        return render(request, "my/day_cancel.html", context | {"form": form}, status=422)
    try:
        actions.cancel_meeting(
            request.user,
            context["mission"],
            stop.meeting,
            context["mine"],
            moment=context["moment"],
            **form.cleaned_data,
        )
    except actions.MeetingMovedError as late:
        again = CancelForm(initial={"shown": late.placement.starts if late.placement else ""})
        return render(request, "my/day_cancel.html", context | {"form": again, "moved": late}, status=409)
    except actions.NotAllowedNowError:
        messages.error(request, _("The meeting has begun: call the organisers."))
    else:
        messages.success(
            request, _("Cancelled. They are told, and the organisers look for the best programme without it.")
        )
    return redirect(back)


def told(request: HttpRequest, context: dict[str, Any], stop: Stop, *, back: str) -> HttpResponse:
    """Take the answer with one tap; then offer to add the next step."""
    if not stop.to_tell:
        messages.error(request, _("What came of a meeting can be said once it has begun."))
        return redirect(back)
    context = context | {"stop": stop, "back": back, "results": RESULT_WORDS}
    if request.method != "POST" or ("quick" in request.POST and stop.outcome is not None):
        said = stop.outcome  # a second tap on a quick answer changes nothing that was added to the first
        initial = {name: getattr(said, name) for name in ("result", "next_step", "due", "private_note")} if said else {}
        return render(request, "my/day_outcome.html", context | {"form": OutcomeForm(initial=initial)})
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return render(request, "my/day_outcome.html", context | {"form": form}, status=422)
    try:
        say_outcome(
            request.user, context["mission"], stop.meeting, context["mine"], form.told(), moment=context["moment"]
        )
    except (actions.MeetingMovedError, actions.NotAllowedNowError):
        messages.error(request, _("This meeting is no longer on the programme: look at it again."))
        return redirect(back)
    messages.success(request, _("Thank you, it is noted."))
    # One tap on the day's page is the whole answer; the next page only offers to add to it.
    return redirect(request.path + context["keep_at"] if "quick" in request.POST else back)
