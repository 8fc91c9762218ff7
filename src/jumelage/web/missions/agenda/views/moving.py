"""The dates of a mission moved: what is kept, what is not and who is told is shown before anything is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelage.mission.brief import Day
from jumelage.web.missions.agenda.actions.moving import MissionBegunError, move_mission
from jumelage.web.missions.agenda.queries.moving import has_begun, outlook_of
from jumelage.web.missions.core.forms import HoursForm
from jumelage.web.missions.core.forms.drafts import YEARS
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["move"]


def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for other days or hours, show what would follow, and do it once it is confirmed."""
    context = open_mission(request, slug, "overview", edit=True)
    mission = context["mission"]
    now = setup_of(mission).days
    if not now:
        return redirect("setup-days", slug=slug)
    asked = _asked(request, now)
    posted = request.POST if request.method == "POST" else None
    form = HoursForm(posted, now, mission.timezone)
    if posted is not None and form.is_valid():
        asked = form.cleaned_data["days"]
        if "confirm" in posted:
            return _moved(request, context, asked, form.cleaned_data["timezone"])
    context |= {"form": form, "begun": has_begun(mission), "days": now}
    if asked and asked != now and not context["begun"]:
        context |= {
            "asked": asked,
            "outlook": outlook_of(mission, asked),
            "zone": form.cleaned_data["timezone"] if posted and form.is_valid() else mission.timezone,
        }
    return render(request, "missions/core/setup/move.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, now: Sequence[Day]) -> tuple[Day, ...]:
    """Return the days that the address asks for: so many weeks later, or from another first day."""
    weeks, first = request.GET.get("weeks", ""), request.GET.get("first", "")
    by = dt.timedelta()
    try:
        if re.fullmatch(r"-?[0-9]{1,4}", weeks):
            by = dt.timedelta(weeks=int(weeks))
        elif first:
            by = dt.date.fromisoformat(first) - now[0].date
        days = tuple(replace(day, date=day.date + by) for day in now)
    except (ValueError, OverflowError):
        return ()
    return days if by and all(day.date.year in YEARS for day in days) else ()


def _moved(request: HttpRequest, context: dict[str, Any], days: tuple[Day, ...], timezone: str) -> HttpResponse:
    mission = context["mission"]
    try:
        told = move_mission(request.user, mission, days, timezone, tell="quiet" not in request.POST)
    except MissionBegunError:
        messages.warning(request, _("The mission has begun: its days stay."))
        return redirect("mission-move", slug=mission.slug)
    messages.success(request, _("The mission is moved."))
    if told:
        said = ngettext("%(n)s person is told, once.", "%(n)s people are told, once each.", told)
        messages.success(request, said % {"n": told})
    return redirect("mission", slug=mission.slug)
