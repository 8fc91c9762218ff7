"""The matches of a mission: found, compared, decided, made again."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jumelage.mission.folder import requests_csv
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.missions.matching.actions import decisions as actions
from jumelage.web.missions.matching.actions import matching as matching_actions
from jumelage.web.missions.matching.forms.matches import REJECTION_WORDS, RELATION_WORDS, DecisionForm, MatchFilter
from jumelage.web.missions.matching.queries import matches as queries
from jumelage.web.missions.matching.queries.learning import agency_lesson
from jumelage.web.missions.matching.rules import Verdict
from jumelage.web.missions.people.queries.delegation import delegation

__all__ = ["compare", "decide", "matches", "rematch", "requests_file", "undo"]

MATCHES_A_PAGE = 30
MOST_COMPARED = 3
_PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")
_WORDS = {"relation_words": RELATION_WORDS, "rejection_words": REJECTION_WORDS}


def matches(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who could meet whom and why; filters are part of the address, and work without script."""
    context = open_mission(request, slug, "matches")
    found = context["mission"]
    form = MatchFilter(request.GET, [row.organisation for row in delegation(found)], list(queries.hosts_of(found)))
    chosen = form.chosen()
    page = Paginator(queries.pair_keys(found, **chosen), MATCHES_A_PAGE).get_page(request.GET.get("page"))
    context |= _WORDS | {
        "form": form,
        "chosen": chosen,
        "page": page,
        "pairs": queries.pairs(found, page.object_list, chosen.get("relation", "")),
        "address": _without(request.GET, "page", "decided"),
        "here": _without(request.GET, "decided"),
        "unreasoned": queries.unreasoned(found),
        "tally": queries.tally(found),
        "lessons": queries.lessons(found),
        "taught": agency_lesson(found.agency),
        "elsewhere": queries.kept_apart_elsewhere(found),
        "decided": _just_decided(request, context),
    }
    template = "missions/matching/match_results.html" if request.htmx else "missions/matching/matches.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _without(address: QueryDict, *names: str) -> str:
    kept = address.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def _just_decided(request: HttpRequest, context: dict[str, Any]) -> Any:
    """Find the decision that this person has just made, to say it and offer to undo it."""
    given = request.GET.get("decided", "")
    found = queries.decision_of(context["mission"], int(given)) if given.isdecimal() and len(given) < 19 else None
    return found if found and found.undone_at is None and found.decided_by == request.user else None


def _keys(given: list[str]) -> list[tuple[int, int]]:
    found = [match for text in given if (match := _PAIR.fullmatch(text))]
    return list(dict.fromkeys((int(match[1]), int(match[2])) for match in found))


def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show two or three pairs side by side: reasons, what is missing, what each side says."""
    context = open_mission(request, slug, "matches")
    asked = _keys(request.GET.getlist("pair"))
    pairs = queries.pairs(context["mission"], asked[:MOST_COMPARED])
    return _compared(request, context, pairs, more=len(asked) > MOST_COMPARED)


def _compared(request: HttpRequest, context: dict[str, Any], pairs: list[queries.Pair], **more: Any) -> HttpResponse:
    context |= _WORDS | {
        "pairs": pairs,
        "profiles": queries.profiles(pairs),
        "here": QueryDict(mutable=True),
        "back_to": "compare",
        **more,
    }
    context["here"].setlist("pair", [pair.key for pair in pairs])
    context["here"] = context["here"].urlencode()
    return render(request, "missions/matching/compare.html", context, status=422 if "refused" in more else 200)


def _back(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
    """Return to the page that a form came from: one of two, with the filter that it had."""
    page = "compare" if request.POST.get("to") == "compare" else "matches"
    address = QueryDict(request.POST.get("back", "")[:2000], mutable=True)
    address.pop("decided", None)
    for name, value in more.items():
        address[name] = value
    asked = address.urlencode()
    return redirect(reverse(page, args=[slug]) + (f"?{asked}" if asked else ""))


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept or reject a pair; a form that lacks something comes back with the pair in full."""
    context = open_mission(request, slug, "matches", edit=True)
    found = queries.pairs(context["mission"], _keys(request.POST.getlist("pair"))[:1])
    if not found:
        raise Http404
    form = DecisionForm(request.POST, found[0])
    if not form.is_valid():
        return _compared(request, context, found, refused=form)
    said = form.cleaned_data
    try:
        made = actions.decide(
            request.user,
            context["mission"],
            found[0].delegation,
            found[0].host,
            verdict=Verdict(said["verdict"]),
            relation=said["relation"],
            reason=said["reason"],
            words=said["words"],
        )
    except actions.AlreadyDecidedError as late:
        who = late.decision.decided_by
        messages.warning(
            request,
            _("%(name)s decided on this pair before you. Read the decision, and undo it if you disagree.")
            % {"name": who or _("Someone")},
        )
        return _back(request, slug, state=late.decision.verdict)
    return _back(request, slug, **({} if request.POST.get("to") == "compare" else {"decided": str(made.pk)}))


@require_POST
def undo(request: HttpRequest, slug: str, decision: int) -> HttpResponse:
    """Take a decision back."""
    context = open_mission(request, slug, "matches", edit=True)
    made = queries.decision_of(context["mission"], decision)
    if made is None:
        raise Http404
    actions.undo(request.user, made)
    pair = {"delegation": made.delegation.name, "host": made.host.name}
    messages.success(request, _("%(delegation)s and %(host)s: the decision is undone, the match is to decide.") % pair)
    return _back(request, slug)


@require_POST
def rematch(request: HttpRequest, slug: str) -> HttpResponse:
    """Match the whole mission again, as profiles and decisions stand."""
    context = open_mission(request, slug, "matches", edit=True)
    reasons = matching_actions.rematch(request.user, context["mission"])
    apart = len(queries.kept_apart(context["mission"]))
    said = ngettext(
        "Matching is made again: %(n)s match has a reason.",
        "Matching is made again: %(n)s matches have a reason.",
        reasons,
    ) % {"n": reasons}
    kept = ngettext("%(n)s pair is kept apart.", "%(n)s pairs are kept apart.", apart) % {"n": apart}
    messages.success(request, f"{said} {kept}" if apart else said)
    return redirect("matches", slug=slug)


def requests_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the decisions and the shortlist as the requests of a mission folder: planning again follows them."""
    context = open_mission(request, slug, "matches")
    response = HttpResponse(requests_csv(queries.wishes(context["mission"])), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="requests.csv"'
    return response
