"""The portfolio of links over all missions, the page of one link, and what is done to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.language import Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.queries import agencies_edited_by, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.formatting import page_language
from jumelage.web.links import actions, queries
from jumelage.web.links.forms import (
    ATTRIBUTION_WORDS,
    GRADE_WORDS,
    STAGE_WORDS,
    LinkNoteForm,
    NextStepForm,
    OpenForm,
    RiskForm,
    StepForm,
)
from jumelage.web.links.rules import NoteVisibility

__all__ = ["close_risk", "link", "new", "next_step", "note", "portfolio", "risk", "step"]

WORDS = {"stages": STAGE_WORDS, "attributions": ATTRIBUTION_WORDS, "grades": GRADE_WORDS}


def _in_one_language(words: str) -> Bilingual:
    """Keep a text in the language that it was written in."""
    language = page_language()
    return Bilingual(fr=words if language == "fr" else "", en=words if language == "en" else "")


def portfolio(request: HttpRequest) -> HttpResponse:
    """Show the links over all missions by stage, what is due this week, and the silent ones."""
    text = request.GET.get("q", "").strip()[:100]
    mine = "mine" in request.GET
    asked = request.GET.get("organisation", "")
    organisation = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    stage = next((one for one in Stage if one == request.GET.get("stage")), None)
    given = request.GET.get("page", "")
    page = max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1
    found = queries.portfolio(
        request.user, timezone.localdate(), text=text, organisation=organisation, mine=mine, stage=stage, page=page
    )
    editor = agencies_edited_by(request.user).exists()
    context = {"room": "links", "portfolio": found, "q": text, "mine": mine, "may_edit": editor} | WORDS
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop("stage", None)
    context |= {"stage": stage, "kept": kept.urlencode(), "page": page, "next_page": page + 1}
    return render(request, "links/portfolio.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Open a link by hand."""
    agency = agencies_edited_by(request.user).first()
    if agency is None:
        raise PermissionDenied
    given = {name: request.GET.get(name, "")[:200] for name in ("a", "b", "relation", "what")}
    slug = request.GET.get("mission", "")
    form = OpenForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = actions.Draft(
            a=queries.end_named(request.user, data["a"]),
            b=queries.end_named(request.user, data["b"]),
            relation=data["relation"],
            what=_in_one_language(data["what"]),
            attribution=Attribution(data["attribution"]),
            grade=Grade(data["grade"]),
            mission=queries.mission_to_link(request.user, slug),
        )
        made = actions.open_link(
            request.user, draft.mission.agency if draft.mission else agency, draft, timezone.localdate()
        )
        messages.success(request, _("The link is open: plan its next step."))
        return redirect("link", made.pk)
    context = {"room": "links", "form": form, "names": queries.names_to_choose(request.user)}
    return render(request, "links/new.html", context, status=422 if request.method == "POST" else 200)


def _found(request: HttpRequest, pk: int) -> Any:
    found = queries.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one link: where it stands, its next step, its history, its notes."""
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, found: Any, status: int = 200, **given: forms.Form) -> HttpResponse:
    editor = may_edit(role_in(request.user, found.agency))
    people = queries.owners_for(found)
    context = {
        "room": "links",
        "link": found,
        "notes": queries.notes_of(request.user, found),
        "may_edit": editor,
        "today": timezone.localdate(),
        "next_form": NextStepForm(
            people,
            initial={"next_step": found.next_step, "next_due": found.next_due, "owner": str(found.owner_id or "")},
        ),
        "step_form": StepForm(initial={"stage": found.stage, "dated": timezone.localdate().isoformat()}),
        "risk_form": RiskForm(),
        "note_form": LinkNoteForm(),
    }
    return render(request, "links/link.html", context | given | WORDS, status=status)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a step into the history."""
    found, form = _found(request, pk), StepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, step_form=form)
    data = form.cleaned_data
    made = actions.Step(
        stage=Stage(data["stage"]),
        dated=data["dated"],
        note=_in_one_language(data["note"]),
        grade=Grade(data["grade"]),
        source_url=data["source_url"],
    )
    try:
        actions.take_step(
            request.user, found, made, timezone.localdate(), lost_why=data["lost_why"], lost_to=data["lost_to"]
        )
    except actions.InvalidStepError:
        form.add_error("dated", _("This date is still to come: write when it happened."))
        return _page(request, found, 422, step_form=form)
    messages.success(request, _("The step is in the history."))
    return redirect("link", pk)


@require_POST
def next_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the next step, or take it off."""
    found = _found(request, pk)
    if "done" in request.POST:
        actions.plan_next_step(request.user, found, "", None, found.owner)
        messages.success(request, _("The next step is off the list: plan another one if there is one."))
        return redirect("link", pk)
    form = NextStepForm(queries.owners_for(found), request.POST)
    if not form.is_valid():
        return _page(request, found, 422, next_form=form)
    data = form.cleaned_data
    actions.plan_next_step(request.user, found, data["next_step"], data["next_due"], form.people[data["owner"]])
    messages.success(request, _("The next step is planned; its owner is reminded the day before."))
    return redirect("link", pk)


@require_POST
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Flag a payment risk."""
    found, form = _found(request, pk), RiskForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, risk_form=form)
    actions.flag_payment_risk(request.user, found, _in_one_language(form.cleaned_data["reason"]), timezone.localdate())
    messages.success(request, _("The payment risk is flagged."))
    return redirect("link", pk)


@require_POST
def close_risk(request: HttpRequest, pk: int, risk: int) -> HttpResponse:
    """Close a payment risk."""
    found = _found(request, pk)
    flagged = next((one for one in found.payment_risks.all() if one.pk == risk), None)
    if flagged is None:
        raise Http404
    actions.close_payment_risk(request.user, flagged, timezone.localdate())
    messages.success(request, _("The payment risk is closed."))
    return redirect("link", pk)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note."""
    found, form = _found(request, pk), LinkNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, note_form=form)
    data = form.cleaned_data
    actions.write_note(request.user, found, data["text"], NoteVisibility(data["visibility"]))
    messages.success(request, _("The note is kept."))
    return redirect("link", pk)
