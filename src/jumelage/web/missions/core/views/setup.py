"""The pages that create a mission and set it up: one page for each part, saved by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jumelage.reference.places import places
from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.formatting import page_language, text
from jumelage.web.missions.core.actions import setup as actions
from jumelage.web.missions.core.forms import PARTS, HoursForm, LimitsForm, NewMissionForm
from jumelage.web.missions.core.queries import setup as queries
from jumelage.web.missions.core.setup import TEMPLATES, NewMission, print_of
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.practices.queries import transfers
from jumelage.web.towns.queries import visible_to as towns_visible_to

__all__ = ["days", "limits", "new", "part", "parts", "remove_part", "setup", "setup_page"]

SOON = dt.timedelta(weeks=6)
CHANGED = gettext_lazy("Somebody changed or removed it meanwhile: nothing was done. Open it again from the list.")


def new(request: HttpRequest) -> HttpResponse:
    """Create a mission."""
    agencies = agencies_edited_by(request.user)
    if not agencies:
        raise PermissionDenied
    home = transfers.home_of(agencies[0])
    first = timezone.localdate() + SOON
    initial = {"home": home.name if home else "", "first": first, "language": page_language()}
    form = NewMissionForm(request.POST or None, agencies, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        agency = said.pop("agency", None) or agencies[0]
        made = actions.create_mission(request.user, agency, NewMission(**said))
        messages.success(request, _("The mission is created. Nothing is sent to anybody before you invite."))
        return redirect("setup", slug=made.slug)
    known = sorted({town.name for town in towns_visible_to(request.user)} | {text(place.name) for place in places()})
    context = {"form": form, "templates": TEMPLATES, "places": known}
    return render(request, "missions/core/setup/new.html", context, status=422 if form.is_bound else 200)


def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that a mission is made of, what is still missing, and what may be done to it as a whole."""
    return setup_page(request, open_mission(request, slug, "overview"))


def setup_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the setup of a mission that was opened."""
    if context["shared"]:
        raise PermissionDenied
    mission = context["mission"]
    said = queries.setup_of(mission)
    counts = queries.counts_of(mission)
    missing = [name for name in ("travelling", "hosts") if not counts[name]]
    context |= {
        "setup": said,
        "counts": counts,
        "dated": bool(said.days),
        "planned": mission.planned,
        "missing": missing,
        "next": "days" if not said.days else missing[0] if missing else "plan",
        "page": "setup",
    }
    return render(request, "missions/core/setup/setup.html", context)


def days(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the days and hours of a mission that is not planned; one that is, is moved."""
    context = open_mission(request, slug, "overview", edit=True)
    mission = context["mission"]
    if mission.planned:
        return redirect("mission-move", slug=slug)
    form = HoursForm(request.POST or None, queries.setup_of(mission).days, mission.timezone)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        lost = actions.change_days(request.user, mission, said["days"], said["timezone"])
        messages.success(request, _("The days are saved."))
        if lost:
            names = ", ".join(text(title) for title in lost)
            messages.warning(request, _("No longer in the hours of a day: %(names)s.") % {"names": names})
        return redirect("setup", slug=slug)
    context |= {"form": form}
    return render(request, "missions/core/setup/days.html", context, status=422 if form.is_bound else 200)


def limits(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how much each may take on."""
    context = open_mission(request, slug, "overview", edit=True)
    mission = context["mission"]
    form = LimitsForm(request.POST or None, queries.setup_of(mission), planned=mission.planned)
    if request.method == "POST" and form.is_valid():
        actions.change_setup(request.user, mission, "limits", **form.parts())
        messages.success(request, _("The limits are saved."))
        return redirect("setup", slug=slug)
    context |= {"form": form, "planned": mission.planned}
    return render(request, "missions/core/setup/limits.html", context, status=422 if form.is_bound else 200)


def parts(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is on the programme by itself: group visits, fixed times, exchanges."""
    context = open_mission(request, slug, "overview")
    if context["shared"]:
        raise PermissionDenied
    mission = context["mission"]
    context |= {
        "setup": queries.setup_of(mission),
        "names": queries.names_in(mission),
        "topics": mission.topics.all(),
        "planned": mission.planned,
    }
    return render(request, "missions/core/setup/parts.html", context)


def part(request: HttpRequest, slug: str, kind: str, number: int | None = None) -> HttpResponse:
    """Add a group visit, a fixed time or an exchange, or change one."""
    context = open_mission(request, slug, "overview", edit=True)
    mission = context["mission"]
    setup, made = queries.setup_of(mission), PARTS.get(kind)
    rows = getattr(setup, made.part) if made else ()
    if made is None or (number is not None and number >= len(rows)):
        raise Http404
    one = rows[number] if number is not None else None
    form = made(request.POST or None, setup, one, **queries.choices_in(mission))
    seen = request.POST.get("seen", "") if request.method == "POST" else print_of(one) if one else ""
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_part(request.user, mission, made.part, seen if number is not None else None, form.made)
        except actions.PartChangedError:
            form.add_error(None, CHANGED)
            status = 409
        else:
            messages.success(request, _("It is saved."))
            return redirect("setup-parts", slug=slug)
    context |= {"form": form, "kind": kind, "number": number, "one": one, "seen": seen}
    return render(request, "missions/core/setup/part.html", context, status=status)


@require_POST
def remove_part(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """Remove a group visit, a fixed time or an exchange."""
    context = open_mission(request, slug, "overview", edit=True)
    if kind not in PARTS:
        raise Http404
    seen = request.POST.get("seen", "")
    try:
        actions.change_part(request.user, context["mission"], PARTS[kind].part, seen, None)
        messages.success(request, _("It is removed."))
    except actions.PartChangedError:
        messages.warning(request, CHANGED)
    return redirect("setup-parts", slug=slug)
