"""Pages about practices and their lineage."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jumelage.practices import VERDICTS
from jumelage.practices.lineage import LineageNode
from jumelage.web.formatting import page_language
from jumelage.web.practices.forms import PracticeFilter
from jumelage.web.practices.pictures.lineage import Picture, draw_families, draw_lineage
from jumelage.web.practices.queries import library, transfers
from jumelage.web.practices.rules import Verdict

__all__ = ["lineage", "practice", "practices"]


def practices(request: HttpRequest) -> HttpResponse:
    """Show what other towns tried; filters are part of the address, and work without script."""
    user = request.user
    form = PracticeFilter(request.GET, library.towns_with_practices(user), library.kinds_in_use(user))
    chosen = form.chosen()
    verdict = chosen.pop("verdict", "")
    rows = library.found(user, **chosen)
    counts = library.verdict_counts(rows)
    shown = rows.filter(verdict=verdict) if verdict else rows
    others = request.GET.copy()
    others.pop("verdict", None)
    context = {
        "room": "practices",
        "tab": "practices",
        "form": form,
        "practices": shown,
        "verdict": verdict,
        "verdicts": [(v.value, VERDICTS[v.value], counts[v.value]) for v in Verdict],
        "all": sum(counts.values()),
        "counts": counts,
        "narrowed": bool(chosen or verdict),
        "others": others.urlencode(),
        "failed": counts["negative"] + counts["conflict"],
        "unproven": counts["unknown"] + counts["too_early"],
    }
    template = "practices/results.html" if request.htmx else "practices/practices.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _practice_page(node: LineageNode) -> str:
    """Lead to a practice, or to the lineage around what is none."""
    if node.practice:
        return reverse("practice", args=[node.practice])
    return f"{reverse('lineage')}?around={node.key}"


def _around(node: LineageNode) -> str:
    return f"{reverse('lineage')}?around={node.key}"


def practice(request: HttpRequest, code: str) -> HttpResponse:
    """Show one practice: what it met, how, its evidence, what it needs, where it came from, what came of it elsewhere."""
    found = library.practice_of(request.user, code)
    if found is None:
        raise Http404
    steps = library.edges(request.user)
    near = library.around(steps, found.code)
    own = [transfer for transfer in transfers.visible_to(request.user) if transfer.practice_id == found.pk]
    context = {
        "room": "practices",
        "tab": "practices",
        "practice": found,
        "needs": transfers.needs_of(found),
        "came_from": [step for step in steps if step.row.target.key == found.code],
        "went_to": [step for step in steps if step.row.origin.key == found.code],
        "picture": draw_lineage(near, page_language(), _practice_page, here=found.code),
        "results": transfers.results_of(request.user, found),
        "open": [transfer for transfer in own if not transfer.outcome],
        "others": library.of_town(request.user, found.town, but=found),
        "may_edit": transfers.may_plan(request.user),
        "at_home": transfers.is_home(request.user, found.town),
    }
    return render(request, "practices/practice.html", context)


def lineage(request: HttpRequest) -> HttpResponse:
    """Show who was inspired by whom: the whole, or what lies around one point; drawn, and as a list."""
    steps, language = library.edges(request.user), page_language()
    key = request.GET.get("around", "")
    here = library.node(request.user, key) if key else None
    near = library.around(steps, here.key) if here else steps
    if here:
        drawn = draw_lineage(near, language, _around, here.key)
        pictures = [Picture(drawn, wide=True)] if drawn else []
    else:
        pictures = draw_families(steps, language, _around)
    context = {
        "room": "practices",
        "tab": "lineage",
        "here": here,
        "steps": near,
        "pictures": pictures,
        "all": len(steps),
        "not_shown": sum(1 for step in near if not step.shown),
    }
    return render(request, "practices/lineage.html", context)
