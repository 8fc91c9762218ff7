"""The page of a mission's report, of a year's, their files, and the buttons that have them made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.documents.report import Picture
from jumelage.mission.reporting.files import FrozenReport, content_type, report_files
from jumelage.web.accounts.queries import agencies_visible_to, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.formatting import page_language
from jumelage.web.missions.core.forms.drafts import YEARS
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.reports import actions, queries
from jumelage.web.reports.forms import CostForm, LessonsForm
from jumelage.web.reports.rules import SHARED_FILES, shared_with_council

__all__ = ["cost", "file", "lessons", "make", "make_year", "report", "year_file", "year_report", "years"]


def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the latest report of a mission: page one, then the annexes, and the files."""
    context = open_mission(request, slug, "report")
    return _page(request, context)


def _page(
    request: HttpRequest, context: dict[str, Any], form: CostForm | None = None, lessons: LessonsForm | None = None
) -> HttpResponse:
    mission = context["mission"]
    context["lessons"] = lessons or LessonsForm(initial={"text": queries.lessons_of(mission)})
    known = queries.latest_of_mission(mission)
    entered = queries.cost_of(mission)
    context |= {"made": known, "form": form or CostForm(initial={"amount": entered.amount if entered else None})}
    if known is not None:
        context |= _shown(queries.frozen_of(known), context["shared"])
    return render(request, "reports/report.html", context, status=422 if form or lessons else 200)


def _shown(frozen: FrozenReport, shared: bool) -> dict[str, Any]:
    frozen = shared_with_council(frozen) if shared else frozen
    document = frozen.document
    pictures = [_picture(one) for one in (document.chart, document.cover) if one]
    files = [name for name in report_files(frozen, page_language()) if not shared or name in SHARED_FILES]
    return {"document": document, "pictures": pictures, "files": files}


def _picture(picture: Picture) -> Any:
    return mark_safe(picture.svg.say(page_language()))  # drawn by this program; every name in it is escaped


def file(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """Send one file of the latest report."""
    context = open_mission(request, slug, "report")
    return _sent(queries.latest_of_mission(context["mission"]), file, shared=context["shared"])


def _sent(known: Any, file: str, *, shared: bool = False) -> HttpResponse:
    if known is None or (shared and file not in SHARED_FILES):
        raise Http404
    frozen = queries.frozen_of(known)
    found = report_files(shared_with_council(frozen) if shared else frozen, page_language()).get(file)
    if found is None:
        raise Http404
    answer = HttpResponse(found(), content_type=content_type(file))
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the report made from what is known now."""
    context = open_mission(request, slug, "report", edit=True)
    return redirect("job", actions.ask_report(request.user, context["mission"]).pk)


@require_POST
def cost(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what the mission cost."""
    context = open_mission(request, slug, "report", edit=True)
    form = CostForm(request.POST)
    if not form.is_valid():
        return _page(request, context, form)
    actions.enter_cost(request.user, context["mission"], form.cleaned_data["amount"])
    messages.success(request, _("The cost is saved: make the report again to have it counted."))
    return redirect("report", slug)


@require_POST
def lessons(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the mission taught."""
    context = open_mission(request, slug, "report", edit=True)
    form = LessonsForm(request.POST)
    if not form.is_valid():
        return _page(request, context, lessons=form)
    actions.keep_lessons(request.user, context["mission"], form.cleaned_data["text"])
    messages.success(request, _("The lessons are saved: Today shows them when the next mission is near."))
    return redirect("report", slug)


def years(request: HttpRequest) -> HttpResponse:
    """List the years that have missions, each with its report."""
    return render(request, "reports/years.html", {"years": queries.years_of(request.user)})


def _agency(request: HttpRequest, slug: str, year: int) -> Any:
    found = agencies_visible_to(request.user).filter(slug=slug).first()
    if found is None or year not in YEARS:
        raise Http404
    return found


def year_report(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """Show the report over all missions of a year."""
    found = _agency(request, agency, year)
    known = queries.latest_of_year(found, year)
    context = {"agency": found, "year": year, "made": known, "may_edit": may_edit(role_in(request.user, found))}
    if known is not None:
        context |= _shown(queries.frozen_of(known), shared=False)
    return render(request, "reports/year.html", context)


@require_POST
def make_year(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """Have a year's report made."""
    return redirect("job", actions.ask_year(request.user, _agency(request, agency, year), year).pk)


def year_file(request: HttpRequest, agency: str, year: int, file: str) -> HttpResponse:
    """Send one file of a year's report."""
    return _sent(queries.latest_of_year(_agency(request, agency, year), year), file)
