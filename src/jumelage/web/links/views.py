"""What came of a mission."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jumelage.web.links import queries
from jumelage.web.links.rules import counts_once, project_value
from jumelage.web.missions.views.opening import opened

__all__ = ["links"]


def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the links of a mission, with attribution and caveats; the same money is counted once."""
    context = opened(request, slug, "links")
    found = list(queries.of_mission(context["mission"]))
    context |= {
        "links": found,
        "project_value": project_value(found),
        "projects": sum(1 for link in found if link.value_cad and counts_once(link)),
        "at_risk": sum(1 for link in found if link.payment_at_risk),
        "introduced": sum(1 for link in found if link.attribution == "introduced"),
    }
    return render(request, "links/links.html", context)
