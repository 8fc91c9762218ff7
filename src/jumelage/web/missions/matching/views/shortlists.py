"""The shortlist of a mission: chosen under limits, saved, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.missions.matching.actions import shortlists as actions
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.forms.shortlists import LimitsForm
from jumelage.web.missions.matching.queries import shortlists as queries
from jumelage.web.missions.matching.queries.matches import current_shortlist

__all__ = ["save", "shortlist", "withdraw"]


def shortlist(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the set that the limits in the address give, what it gives up, and how it falls on the hosts."""
    context = open_mission(request, slug, "matches")
    saved = current_shortlist(context["mission"])
    form = LimitsForm(request.GET if request.GET or saved is None else queries.limits_of(saved)._asdict())
    chosen = queries.choose(context["mission"], form.limits())
    context |= {
        "form": form,
        "limits": form.limits()._asdict(),
        "chosen": chosen,
        "saved": saved,
        "change": queries.change(saved, chosen) if saved else None,
        "relation_words": RELATION_WORDS,
    }
    template = "missions/matching/shortlist_results.html" if request.htmx else "missions/matching/shortlist.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the set as what the mission proposes."""
    context = open_mission(request, slug, "matches", edit=True)
    form = LimitsForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was saved: a limit is not a number that can be kept. Check them."))
        return redirect("shortlist", slug=slug)
    saved = actions.save_shortlist(request.user, context["mission"], form.limits())
    pairs = saved.proposals.count()
    said = ngettext(
        "The shortlist is saved: %(n)s meeting is proposed.",
        "The shortlist is saved: %(n)s meetings are proposed.",
        pairs,
    )
    messages.success(request, said % {"n": pairs})
    return redirect("shortlist", slug=slug)


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw the saved shortlist; the one before it stands again."""
    context = open_mission(request, slug, "matches", edit=True)
    saved = current_shortlist(context["mission"])
    if saved is not None:
        actions.withdraw_shortlist(request.user, saved)
        messages.success(request, _("The saved shortlist is withdrawn."))
    return redirect("shortlist", slug=slug)
