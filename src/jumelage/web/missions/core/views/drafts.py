"""A mission before it is planned: started from a model town or a practice, filled in, taken away as a folder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.language import Bilingual, say_number
from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.missions.core.actions import drafts as actions
from jumelage.web.missions.core.forms import DaysForm, PeopleForm, StartForm
from jumelage.web.missions.core.queries import drafts
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.practices.queries import library, model_towns, transfers
from jumelage.web.towns.queries import visible_to as towns_visible_to

__all__ = ["draft_days", "draft_page", "draft_people", "draft_topics", "start"]

MOST_SUBJECTS = 3
VISITS_A_DAY = 4  # an hour each and half an hour of road leave time for meetings


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a draft from a model town, or from a town of the library; ask for our own town where it is not known."""
    agencies = agencies_edited_by(request.user)
    if not agencies:
        raise PermissionDenied
    destination, practices, subjects = _asked(request)
    given = request.POST.copy()
    given.setdefault("agency", agencies[0].slug)
    home = transfers.home_of(agencies[0])
    if home is not None:
        given.setdefault("origin", home.slug)
    form = StartForm(given, agencies, towns_visible_to(request.user))
    if not form.is_valid():
        kept = {key: request.POST[key] for key in ("model", "town") if key in request.POST}
        context = {"form": form, "destination": destination, "kept": kept, "room": "models"}
        return render(request, "missions/core/start.html", context, status=422)
    chosen = form.cleaned_data
    draft = actions.start_mission(request.user, chosen["agency"], chosen["origin"], destination, practices, subjects)
    return redirect("mission", slug=draft.slug)


def _asked(request: HttpRequest) -> tuple[str, list[Any], list[actions.Subject]]:
    """Return where to, and what about."""
    search, _slash, slug = request.POST.get("model", "").partition("/")
    model = model_towns.town_of(request.user, search, slug) if search and slug else None
    if model is not None:
        practices = list(model_towns.practices_there(model))
        later = model_towns.later_of(model)
        subjects = [_subject(gain) for gain in later.gains[:MOST_SUBJECTS]] if later else []
        if not practices and not subjects:
            subjects = [actions.Subject(_whole(model))]
        return model.name, practices, subjects
    asked = request.POST.get("town", "")
    town = get_object_or_404(towns_visible_to(request.user), slug=asked if asked.isprintable() else "")
    practices = list(library.of_town(request.user, town))
    if not practices:
        raise Http404
    return town.name, practices, []


def _subject(gain: Any) -> actions.Subject:
    fr, en = ((say_number(gain.before, lang), say_number(gain.after, lang)) for lang in ("fr", "en"))
    asked = Bilingual(
        fr=f"De {fr[0]} à {fr[1]} emplois depuis le choc\u00a0: qu'est-ce qui l'a permis\u00a0?",
        en=f"From {en[0]} to {en[1]} jobs since the blow: what made it possible?",
    )
    return actions.Subject(gain.name, asked)


def _whole(model: Any) -> Bilingual:
    return Bilingual(fr=f"Ce qui a remplacé les emplois à {model.name}", en=f"What replaced the jobs in {model.name}")


def draft_page(request: HttpRequest, context: dict[str, Any], status: int = 200, **forms: Any) -> HttpResponse:
    """Show a draft: what it is about, what is left to say, and the folder to take away."""
    draft = context["mission"]
    guests = drafts.guests(draft)
    travelling = sum(guest.people for guest in guests)
    initial = {"first": draft.first_day, "last": draft.last_day, "goal_fr": draft.goal_fr, "goal_en": draft.goal_en}
    context |= {
        "topics": drafts.topics(draft),
        "others": drafts.other_practices(request.user, draft) if context["may_edit"] else [],
        "guests": guests,
        "travelling": travelling,
        "organisations": sum(1 for guest in guests if guest.people),
        "dated": bool(draft.first_day),
        "room": VISITS_A_DAY * draft.days,
        "days_form": forms.get("days") or DaysForm(initial=initial),
        "people_form": forms.get("people") or PeopleForm(None, guests),
    }
    return render(request, "missions/core/draft.html", context, status=status)


def _to_change(request: HttpRequest, slug: str) -> dict[str, Any]:
    context = open_mission(request, slug, "overview", edit=True)
    if context["mission"].planned:
        raise Http404
    return context


@require_POST
def draft_days(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep when the delegation is there, and what for."""
    context, form = _to_change(request, slug), DaysForm(request.POST)
    if not form.is_valid():
        return draft_page(request, context, 422, days=form)
    given = form.cleaned_data
    goal = Bilingual(fr=given["goal_fr"], en=given["goal_en"])
    actions.set_days(request.user, context["mission"], given["first"], given["last"], goal)
    messages.success(request, _("The days are saved."))
    return redirect("mission", slug=slug)


@require_POST
def draft_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep who travels."""
    context = _to_change(request, slug)
    form = PeopleForm(request.POST, drafts.guests(context["mission"]))
    if not form.is_valid():
        return draft_page(request, context, 422, people=form)
    actions.choose_delegation(request.user, context["mission"], form.people())
    messages.success(request, _("The delegation is saved."))
    return redirect("mission", slug=slug)


@require_POST
def draft_topics(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a practice to the topics, or drop a topic."""
    context = _to_change(request, slug)
    practice = library.practice_of(request.user, request.POST.get("practice", ""))
    dropped = request.POST.get("drop", "")
    if practice is not None:
        actions.add_practice(request.user, context["mission"], practice)
    elif dropped.isdecimal():
        actions.remove_topic(request.user, context["mission"], int(dropped))
    return redirect("mission", slug=slug)
