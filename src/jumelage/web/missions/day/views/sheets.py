"""The day on one sheet of paper, by place and hour."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jumelage.web.formatting import page_language
from jumelage.web.missions.day.queries.sheets import sheet_of
from jumelage.web.missions.day.views.board import open_day

__all__ = ["sheet"]


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the day that the page shows."""
    context = open_day(request, slug)
    if context["version"] is None or context["date"] is None:
        raise Http404
    made = sheet_of(
        context["mission"],
        context["version"],
        context["date"],
        context["moment"],
        page_language(),
        for_officers=context["may_edit"],
    )
    answer = HttpResponse(made, content_type="application/pdf")
    name = {"fr": "feuille-du-jour", "en": "day-sheet"}[page_language()]
    answer.headers["Content-Disposition"] = f'inline; filename="{name}-{context["date"].isoformat()}.pdf"'
    return answer
