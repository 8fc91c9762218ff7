"""The repair of a day: asked for, looked at, published and sent, or thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jumelage.errors import NoResultError
from jumelage.web.formatting import page_language
from jumelage.web.missions.agenda.actions.editing import EditRefusedError, NotADraftError, OutdatedDraftError
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError
from jumelage.web.missions.agenda.actions.versions import NoAgendaError
from jumelage.web.missions.day.actions import repairs as actions
from jumelage.web.missions.day.queries.repairs import proposal_of, proposed, states_after
from jumelage.web.missions.day.views.board import open_day

__all__ = ["discard", "proposal", "publish", "repair"]


@require_POST
def repair(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for the agenda with the fewest moves that answers to everything that is open."""
    context = open_day(request, slug, edit=True)
    mission, now = context["mission"], context["moment"]
    back = reverse("day-changes", args=[slug]) + context["keep_at"]
    version = context["version"]
    try:
        if now.rehearsal:
            made = actions.rehearse(request.user, mission, moment=now)
            return render(request, "missions/day/proposal.html", context | _shown(made))
        large = version is not None and len(version.problem.get("meetings", [])) > actions.AT_ONCE
        if large or "longer" in request.POST:
            return redirect("job", actions.ask_for_repair(request.user, mission, moment=now).pk)
        found = actions.propose(request.user, mission, moment=now)
    except (actions.NothingToRepairError, NoAgendaError):
        messages.info(request, _("Nothing is open: there is nothing to repair."))
    except NoResultError as error:
        messages.error(request, error.say(page_language()))
    else:
        return redirect("day-proposal", slug, found.number)
    return redirect(back)


@require_safe
def proposal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what moves, for whom and why, who is told and in which words."""
    context = open_day(request, slug)
    version = proposed(context["mission"], number)
    if version is None:
        if context["mission"].versions.filter(number=number).exists():
            messages.info(request, _("This proposal was published, replaced or thrown away."))
            return redirect("day-changes", slug)
        raise Http404
    return render(request, "missions/day/proposal.html", context | _shown(proposal_of(version)))


def _shown(made: Any) -> dict[str, Any]:
    answered = {row.pk for row in made.answers_to}
    return {"proposal": made, "state_after": states_after(made.version), "answered": answered, "page": "changes"}


@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Publish a repair and send the messages, in one click."""
    context = open_day(request, slug, edit=True)
    version = proposed(context["mission"], number)
    revision = request.POST.get("revision", "")
    if version is None or not revision.isdecimal():
        messages.error(request, _("This proposal was published, replaced or thrown away."))
        return redirect("day-changes", slug)
    written_to = sum(len(one.reached) for one in proposal_of(version).notices)
    try:
        actions.publish_repair(request.user, version, int(revision))
    except (actions.OutdatedRepairError, OutdatedDraftError, NotADraftError):
        messages.error(
            request, _("Something that this repair answers to has changed: nothing was published. Repair again.")
        )
    except OutdatedVersionError as late:
        words = _("Version %(n)s was published meanwhile: nothing was published now. Repair again, from that version.")
        messages.error(request, words % {"n": late.public.number})
    except EditRefusedError as refused:
        reasons = " ".join(reason.say(page_language()) for reason in refused.reasons)
        messages.error(request, _("Not published: %(why)s Repair again.") % {"why": reasons})
    else:
        sent = ngettext(
            "Published; %(n)s message is on its way.", "Published; %(n)s messages are on their way.", written_to
        )
        messages.success(request, sent % {"n": written_to})
        return redirect("day", slug)
    return redirect("day-changes", slug)


@require_POST
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw a proposal away."""
    context = open_day(request, slug, edit=True)
    version = proposed(context["mission"], number)
    if version is not None:
        actions.discard(request.user, version)
        messages.success(request, _("Thrown away. What it answered to is open again."))
    return redirect("day-changes", slug)
