"""The folder of a draft, to plan it by the command line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from jumelage.web.missions.agenda.draft_folder import zip_of
from jumelage.web.missions.agenda.queries.brief import brief_of
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["draft_folder"]


def draft_folder(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the folder of a mission, as the command line plans it."""
    context = open_mission(request, slug, "overview")
    draft = context["mission"]
    if context["shared"]:
        raise Http404
    response = HttpResponse(zip_of(brief_of(draft), draft.agency.name), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{draft.code}.zip"'
    return response
