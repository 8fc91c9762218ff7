"""A participant's own programme and briefing sheets, on the phone and on paper."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jumelage.web.formatting import page_language
from jumelage.web.missions.agenda import timetable
from jumelage.web.missions.agenda.queries.programmes import programme_of, proposals_in, public_version, with_proposals
from jumelage.web.missions.agenda.queries.publishing import own_programme
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.portal.briefing_pdf import briefing_pdf_of
from jumelage.web.missions.portal.queries import briefings as queries
from jumelage.web.missions.portal.views.home import entered

__all__ = ["my_briefing", "my_briefings_pdf", "my_programme"]

PDF = "application/pdf"


def _acting(request: HttpRequest, slug: str) -> dict[str, Any]:
    context = entered(request, slug, "programme")
    if not context["acting"]:
        raise PermissionDenied
    return context | {"relation_words": RELATION_WORDS}


def _own(context: dict[str, Any], version: Any) -> Any:
    whole = with_proposals(programme_of(version), proposals_in(context["mission"]))
    return own_programme(whole, context["part"])


def my_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one's own hours as the latest public version has them, and a sheet for each meeting."""
    context = _acting(request, slug)
    version = public_version(context["mission"])
    programme = _own(context, version) if version else None
    sheets = queries.briefings_of(context["part"])
    context |= {
        "version": version,
        "days": timetable.own_days(programme, programme.activities) if programme else (),
        "sheets": {sheet.meeting.code: sheet for sheet in sheets},
        "to_place": [sheet for sheet in sheets if sheet.start is None],
    }
    return render(request, "missions/portal/programme.html", context)


def my_briefing(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the sheet of one meeting."""
    context = _acting(request, slug)
    sheet = queries.briefing_of(context["part"], code)
    if sheet is None:
        raise Http404
    return render(request, "missions/portal/briefing.html", context | {"sheet": sheet})


def my_briefings_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Send every sheet as one PDF, to print."""
    context = _acting(request, slug)
    sheets = queries.briefings_of(context["part"], with_past=True)
    if not sheets:
        raise Http404
    body = briefing_pdf_of(context["mission"], context["part"], sheets, page_language())
    response = HttpResponse(body, content_type=PDF)
    name = {"fr": "fiches", "en": "briefings"}[page_language()]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{page_language()}.pdf"'
    return response
