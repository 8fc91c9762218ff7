"""Who travels and who receives: ticked in a list that is searched, or pasted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from jumelage.directory.lists import RowProblem
from jumelage.errors import InputError
from jumelage.web.directory.actions.pasting import read_pasted
from jumelage.web.formatting import page_language, typeset
from jumelage.web.formatting import text as text_of
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.missions.people.actions import choosing as actions
from jumelage.web.missions.people.queries.choosing import choices_of

__all__ = ["choose", "paste"]

SIDES = ("delegates", "hosts")
MOST_DIGITS = 18


def choose(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Show the organisations that could travel or receive, those chosen first; keep what is ticked."""
    context = _open(request, slug, side)
    mission = context["mission"]
    if request.method == "POST":
        shown = _keys(request.POST.getlist("shown"))
        ticked = _keys(request.POST.getlist("organisation"))
        if side == "delegates":
            done = actions.choose_travellers(
                request.user, mission, {pk: _number(request, pk) if pk in ticked else 0 for pk in shown}
            )
        else:
            done = actions.choose_hosts(request.user, mission, ticked, shown)
        messages.success(request, _("The choice is saved."))
        _say(request, done)
        return redirect("setup", slug=slug)
    return _page(request, context)


def _named(problem: RowProblem) -> str:
    """Write what is wrong with a cell: its column, what it holds, the remedy."""
    what = f"{text_of(problem.what)} {text_of(problem.remedy)}"
    return typeset(f"{problem.column}{pgettext('before a source', ': ')}{what}")


@require_POST
def paste(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Enter a list that was pasted, and choose all of it; with a bad line, nothing is written."""
    context = _open(request, slug, side)
    text = request.POST.get("list", "")
    try:
        rows, problems = read_pasted(text) if text.strip() else ((), ())
    except InputError as error:
        return _page(request, context, pasted=text, wrong=[typeset(error.say(page_language()))], status=422)
    if problems or not rows:
        wrong = [_named(problem) for problem in problems]
        return _page(
            request, context, pasted=text, wrong=wrong or [_("There is no organisation in this list.")], status=422
        )
    made, done = actions.paste(request.user, context["mission"], rows, travelling=side == "delegates")
    said = ngettext(
        "%(n)s organisation of the list is chosen, %(new)s of them new in the directory.",
        "%(n)s organisations of the list are chosen, %(new)s of them new in the directory.",
        len(made.rows),
    )
    messages.success(request, said % {"n": len(made.rows), "new": made.created})
    for name, other in made.doubtful[:5]:
        words = _("%(name)s was entered beside %(other)s: if they are the same, say so under Duplicates.")
        messages.warning(request, words % {"name": name, "other": other})
    _say(request, done)
    return redirect("setup", slug=slug)


def _open(request: HttpRequest, slug: str, side: str) -> dict[str, Any]:
    if side not in SIDES:
        raise Http404
    return open_mission(request, slug, "people", edit=True) | {"side": side}


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200, **more: Any) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    found = choices_of(context["mission"], travelling=context["side"] == "delegates", words=words)
    context |= {"choices": found, "words": words, "chosen": sum(1 for one in found if one.chosen)} | more
    return render(request, "missions/people/choose.html", context, status=status)


def _say(request: HttpRequest, done: actions.Chosen) -> None:
    if done.listed:
        said = ngettext(
            "%(n)s of their contacts is listed among the people. Nothing is sent before you invite.",
            "%(n)s of their contacts are listed among the people. Nothing is sent before you invite.",
            done.listed,
        )
        messages.success(request, said % {"n": done.listed})
    for name in done.seated:
        messages.warning(request, _("%(name)s: somebody said yes to a seat, which stays.") % {"name": name})


def _keys(given: list[str]) -> list[int]:
    return [int(key) for key in given if key.isdecimal() and len(key) <= MOST_DIGITS]


def _number(request: HttpRequest, pk: int) -> int:
    text = request.POST.get(f"people_{pk}", "1")
    return int(text) if text.isdecimal() and len(text) < 4 else 1
