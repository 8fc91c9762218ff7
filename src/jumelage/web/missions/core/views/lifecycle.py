"""The buttons that archive, restore, duplicate or delete a mission."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.text import fold
from jumelage.web.formatting import text
from jumelage.web.missions.core.actions import lifecycle as actions
from jumelage.web.missions.core.queries import setup as queries
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["archive", "delete", "duplicate", "restore"]


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive a mission."""
    mission = open_mission(request, slug, "overview", edit=True)["mission"]
    actions.archive(request.user, mission)
    messages.success(
        request, _("%(name)s is archived: out of the list, nothing deleted.") % {"name": text(mission.title)}
    )
    return redirect("missions")


@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an archived mission back in the list."""
    mission = open_mission(request, slug, "overview", edit=True)["mission"]
    actions.restore(request.user, mission)
    messages.success(request, _("%(name)s is in the list again.") % {"name": text(mission.title)})
    return redirect("mission", slug=slug)


@require_POST
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    """Duplicate a mission, and open the copy."""
    mission = open_mission(request, slug, "overview", edit=True)["mission"]
    made = actions.duplicate(request.user, mission, timezone.localdate())
    messages.success(
        request, _("This is the copy: look at its days, and change them here if you like. Nobody is invited.")
    )
    return redirect("setup", slug=made.slug)


def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what goes with a mission; delete it once its name is typed."""
    context = open_mission(request, slug, "overview", edit=True)
    mission = context["mission"]
    kept, wrong = queries.kept_because(mission), False
    if request.method == "POST" and not kept:
        wrong = fold(request.POST.get("name", "")) not in {fold(mission.title_fr), fold(mission.title_en)}
        if not wrong:
            return _deleted(request, mission)
    context |= {"kept": kept, "hanging": list(queries.hanging_on(mission)), "wrong": wrong}
    status = 422 if wrong else 409 if kept and request.method == "POST" else 200
    return render(request, "missions/core/setup/delete.html", context, status=status)


def _deleted(request: HttpRequest, mission: Any) -> HttpResponse:
    try:
        actions.delete_mission(request.user, mission)
    except actions.MissionKeptError:
        return redirect("mission-delete", slug=mission.slug)
    messages.success(request, _("%(name)s is deleted.") % {"name": text(mission.title)})
    return redirect("missions")
