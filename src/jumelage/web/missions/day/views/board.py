"""The day of an officer: the board by hour, presence noted for anyone, what changes the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.formatting import reader
from jumelage.web.missions.agenda.views.opening import open_agenda
from jumelage.web.missions.day.actions import presence as actions
from jumelage.web.missions.day.actions.repairs import report
from jumelage.web.missions.day.forms.changes import FORMS
from jumelage.web.missions.day.forms.presence import note_said
from jumelage.web.missions.day.queries.appointments import day_version
from jumelage.web.missions.day.queries.board import Board, board, disruptions_of, open_disruptions
from jumelage.web.missions.day.queries.choices import choices_of, meeting_of
from jumelage.web.missions.day.rules import LATENESS, DisruptionKind, Phase, Presence
from jumelage.web.missions.day.views.clock import clock_of

__all__ = ["changes", "day", "note", "open_day", "take_back", "withdraw"]

SHOWN = ("soon", "next", "now", "watch", "all")
LONG = 60  # meetings of a day beyond which the board starts with the next half-hour


def open_day(request: HttpRequest, slug: str, *, edit: bool = False) -> dict[str, Any]:
    """Open the day of a mission: the version that it goes by, the moment, the dates, the one that is shown."""
    context = open_agenda(request, slug, "day", edit=edit)
    mission = context["mission"]
    context |= clock_of(request, mission)
    now = context["moment"]
    dates = [mission.first_day + dt.timedelta(days=n) for n in range(mission.days)]
    asked = request.GET.get("day", "")
    date = next((one for one in dates if one.isoformat() == asked), None)
    if date is None and dates:
        date = now.date if now.date in dates else dates[0] if now.date < dates[0] else dates[-1]
    context |= {
        "version": day_version(mission, rehearsal=now.rehearsal),
        "dates": dates,
        "date": date,
        "days_left": (dates[0] - now.date).days if dates else 0,
        "open": open_disruptions(mission, rehearsal=now.rehearsal),
    }
    return context


def day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the board by hour: who has arrived, who is late, what is at risk in the next half-hour."""
    context = open_day(request, slug)
    whole = _board(context)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else _usual(context, whole)
    who = request.GET.get("who", "")
    context |= {
        "whole": whole,
        "board": whole.chosen(show, who) if whole else None,
        "show": show,
        "who": who,
        "late_by": LATENESS,
        "organisations": _organisations(whole) if whole else [],
        "counts": {state: whole.count(state) for state in ("arrived", "late", "no_show", "disputed")} if whole else {},
        "rehearse_at": _first_hour(whole) if whole else "",
        "again": context["phase"] == Phase.DURING and not context["moment"].rehearsal,
    }
    return render(request, "missions/day/board.html", context | {"page": "board"})


def _board(context: dict[str, Any]) -> Board | None:
    version, date = context["version"], context["date"]
    return board(context["mission"], version, context["moment"], date) if version and date else None


def _usual(context: dict[str, Any], whole: Board | None) -> str:
    """Choose what to show when nobody says: what is to come, of a long day what comes soon; before or after, all."""
    if context["phase"] != Phase.DURING:
        return "all"
    long = whole is not None and len(whole.chosen("next", "").lines) > LONG and bool(whole.chosen("soon", "").lines)
    return "soon" if long else "next"


def _organisations(whole: Board) -> list[Any]:
    found = {seat.organisation.pk: seat.organisation for line in whole.lines for seat in line.seats}
    return sorted(found.values(), key=lambda row: row.name)


def _first_hour(whole: Board) -> str:
    """Return the hour that a rehearsal is offered for: the first meeting of the day."""
    first = next((line for line in whole.lines if line.meeting.kind in ("individual", "exchange")), None)
    return first.placement.starts if first else ""


def _back(request: HttpRequest, context: dict[str, Any], name: str = "day") -> str:
    """Return where the button was: a page of this site, else the board."""
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if asked and here else reverse(name, args=[context["mission"].slug]) + context["keep_at"]


