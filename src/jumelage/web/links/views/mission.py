"""The page of a mission's links, and making a link of a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jumelage.web.formatting import page_language
from jumelage.web.links import actions, queries
from jumelage.web.links.forms import ATTRIBUTION_WORDS, STAGE_WORDS, FollowForm
from jumelage.web.links.rules import counts_once, project_value
from jumelage.web.missions.agenda.views.opening import open_agenda
from jumelage.web.missions.day.outcome_report import RESULT_WORDS
from jumelage.web.missions.day.views.board import open_day

__all__ = ["follow", "links"]


def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the links of a mission, with attribution and caveats; the same money is counted once."""
    context = open_agenda(request, slug, "links")
    found = list(queries.of_mission(context["mission"]))
    context |= {
        "links": found,
        "project_value": project_value(found),
        "projects": sum(1 for link in found if link.value and counts_once(link)),
        "sourced": all(link.source_url for link in found),
        "at_risk": sum(1 for link in found if link.payment_at_risk),
        "introduced": sum(1 for link in found if link.attribution == "introduced"),
        "to_follow": _to_follow(request, slug) if context["may_edit"] else [],
        "results": RESULT_WORDS,
        "stages": STAGE_WORDS,
        "attributions": ATTRIBUTION_WORDS,
    }
    return render(request, "links/links.html", context)


def _to_follow(request: HttpRequest, slug: str) -> list[Any]:
    day = open_day(request, slug)
    return queries.to_follow(day["mission"], day["version"], day["moment"]) if day["version"] else []


def follow(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Make a link of what came of a meeting: attribution is asked, never assumed."""
    context = open_day(request, slug, edit=True)
    mission, version = context["mission"], context["version"]
    account = queries.account_to_follow(mission, version, context["moment"], meeting) if version else None
    if account is None or context["moment"].rehearsal:
        raise Http404
    known = queries.followed(mission, account.meeting)
    if known is not None:
        messages.info(request, _("This meeting has its link already."))
        return redirect("links", slug)
    step = next((said.next_step for said in (account.delegation, account.host) if said and said.next_step), "")
    form = FollowForm(page_language(), request.POST or None, initial={"what": step})
    context |= {"tab": "links", "account": account, "results": RESULT_WORDS, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "links/follow.html", context, status=422 if request.method == "POST" else 200)
    try:
        actions.follow_meeting(request.user, account, **form.values())
    except actions.NothingToFollowError:
        messages.error(request, _("Neither side says that something follows: note what came of the meeting first."))
        return redirect("outcomes", slug)
    messages.success(request, _("The link is recorded, in talks."))
    return redirect("links", slug)
