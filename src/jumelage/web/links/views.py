"""What came of a mission."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jumelage.web.links import queries
from jumelage.web.links.rules import counts_once, project_value
from jumelage.web.missions.queries import visible_to as missions_visible_to

__all__ = ["links"]


def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the links of a mission, with attribution and caveats; the same money is counted once."""
    mission = get_object_or_404(missions_visible_to(request.user), slug=slug)
    found = list(queries.of_mission(request.user, mission))
    context = {
        "mission": mission,
        "tab": "links",
        "links": found,
        "project_value": project_value(found),
        "projects": sum(1 for link in found if link.value_cad and counts_once(link)),
        "at_risk": sum(1 for link in found if link.payment_at_risk),
        "introduced": sum(1 for link in found if link.attribution == "introduced"),
    }
    return render(request, "links/links.html", context)