@require_POST
def note(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Note the presence of anyone, in the agency's name."""
    context = open_day(request, slug, edit=True)
    row, form = meeting_of(context["mission"], meeting), note_said(request.POST.get("said", ""))
    if row is None:
        raise Http404
    everyone = {one.code: one for one in (*row.delegations.all(), *row.hosts.all())}
    about = everyone.get(form.cleaned_data["about"]) if form.is_valid() else None
    if about is None:
        messages.error(request, _("This note cannot be read. Use the buttons of the page."))
        return redirect(_back(request, context))
    presence, minutes = Presence(form.cleaned_data["presence"]), form.cleaned_data["minutes"]
    try:
        actions.note_presence(
            request.user,
            context["mission"],
            row,
            about,
            presence,
            speaker=None,
            moment=context["moment"],
            minutes=minutes,
        )
    except actions.NotAllowedNowError:
        messages.error(request, _("It is too early to note this: presence is noted from an hour before the start."))
    except actions.MeetingMovedError:
        messages.error(request, _("This meeting is no longer on the programme: look at it again."))
    else:
        said = {
            Presence.ARRIVED: _("Noted: %(name)s is there."),
            Presence.LATE: _("Noted: %(name)s is late."),
            Presence.NO_SHOW: _("Noted: %(name)s did not come."),
        }[presence]
        messages.success(request, said % {"name": about.name})
    return redirect(_back(request, context))


def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what changes the day, each in one sentence; list what was said."""
    context = open_day(request, slug, edit=request.method == "POST")
    whole, now = _board(context), context["moment"]
    rows = choices_of(context["mission"], whole, reader()) if whole else {}
    asked = request.POST.get("sentence", "")
    forms = {name: _sentence(request, name, form, rows, context, asked) for name, form in FORMS.items()} if rows else {}
    context |= {
        "sentences": forms,
        "opened": asked or request.GET.get("sentence", ""),
        "history": disruptions_of(context["mission"], rehearsal=now.rehearsal)[:50],
    }
    form = forms.get(asked)
    if form is None or not form.is_valid():
        return render(
            request,
            "missions/day/changes.html",
            context | {"page": "changes"},
            status=422 if request.method == "POST" else 200,
        )
    try:
        _noted(request, context, form)
    except actions.MeetingMovedError:
        messages.error(request, _("This meeting was moved meanwhile: look at it again."))
    except actions.NotAllowedNowError:
        messages.error(request, _("This meeting has begun: note that somebody did not come, on the board."))
    else:
        messages.success(request, _("Noted. Collect what else has changed, then repair once."))
    return redirect(reverse("day-changes", args=[slug]) + context["keep_at"])


def _sentence(request: HttpRequest, name: str, form: Any, rows: Any, context: dict[str, Any], asked: str) -> Any:
    now = context["moment"].local
    begins = now.time().replace(second=0, microsecond=0) if now.date() == context["date"] else dt.time(12)
    data = request.POST if name == asked else None
    return form(rows, context["date"], data, prefix=name, initial={"begins": begins, "ends": dt.time(23, 0)})


def _noted(request: HttpRequest, context: dict[str, Any], form: Any) -> None:
    mission, moment = context["mission"], context["moment"]
    if form.kind == DisruptionKind.CANCELLED:
        seated = form.row("who").row
        actions.cancel_meeting(
            request.user,
            mission,
            seated.meeting,
            seated.organisation,
            shown=seated.starts,
            moment=moment,
            words=form.cleaned_data["words"],
        )
        return
    report(request.user, mission, form.kind, moment=moment, **form.values())


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a change back."""
    context = open_day(request, slug, edit=True)
    found = disruptions_of(context["mission"], rehearsal=context["moment"].rehearsal).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.mission = context["mission"]
    take_back(request, context, found)
    return redirect(_back(request, context, "day-changes"))


def take_back(request: HttpRequest, context: dict[str, Any], disruption: Any) -> None:
    """Take a change back in the agency's name, and say what came of it."""
    try:
        actions.withdraw(request.user, disruption, moment=context["moment"])
    except actions.MeetingMovedError:
        messages.error(request, _("A programme that answers to it is public already: repair again instead."))
    else:
        messages.success(request, _("Taken back."))
