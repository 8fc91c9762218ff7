"""Pages about towns, and the portraits of a table of jobs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jumelage.documents.portrait.names import counted
from jumelage.documents.portrait.printed import portrait_figures
from jumelage.documents.portrait.wording import (
    answer,
    band_line,
    change_text,
    licence_text,
    meanings,
    reliance_texts,
    source_text,
)
from jumelage.economy.portrait.closing import TABLES, close_industry, spread_of
from jumelage.economy.table.sectors import short_name
from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.formatting import page_language
from jumelage.web.towns import drawings, queries
from jumelage.web.towns.forms import CompareForm, closable
from jumelage.web.towns.rules import loss_of

__all__ = ["closure", "coming", "compare", "panel", "portrait", "portrait_file", "town", "towns"]

ORDERS = {"dependence": "-share", "diversity": "-effective", "size": "-employment", "name": "name"}


def towns(request: HttpRequest) -> HttpResponse:
    """List the towns, and the tables of jobs."""
    context = {
        "towns": queries.visible_to(request.user),
        "panels": queries.panels_visible_to(request.user),
        "with_portraits": queries.towns_with_portraits(request.user),
        "may_load": agencies_edited_by(request.user).exists(),
        "room": "towns",
    }
    return render(request, "towns/towns.html", context)


def town(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known of a town, what is not, its portraits and its exchanges."""
    found = get_object_or_404(queries.visible_to(request.user), slug=slug)
    context = {
        "town": found,
        "facts": queries.facts_of(found),
        "events": queries.events_of(found),
        "portraits": queries.portraits_of_town(request.user, found),
        "region": queries.region_of(found),
        "may_load": agencies_edited_by(request.user).exists(),
        "room": "towns",
    }
    return render(request, "towns/town.html", context)


def _opened(request: HttpRequest, panel: str) -> dict[str, Any]:
    return {"panel": get_object_or_404(queries.panels_visible_to(request.user), slug=panel), "room": "towns"}


def _with_portrait(request: HttpRequest, panel: str, place: str, tab: str) -> dict[str, Any]:
    """Start each page of a portrait: the table if the person sees it, the portrait, its figures as they were."""
    context = _opened(request, panel)
    found = get_object_or_404(context["panel"].portraits.select_related("town"), slug=place)
    figures = queries.figures_of(found)
    return context | {
        "portrait": found,
        "f": figures,
        "unit": counted(figures),
        "band": band_line(figures),
        "source": source_text(figures),
        "tab": tab,
    }


def panel(request: HttpRequest, panel: str) -> HttpResponse:
    """List the towns of a table, most dependent first, and show them on a map."""
    context = _opened(request, panel)
    order = request.GET.get("order", "dependence")
    order = order if order in ORDERS else "dependence"
    towns = queries.placed(list(queries.portraits_of(context["panel"]).order_by(ORDERS[order], "name")))
    origin = queries.source_of(context["panel"])
    by_share = sorted(towns, key=lambda one: -one.portrait.share)
    context |= {
        "towns": [one.portrait for one in towns],
        "order": order,
        "strong": [one.portrait for one in by_share if one.portrait.share >= drawings.STRONG],
        "map": drawings.drawn_map(by_share, page_language()),
        "unplaced": [one.portrait for one in towns if one.spot is None],
        "origin": origin,
        "licence": licence_text(origin),
        "may_remove": agencies_edited_by(request.user).filter(pk=context["panel"].agency_id).exists(),
    }
    return render(request, "portraits/panel.html", context)


