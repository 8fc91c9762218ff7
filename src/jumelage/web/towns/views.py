"""Pages about towns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jumelage.web.towns import queries

__all__ = ["town", "towns"]


def towns(request: HttpRequest) -> HttpResponse:
    """List the towns."""
    return render(request, "towns/towns.html", {"towns": queries.visible_to(request.user), "room": "towns"})


def town(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known of a town, what is not, and its exchanges."""
    found = get_object_or_404(queries.visible_to(request.user), slug=slug)
    context = {"town": found, "facts": queries.facts_of(found), "events": queries.events_of(found), "room": "towns"}
    return render(request, "towns/town.html", context)
