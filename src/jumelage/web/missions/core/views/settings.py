"""The mission’s own settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelage.web.missions.agenda.views.opening import opened_to_edit
from jumelage.web.missions.core.actions.settings import change_settings
from jumelage.web.missions.core.forms import SettingsForm
from jumelage.web.missions.people.queries import participants as queries

__all__ = ["settings"]


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change what a mission is called, what it is for, its seats, quotas and days to answer."""
    context = opened_to_edit(request, slug, "people")
    mission = context["mission"]
    planned = context["version"] is not None
    names = ("title_fr", "title_en", "goal_fr", "goal_en", "seats", "quota", "answer_days", "first_day", "last_day")
    form = SettingsForm(request.POST or None, planned=planned, initial={name: getattr(mission, name) for name in names})
    if request.method == "POST" and form.is_valid():
        seated = change_settings(request.user, mission, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        if seated:
            said = ngettext(
                "%(n)s person who waited has a seat, and is told.", "%(n)s people who waited have a seat, and are told.",
                len(seated),
            )  # fmt: skip
            messages.success(request, said % {"n": len(seated)})
        return redirect("mission-settings", slug=slug)
    context |= {"form": form, "planned": planned, "seats": queries.seats_of(mission)}
    return render(request, "missions/people_settings.html", context, status=422 if form.is_bound else 200)
