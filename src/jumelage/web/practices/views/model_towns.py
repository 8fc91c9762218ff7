"""Pages about model towns."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from jumelage.economy.model_towns import VERDICTS
from jumelage.language import Bilingual
from jumelage.web.formatting import page_language
from jumelage.web.practices.county_scan import county_scan
from jumelage.web.practices.pictures.path_chart import draw_path
from jumelage.web.practices.pictures.town_map import draw_map
from jumelage.web.practices.queries import model_towns, transfers
from jumelage.web.practices.queries.model_towns import Ranked

__all__ = ["counties", "model_town", "search", "searches"]


def searches(request: HttpRequest) -> HttpResponse:
    """List the searches for model towns, each with its verdicts."""
    rows = [
        (row, [(verdict, VERDICTS[verdict], counts[verdict]) for verdict in VERDICTS], sum(counts.values()))
        for row, counts in model_towns.searches_with_counts(request.user)
    ]
    context = {"room": "models", "searches": rows, "verdicts": _words(), "scan": county_scan()}
    return render(request, "practices/model_towns/searches.html", context)


def _words() -> dict[str, Bilingual]:
    return dict(zip(("better", "expected", "worse", "cannot"), VERDICTS.values(), strict=True))


def counties(request: HttpRequest) -> HttpResponse:
    """Show what the search of all American counties found, and what it does not say."""
    context = {"room": "models", "verdicts": _words(), "scan": county_scan()}
    return render(request, "practices/model_towns/counties.html", context)


def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the towns that one table tells of: map, ranking, verdicts with their reason."""
    found = get_object_or_404(model_towns.visible_to(request.user), slug=slug)
    asking = {item["place"]: item["name"] for item in found.asking}
    like = request.GET.get("like", "")
    like = like if like in asking else ""
    rows = model_towns.ranked(found, like)

    def address(row: Ranked) -> str:
        return reverse("model-town", args=[found.slug, row.town.slug])

    counts = [(v, VERDICTS[v], sum(1 for row in rows if row.town.verdict == v)) for v in VERDICTS]
    context = {
        "room": "models",
        "search": found,
        "together": model_towns.together(found),
        "rows": rows,
        "like": like,
        "like_name": asking.get(like, ""),
        "asking": sorted(asking.items(), key=lambda item: item[1]) if found.address.startswith("demo:") else [],
        "counts": counts,
        "judged": sum(1 for row in rows if row.town.evidence),
        "better": counts[0][2],
        "map": draw_map(rows, page_language(), address),
        "unplaced": [row.town.name for row in rows if row.town.latitude is None],
    }
    return render(request, "practices/model_towns/search.html", context)


def model_town(request: HttpRequest, slug: str, town: str) -> HttpResponse:
    """Tell one town's story: what hit it, how it fared beside its comparison, what grew, how sure that is."""
    found = model_towns.town_of(request.user, slug, town)
    if found is None:
        raise Http404
    context = {
        "room": "models",
        "town": found,
        "search": found.search,
        "together": model_towns.together(found.search),
        "gap": model_towns.gap_of(found),
        "verdict": found.verdict_words,
        "picture": draw_path(found, page_language()),
        "rows": model_towns.figures_of(found),
        "later": model_towns.later_of(found),
        "practices": model_towns.practices_there(found),
        "known_as": model_towns.known_as(found),
        "may_edit": transfers.may_plan(request.user),
    }
    return render(request, "practices/model_towns/model_town.html", context)
