"""Whom one could meet, what one asked and was asked: a participant's own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.forms.requests import WISH_WORDS, ReplyForm
from jumelage.web.missions.matching.queries import requests as asking
from jumelage.web.missions.matching.rules import RELATIONS, RequestState, Wish
from jumelage.web.missions.matching.views.requests import request_moved
from jumelage.web.missions.portal.forms import AskForm
from jumelage.web.missions.portal.queries import requests as queries
from jumelage.web.missions.portal.views.home import entered

__all__ = ["my_ask", "my_reply", "my_requests", "my_suggestions", "my_withdraw"]

_WORDS: dict[str, Any] = {"relation_words": RELATION_WORDS, "wish_words": WISH_WORDS}


def _acting(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Enter as someone who speaks for an organisation."""
    context = entered(request, slug, tab)
    if not context["acting"]:
        raise PermissionDenied
    return context | _WORDS | {"side": context["part"].side}


def my_suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom one could meet, with the reasons, and let one say must, like or no thanks."""
    return _suggestions(request, _acting(request, slug, "suggestions"))


def _suggestions(request: HttpRequest, context: dict[str, Any], status: int = 200, **more: Any) -> HttpResponse:
    mission, mine, side = context["mission"], context["mine"], context["side"]
    found = queries.possible(mission, mine, side)
    quota = asking.quota_of(mission, mine.pk)
    context |= {
        "open": [one for one in found if one.state in ("open", "theirs")],
        "asked": [one for one in found if one.state in ("mine", "agreed")],
        "refused": [one for one in found if one.state == "refused"],
        "others": queries.others(mission, mine, side, {one.other.pk for one in found}),
        "quota": quota,
        "left": max(0, quota - asking.used(mission, mine.pk, side)),
        **more,
    }
    return render(request, "missions/portal/suggestions.html", context, status=status)


@require_POST
def my_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a meeting, or say no thanks to a suggestion."""
    context = _acting(request, slug, "suggestions")
    form = AskForm(request.POST)
    mine, side = context["mine"], context["side"]
    others = asking.sides(context["mission"])[side.other]
    other = others.get(form.cleaned_data["other"]) if form.is_valid() else None
    if other is None:
        if "other" in form.errors or form.is_valid():
            raise Http404
        return _suggestions(request, context, 422, bad=form)
    pair = (mine, other) if side == Side.DELEGATION else (other, mine)
    said = form.values()
    relation = form.cleaned_data["relation"] if form.cleaned_data["relation"] in RELATIONS else ""
    try:
        if said["wish"] == Wish.NO:
            actions.say_no(request.user, context["mission"], *pair, side=side)
        else:
            actions.ask(request.user, context["mission"], *pair, side=side, relation=relation, **said)
    except actions.DuplicateRequestError as known:
        return request_moved(request, context, known.request)
    except actions.RequestNotAllowedError:
        messages.warning(request, _("A meeting with %(name)s is not possible this time.") % {"name": other.name})
    except actions.QuotaReachedError as full:
        said_so = _("You already have %(n)s requests under way, which is the most. Take one back to ask for another.")
        messages.warning(request, said_so % {"n": full.quota})
    else:
        done = (
            _("Noted: no thanks. They are not told.")
            if said["wish"] == Wish.NO
            else _("Your request is on its way to %(name)s.")
        )
        messages.success(request, done % {"name": other.name})
    return redirect("my-suggestions", slug=slug)


def my_requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what one was asked, and what one asked."""
    return _requests(request, _acting(request, slug, "requests"))


def _requests(request: HttpRequest, context: dict[str, Any], status: int = 200, **more: Any) -> HttpResponse:
    given = context["mission"], context["mine"], context["side"]
    received = queries.asked_of_me(*given)
    context |= {
        "to_answer": [one for one in received if one.open],
        "agreed": [one for one in received if not one.open],
        "made": queries.asked_by_me(*given),
        **more,
    }
    return render(request, "missions/portal/requests.html", context, status=status)


@require_POST
def my_reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say yes, with a wish and a priority, or no thanks."""
    context = _acting(request, slug, "requests")
    row = _mine(context, number)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _requests(request, context, 422, bad=form)
    said = form.values()
    try:
        done = actions.answer(request.user, row, **said)
    except actions.RequestChangedError as late:
        return request_moved(request, context, late.request)
    other = done.host if context["side"] == Side.DELEGATION else done.delegation
    if done.state == RequestState.ACCEPTED:
        yes = _("Agreed: you meet %(name)s. The time and the place come with the programme.")
        messages.success(request, yes % {"name": other.name})
    else:
        messages.success(
            request, _("Noted. %(name)s is told that it is not possible, and nothing more.") % {"name": other.name}
        )
    return redirect("my-requests", slug=slug)


@require_POST
def my_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a request or a yes back."""
    context = _acting(request, slug, "requests")
    row = _mine(context, number)
    try:
        actions.withdraw(request.user, row)
    except actions.RequestChangedError as late:
        return request_moved(request, context, late.request)
    messages.success(request, _("It is taken back, and they are told."))
    return redirect("my-requests", slug=slug)


def _mine(context: dict[str, Any], number: int) -> Any:
    """Return a request of one's own organisation, and no other."""
    row = asking.request_in(context["mission"], number)
    if row is None or context["mine"].pk not in (row.delegation_id, row.host_id):
        raise Http404
    return row
