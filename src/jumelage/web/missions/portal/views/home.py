"""A participant's own pages: the invitation, one's missions, what to do now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.missions.core.queries.access import acting_for, part_in, participations_of
from jumelage.web.missions.core.rules import IN, PartState
from jumelage.web.missions.people.actions import participants as actions
from jumelage.web.missions.people.consents import taking_part, telephone
from jumelage.web.missions.people.letters import read_invitation
from jumelage.web.missions.people.queries import participants as queries
from jumelage.web.missions.people.rules import Answer
from jumelage.web.missions.portal.forms import AnswerForm
from jumelage.web.missions.portal.queries.todo import todo

__all__ = ["entered", "invitation", "my_answer", "my_mission", "my_missions"]


def entered(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Return the context of a portal page: the mission and one's part in it; 404 for those who have none.

    ``acting`` tells whether the person speaks for an organisation there: those who meet, once they said yes.
    """
    part = participations_of(request.user).filter(mission__slug=slug).first()
    found = part_in(request.user, part.mission) if part else None
    if found is None:
        raise Http404
    mission = found.mission
    acting = found.organisation_id in acting_for(request.user, mission)
    here = {"mission": mission, "part": found, "mine": found.organisation, "acting": acting, "tab": tab}
    return here | _consents(mission)


def _consents(mission: Any) -> dict[str, Any]:
    """Return the very words that a yes agrees to."""
    return {"consent": taking_part(mission.agency.name), "consent_phone": telephone()}


def my_missions(request: HttpRequest) -> HttpResponse:
    """List the missions in which the person has a part; a single one opens at once."""
    parts = list(participations_of(request.user))
    slugs = {part.mission.slug for part in parts}
    if len(slugs) == 1:
        return redirect("my-mission", slug=slugs.pop())
    return render(request, "missions/portal/missions.html", {"parts": parts})


def my_mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what to do now."""
    context = entered(request, slug, "now")
    return _now(request, context, AnswerForm(initial={"phone": context["part"].phone}))


def _now(request: HttpRequest, context: dict[str, Any], form: AnswerForm) -> HttpResponse:
    if context["acting"]:
        context["todo"] = todo(context["part"])
    return render(request, "missions/portal/now.html", context | {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def my_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the answer to an invitation, or that one can no longer come."""
    context = entered(request, slug, "now")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _now(request, context, form)
    try:
        row = actions.answer_invitation(request.user, context["part"], **form.answer())
    except actions.ParticipantChangedError as late:
        return moved(request, late)
    messages.success(request, answered_words(row.state))
    return redirect("my-mission", slug=slug) if row.state in IN else redirect("my")


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever holds the mail; nothing is decided before a button is pressed."""
    read = read_invitation(token)
    row = queries.invited_by(*read) if read else None
    if row is None or row.user is None:
        return render(request, "missions/portal/invitation/invitation_over.html", status=404)
    with translation.override(request.COOKIES.get("django_language") or row.language):
        context: dict[str, Any] = {"part": row, "mission": row.mission, "token": token, "tab": "now"}
        context |= _consents(row.mission)
        form = AnswerForm(request.POST or None, initial={"phone": row.phone})
        if request.method == "POST" and form.is_valid():
            try:
                context["part"] = actions.answer_invitation(row.user, row, **form.answer())
            except actions.ParticipantChangedError as late:
                return moved(request, late)
            return render(
                request,
                "missions/portal/invitation/answered.html",
                context | {"said": answered_words(context["part"].state)},
            )
        status = 422 if form.is_bound else 200
        return render(request, "missions/portal/invitation/invitation.html", context | {"form": form}, status=status)


def answered_words(state: str) -> str:
    """Say what an answer did."""
    return {
        PartState.ACCEPTED: _("Your yes is noted: you are in."),
        PartState.WAITING: _(
            "Every seat is taken: you are on the waiting list, and hear from us as soon as one is free."
        ),
        PartState.DECLINED: _("Your no is noted. Thank you for answering."),
        PartState.WITHDRAWN: _("It is noted that you cannot come. Your seat goes to the next person."),
    }[PartState(state)]


def moved(request: HttpRequest, late: actions.ParticipantChangedError) -> HttpResponse:
    """Say that the part is in another state than the page showed."""
    return render(request, "missions/portal/moved.html", {"part": late.participant, "answer": Answer}, status=409)
