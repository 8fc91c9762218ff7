"""The places of a mission: on a map, in a list, by form."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.formatting import page_language
from jumelage.web.missions.core.actions.sites import SiteInUseError, keep_site, remove_site
from jumelage.web.missions.core.forms import SiteForm
from jumelage.web.missions.core.queries import sites as queries
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["remove", "site", "sites"]


def sites(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where meetings happen."""
    context = open_mission(request, slug, "people")
    rows = list(queries.sites_of(context["mission"]))
    context |= {"sites": rows, "map": queries.map_of_sites(rows, page_language())}
    return render(request, "missions/core/sites.html", context)


def site(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """Add a place, or correct one."""
    context = open_mission(request, slug, "people", edit=True)
    row = queries.site_in(context["mission"], number) if number else None
    if number and row is None:
        raise Http404
    there = context["mission"].destination
    near = (there.latitude, there.longitude) if there.latitude is not None else None
    form = SiteForm(request.POST or None, near=near, initial=queries.said_of(context["mission"], row))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["latitude"], said["longitude"] = said.pop("position") or (None, None)
        keep_site(request.user, context["mission"], row, **said)
        messages.success(request, _("The place is saved."))
        return redirect("sites", slug=slug)
    context |= {"form": form, "site": row}
    return render(request, "missions/core/site.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remove a place where nothing is planned."""
    context = open_mission(request, slug, "people", edit=True)
    row = queries.site_in(context["mission"], number)
    if row is None:
        raise Http404
    try:
        remove_site(request.user, row)
        messages.success(request, _("The place is removed."))
    except SiteInUseError:
        messages.warning(request, _("The agenda, a meal or a group visit is there: the place stays."))
    return redirect("sites", slug=slug)
