"""The places of a mission: on a map, in a list, by form."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.formatting import reader
from jumelage.web.missions.core.actions.sites import SiteInUseError, keep_site, remove_site
from jumelage.web.missions.core.forms import SiteForm
from jumelage.web.missions.core.queries import sites as queries
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["remove", "site", "sites"]


def sites(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where meetings happen."""
    context = open_mission(request, slug, "people")
    rows = list(queries.sites_of(context["mission"]))
    context |= {"sites": rows, "map": queries.map_of_sites(rows, reader())}
    return render(request, "missions/core/sites.html", context)


def site(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """Add a place, or correct one."""
    context = open_mission(request, slug, "people", edit=True)
    row = queries.site_in(context["mission"], number) if number else None
    if number and row is None:
        raise Http404
    names = ("name_fr", "name_en", "address", "latitude", "longitude", "tables")
    form = SiteForm(request.POST or None, initial={name: getattr(row, name) for name in names} if row else None)
    if request.method == "POST" and form.is_valid():
        keep_site(request.user, context["mission"], row, **form.cleaned_data)
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
        messages.warning(request, _("An agenda puts something there: the place stays."))
    return redirect("sites", slug=slug)
