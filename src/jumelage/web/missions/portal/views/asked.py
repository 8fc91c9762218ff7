"""One request, opened from its mail without signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.forms.requests import ReplyForm
from jumelage.web.missions.matching.letters import read_request_link
from jumelage.web.missions.people.letters import invitation_link
from jumelage.web.missions.people.queries.participants import people_of_side
from jumelage.web.missions.portal.queries.requests import open_to, still_invited

__all__ = ["request_link"]


@login_not_required
def request_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show one request to whoever holds its mail; only a button answers, and the address ends with the answer."""
    read = read_request_link(token)
    found = open_to(*read) if read else None
    if found is None:
        invited = still_invited(*read[1:]) if read else None
        if invited is None or invited.invited_at is None:
            return _over(request)
        return redirect(invitation_link(invited.pk, invited.invited_at.isoformat()))
    part, asked = found
    with translation.override(request.COOKIES.get("django_language") or part.language):
        form = ReplyForm(request.POST or None)
        context = {
            "part": part,
            "mission": part.mission,
            "tab": "requests",
            "one": asked,
            "form": form,
            "relation_words": RELATION_WORDS,
            "offers": asked.other.offers.all(),
            "people": [one.name for one in people_of_side(part.mission, asked.other.pk) if one.name],
        }
        if request.method == "POST" and form.is_valid():
            assert part.user is not None
            try:
                done = actions.answer(part.user, asked.request, **form.values())
            except actions.RequestChangedError:
                return _over(request)
            return render(request, "missions/portal/asked/answered.html", context | {"done": done})
        status = 422 if form.is_bound else 200
        return render(request, "missions/portal/asked/link.html", context, status=status)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "missions/portal/asked/over.html", status=404)
