"""Duplicates to confirm: probable pairs side by side, merged or marked as distinct; either decision can be undone."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.directory import actions, queries
from jumelage.web.directory.forms import COLUMN_WORDS

__all__ = ["apart", "duplicates", "merge", "rejoin", "undo"]

PAIRS_A_PAGE = 10


def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs to confirm, the most probable first, and the answers given so far."""
    page = Paginator(queries.candidates(request.user), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "room": "directory",
        "tab": "duplicates",
        "page": page,
        "enterprises": queries.enterprises(request.user),
        "answers": queries.answers(request.user),
        "column_words": COLUMN_WORDS,
        "organisations": queries.visible_to(request.user).count(),
    }
    return render(request, "directory/duplicates.html", context)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Make two records one, keeping the one that was chosen."""
    one, other = request.POST.get("a", ""), request.POST.get("b", "")
    found = queries.pair_of(request.user, one, other)
    if found is None:
        return _gone(request)
    kept, dropped = found if request.POST.get("keep", one) == one else found[::-1]
    try:
        made = actions.merge(request.user, kept, dropped)
    except actions.AlreadyAnsweredError:
        return _gone(request)
    names = {"dropped": dropped.name, "kept": made.kept.name}
    messages.success(
        request, _("%(dropped)s is now one with %(kept)s: nothing is lost, see the answers below.") % names
    )
    return redirect("duplicates")


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request, _("Nothing was changed: one of the two records is not there any more, or was merged already.")
    )
    return redirect("duplicates")


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Keep the decision that two records are not one organisation."""
    found = queries.pair_of(request.user, request.POST.get("a", ""), request.POST.get("b", ""))
    if found is None:
        return _gone(request)
    actions.keep_apart(request.user, *found)
    names = {"a": found[0].name, "b": found[1].name}
    messages.success(request, _("%(a)s and %(b)s are two organisations: you will not be asked again.") % names)
    return redirect("duplicates")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put two merged records back as they were."""
    made = queries.merge_of(request.user, pk)
    if made is None:
        raise Http404
    try:
        actions.undo_merge(request.user, made)
    except actions.AlreadyAnsweredError:
        messages.warning(request, _("Undo first the later merge that %(name)s went into.") % {"name": made.kept.name})
        return redirect("duplicates")
    names = {"a": made.kept.name, "b": made.dropped.name}
    messages.success(request, _("%(a)s and %(b)s are two records again, as they were.") % names)
    return redirect("duplicates")


@require_POST
def rejoin(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the decision that two records are distinct."""
    made = queries.refusal_of(request.user, pk)
    if made is None:
        raise Http404
    actions.rejoin(request.user, made)
    names = {"a": made.a.name, "b": made.b.name}
    messages.success(request, _("%(a)s and %(b)s are to confirm again.") % names)
    return redirect("duplicates")
