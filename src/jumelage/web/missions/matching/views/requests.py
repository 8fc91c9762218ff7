"""Requests as officers see them: a board by state, counts against quotas, acting in someone's place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.forms.requests import REQUEST_WORDS, WISH_WORDS, AskForForm, BoardFilter, ReplyForm
from jumelage.web.missions.matching.queries import requests as queries
from jumelage.web.missions.matching.rules import RequestState, Wish

__all__ = ["answer", "ask", "from_shortlist", "request_moved", "requests", "withdraw"]

A_PAGE = 30
_WORDS: dict[str, Any] = {
    "relation_words": RELATION_WORDS,
    "wish_words": WISH_WORDS,
    "request_words": REQUEST_WORDS,
    "priorities": range(1, 6),
}


def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the requests, by state or organisation, and who lets others wait."""
    context = open_mission(request, slug, "requests")
    mission = context["mission"]
    sides = queries.sides(mission)
    form = BoardFilter(request.GET, [row for side in Side for row in sides[side].values()])
    chosen = form.chosen()
    rows = queries.board(mission, **chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    counted = queries.counts(mission, sides)
    context |= _WORDS | {
        "form": form,
        "chosen": chosen,
        "page": page,
        "address": "&".join(f"{name}={value}" for name, value in chosen.items()),
        "tally": queries.tally_of_requests(mission),
        "counts": counted,
        "late": [one for one in counted if one.to_answer],
        "from_shortlist": len(queries.to_ask_from_shortlist(mission)),
    }
    return render(request, "missions/matching/requests.html", context)


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask in an organisation's place: the row and the log say so."""
    context = open_mission(request, slug, "requests", edit=True)
    mission = context["mission"]
    sides = queries.sides(mission)
    form = AskForForm(request.POST or None, sides, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        pair = sides[Side.DELEGATION][int(said["delegation"])], sides[Side.HOST][int(said["host"])]
        try:
            actions.ask(
                request.user, mission, *pair, side=Side(said["side"]), wish=Wish(said["wish"]),
                priority=said["priority"], relation=said["relation"], words=said["words"],
            )  # fmt: skip
        except actions.DuplicateRequestError as known:
            return request_moved(request, context, known.request)
        except actions.RequestNotAllowedError:
            form.add_error(
                None, _("These two are not to meet: one side said no thanks, or a decision keeps them apart.")
            )
        except actions.QuotaReachedError as full:
            words = _("%(name)s already has %(n)s requests under way. Raise its number among the people, or wait.")
            form.add_error(None, words % {"name": full.organisation, "n": full.quota})
        else:
            messages.success(request, _("The request is made in their name, and the other side is told."))
            return redirect("requests", slug=slug)
    return render(
        request, "missions/matching/requests_ask.html", context | {"form": form}, status=422 if form.is_bound else 200
    )


def _row(context: dict[str, Any], number: int) -> Any:
    row = queries.request_in(context["mission"], number)
    if row is None:
        raise Http404
    return row


@require_POST
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer in an organisation's place."""
    context = open_mission(request, slug, "requests", edit=True)
    row = _row(context, number)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was noted: choose yes or no thanks, and a priority from 1 to 5."))
        return redirect("requests", slug=slug)
    try:
        done = actions.answer(request.user, row, **form.values())
    except actions.RequestChangedError as late:
        return request_moved(request, context, late.request)
    pair = {
        "delegation": done.delegation.name,
        "host": done.host.name,
        "state": REQUEST_WORDS[RequestState(done.state)],
    }
    messages.success(request, _("%(delegation)s and %(host)s: %(state)s. It is noted in your name.") % pair)
    return redirect("requests", slug=slug)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a request back in an organisation's place; an agreed meeting is cancelled."""
    context = open_mission(request, slug, "requests", edit=True)
    try:
        done = actions.withdraw(request.user, _row(context, number))
    except actions.RequestChangedError as late:
        return request_moved(request, context, late.request)
    pair = {"delegation": done.delegation.name, "host": done.host.name}
    messages.success(request, _("%(delegation)s and %(host)s: taken back, and the other side is told.") % pair)
    return redirect("requests", slug=slug)


@require_POST
def from_shortlist(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose the pairs of the saved shortlist on behalf of those who travel."""
    context = open_mission(request, slug, "requests", edit=True)
    made, full = actions.ask_from_shortlist(request.user, context["mission"])
    said = ngettext(
        "%(n)s request is made from the shortlist.", "%(n)s requests are made from the shortlist.", len(made)
    )
    messages.success(request, said % {"n": len(made)})
    if full:
        words = _("Left out, their number of requests is reached: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(full)})
    return redirect("requests", slug=slug)


def request_moved(request: HttpRequest, context: dict[str, Any], row: Any) -> HttpResponse:
    """Say how a request stands to the second of two who act at once."""
    return render(request, "missions/matching/request_moved.html", context | {"row": row}, status=409)
