"""Somebody arrives who is on no list: entered, offered free places with reasons, placed at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jumelage.web.formatting import clock, reader
from jumelage.web.missions.agenda.actions.editing import EditRefusedError, NotADraftError, OutdatedDraftError
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError
from jumelage.web.missions.day.actions.walk_ins import SlotTakenError, place_walk_in
from jumelage.web.missions.day.forms.walk_ins import WalkInForm
from jumelage.web.missions.day.queries.walk_ins import Entry, openings
from jumelage.web.missions.day.views.board import open_day

__all__ = ["walk_in"]


def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who arrives; show whom they could meet and when; place the meeting that is chosen."""
    context = open_day(request, slug, edit=True) | {"page": "walk-in"}
    if request.method != "POST":
        return render(request, "missions/day/walk_in.html", context | {"form": WalkInForm()})
    form = WalkInForm(request.POST)
    if not form.is_valid() or context["version"] is None:
        return render(request, "missions/day/walk_in.html", context | {"form": form}, status=422)
    entry = form.entry()
    found = openings(context["mission"], context["version"], entry, context["moment"], context["date"])
    context |= {"form": form, "entry": entry, "openings": found}
    if "place" not in request.POST:
        return render(request, "missions/day/walk_in.html", context)
    return _place(request, context, entry, found)


def _place(request: HttpRequest, context: dict[str, Any], entry: Entry, found: list[Any]) -> HttpResponse:
    code, _bar, rest = request.POST["place"].partition("|")
    slot, _bar, site = rest.partition("|")
    chosen = next((one for one in found if one.organisation.code == code), None)
    if context["moment"].rehearsal:
        messages.info(request, _("This is a rehearsal: nobody was entered, nothing was published or sent."))
        return render(request, "missions/day/walk_in.html", context)
    try:
        if chosen is None or not slot.isdecimal():
            raise SlotTakenError
        placement = place_walk_in(
            request.user,
            context["mission"],
            entry,
            chosen.organisation,
            (int(slot), site),
            match=chosen.match,
            moment=context["moment"],
            language=reader(),
        )
    except (SlotTakenError, OutdatedVersionError, EditRefusedError, OutdatedDraftError, NotADraftError):
        messages.error(request, _("This place was taken meanwhile. Nothing was entered: choose another."))
        return render(request, "missions/day/walk_in.html", context, status=409)
    words = _("%(name)s meets %(other)s at %(hour)s. The programme is published; nobody else moves.")
    said = {"name": entry.name, "other": chosen.organisation.name, "hour": clock(placement.start)}
    messages.success(request, words % said)
    return redirect("day", context["mission"].slug)
