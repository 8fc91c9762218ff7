"""The day of one organisation, as it or an officer in its place sees and answers it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jumelage.web.missions.day.actions import presence as actions
from jumelage.web.missions.day.actions.outcomes import say_outcome
from jumelage.web.missions.day.forms.outcomes import OutcomeForm
from jumelage.web.missions.day.forms.presence import CancelForm, NoteForm
from jumelage.web.missions.day.outcome_report import RESULT_WORDS
from jumelage.web.missions.day.queries.appointments import day_of
from jumelage.web.missions.day.queries.outcomes import outcomes_of
from jumelage.web.missions.day.queries.stops import Stop
from jumelage.web.missions.day.rules import Presence

__all__ = ["cancelled", "day_context", "noted", "outcome_stated"]


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
    """Ask for confirmation, then cancel; a person who comes too late reads what changed meanwhile."""
    context = context | {"stop": stop, "back": back}
    if request.method != "POST":
        form = CancelForm(initial={"shown": stop.placement.starts})
        return render(request, "missions/portal/day/cancel.html", context | {"form": form})
    form = CancelForm(request.POST)
    if not form.is_valid():
        return render(request, "missions/portal/day/cancel.html", context | {"form": form}, status=422)
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
        return render(request, "missions/portal/day/cancel.html", context | {"form": again, "moved": late}, status=409)
    except actions.NotAllowedNowError:
        messages.error(request, _("The meeting has begun: call the organisers."))
    else:
        messages.success(
            request, _("Cancelled. They are told, and the organisers look for the best programme without it.")
        )
    return redirect(back)


def outcome_stated(request: HttpRequest, context: dict[str, Any], stop: Stop, *, back: str) -> HttpResponse:
    """Keep the answer given with one tap; then offer to add the next step."""
    if not stop.to_tell:
        messages.error(request, _("What came of a meeting can be said once it has begun."))
        return redirect(back)
    context = context | {"stop": stop, "back": back, "results": RESULT_WORDS}
    if request.method != "POST" or ("quick" in request.POST and stop.outcome is not None):
        said = stop.outcome  # a second tap on a quick answer changes nothing that was added to the first
        initial = {name: getattr(said, name) for name in ("result", "next_step", "due", "private_note")} if said else {}
        return render(request, "missions/portal/day/outcome.html", context | {"form": OutcomeForm(initial=initial)})
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return render(request, "missions/portal/day/outcome.html", context | {"form": form}, status=422)
    try:
        say_outcome(
            request.user, context["mission"], stop.meeting, context["mine"], form.stated(), moment=context["moment"]
        )
    except (actions.MeetingMovedError, actions.NotAllowedNowError):
        messages.error(request, _("This meeting is no longer on the programme: look at it again."))
        return redirect(back)
    messages.success(request, _("Thank you, it is noted."))
    # One tap on the day's page is the whole answer; the next page only offers to add to it.
    return redirect(request.path + context["keep_at"] if "quick" in request.POST else back)