def portrait(request: HttpRequest, panel: str, place: str) -> HttpResponse:
    """Show the portrait of a town: the answer, the numbers, the charts with their data, what is not known."""
    context = _with_portrait(request, panel, place, "portrait")
    f = context["f"]
    rows, slugs = drawings.industry_rows(f), queries.slugs_of(context["panel"])
    context |= {
        "answer": answer(f),
        "numbers": portrait_figures(f),
        "chart": drawings.through_time(f, page_language()),
        "chart_rows": drawings.through_time_rows(f),
        "totals": [f.total(year) for year in f.years],
        "source_years": source_text(f, f.years[0], f.year),
        "beside": drawings.beside(f, page_language()),
        "rows": [row for row in rows if row.line.employment != 0],
        "empty_rows": [row for row in rows if row.line.employment == 0],
        "meanings": meanings(f),
        "changes": [(change, change_text(change), drawings.movements(change)) for change in f.changes],
        "reliance": reliance_texts(f),
        "files": drawings.portrait_files(f, place, context["portrait"].made_at),
        "alike": [(slugs.get(one.place), one) for one in f.alike],
    }
    return render(request, "portraits/portrait.html", context)


def compare(request: HttpRequest, panel: str) -> HttpResponse:
    """Show two towns of a table beside each other, in the latest year that both have."""
    context = _opened(request, panel)
    listed = list(queries.portraits_of(context["panel"]))
    if len(listed) < 2:
        raise Http404
    form = CompareForm(request.GET, listed)
    a, b = (queries.figures_of(queries.portrait_of(context["panel"], slug)) for slug in (form.first, form.second))
    year = max(set(a.years) & set(b.years), default=None)
    context |= {"form": form, "a": a, "b": b, "year": year, "first": form.first, "second": form.second}
    if year is not None:
        context |= {
            "pairs": [(slug, f, drawings.measures(f, year)) for slug, f in ((form.first, a), (form.second, b))],
            "rows": drawings.compared_rows(a, b, year),
            "chart": drawings.side_by_side(a, b, year, page_language()),
            "source": source_text(a, year),
        }
    return render(request, "portraits/compare.html", context)


def closure(request: HttpRequest, panel: str, place: str) -> HttpResponse:
    """Show what is left if an industry loses a part of its jobs; the choice is in the address."""
    context = _with_portrait(request, panel, place, "closure")
    f = context["f"]
    choices = closable(f)
    wanted = request.GET.get("industry", "")
    industry = wanted if wanted in dict(choices) else choices[0][0]
    loss = loss_of(request.GET.get("loss", ""))
    table = request.GET.get("table", "")
    table = table if table in TABLES else ""
    found = close_industry(f, industry, loss / 100)
    assert found is not None  # only industries with a known figure are offered
    context |= {
        "choices": choices,
        "industry": industry,
        "loss": loss,
        "closing": found,
        "table": table,
        "spread": spread_of(queries.table_of(context["panel"]), f, industry, loss / 100, table) if table else None,
        "industry_name": short_name(industry, found.industry.name),
        "chart": drawings.before_after(f, found, page_language()),
        "rows": [row for row in drawings.closing_rows(f, found) if row[1] != 0],
    }
    template = "portraits/closure_result.html" if request.htmx else "portraits/closure.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def coming(request: HttpRequest, panel: str, place: str) -> HttpResponse:
    """Show which industries could come next, why, and how far such a forecast held in the past."""
    context = _with_portrait(request, panel, place, "next")
    quality = queries.quality_of_panel(context["panel"])
    context |= {
        "coming": [(short_name(one.industry, one.name), one) for one in queries.coming_to(context["portrait"])],
        "quality": quality,
        "ranking": drawings.ranking(quality) if quality else [],
        "period": quality.scored[1] - quality.scored[0] if quality else 0,
    }
    return render(request, "portraits/coming.html", context)


def portrait_file(request: HttpRequest, panel: str, place: str, file: str) -> HttpResponse:
    """Make one document of a portrait and send it."""
    context = _with_portrait(request, panel, place, "portrait")
    listed = drawings.portrait_files(context["f"], place, context["portrait"].made_at)
    found = next((one for one in listed if one.file == file), None)
    if found is None:
        raise Http404
    response = HttpResponse(found.make(), content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.file}"'
    return response
