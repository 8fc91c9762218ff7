"""Pages about bringing a practice home."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.errors import InputError
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.formatting import text
from jumelage.web.practices.actions import transfers as actions
from jumelage.web.practices.forms import AnswersForm, PlanForm, ResultForm, StepForm
from jumelage.web.practices.queries import library, transfers
from jumelage.web.practices.rules import StepName, may_discard

__all__ = ["answers", "board", "close", "discard", "mark", "plan", "reopen", "step", "transfer"]


def board(request: HttpRequest) -> HttpResponse:
    """Show every plan of the person's agencies by the step at which it stands."""
    lanes, today = transfers.board(request.user), timezone.localdate()
    open_lanes = [lane for lane in lanes if lane.key != "closed"]
    running = [transfer for lane in open_lanes for transfer in lane.transfers]
    context = {
        "room": "practices",
        "tab": "transfers",
        "lanes": open_lanes,
        "closed": next(lane.transfers for lane in lanes if lane.key == "closed"),
        "running": len(running),
        "late": [t for t in running if any(step.late(today) for step in t.steps.all())],
        "today": today,
        "may_edit": transfers.may_plan(request.user),
    }
    return render(request, "practices/board.html", context)


def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan to bring a practice home."""
    found = library.practice_of(request.user, code)
    if found is None:
        raise Http404
    agencies = list(agencies_edited_by(request.user))
    if not agencies:
        raise PermissionDenied
    home = transfers.home_of(agencies[0])
    form = PlanForm(
        request.POST or None,
        agencies_visible_to(request.user),
        transfers.towns_to_choose(request.user),
        agency=agencies[0].slug,
        here=home.slug if home else None,
        owner=agencies[0].name,
        start=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.plan(
            request.user, given["agency"], found, given["here"], owner=given["owner"], start=given["start"]
        )
        messages.success(request, _("The plan is made: three steps, a review, and what must be true here."))
        return redirect("transfer", pk=made.pk)
    context = {
        "room": "practices",
        "tab": "transfers",
        "practice": found,
        "needs": transfers.needs_of(found),
        "form": form,
        "home": home,
        "distance": transfers.distance_between(home, found) if home else None,
    }
    return render(request, "practices/plan.html", context, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(transfers.visible_to(request.user), pk=pk)


def _to_change(request: HttpRequest, pk: int) -> Any:
    """Open a plan for a change: readers are told that they may not."""
    found = _opened(request, pk)
    if not may_edit(role_in(request.user, found.agency)):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, found: Any, status: int = 200, **forms: Any) -> HttpResponse:
    """Show a plan; ``forms`` are those that came back with a mistake."""
    steps, today = list(found.steps.all()), timezone.localdate()
    needs = list(found.requirements.all())
    now = None if found.outcome else next((step for step in steps if step.done is None), None)
    pending = forms.get("step_form")
    editable = may_edit(role_in(request.user, found.agency))
    rows = [
        (
            step,
            pending[1]
            if pending and pending[0] == step.name
            else StepForm(initial={"owner": step.owner, "due": step.due, "next": step.next}, prefix=step.name),
            step.late(today),
        )
        for step in steps
    ]
    context = {
        "room": "practices",
        "tab": "transfers",
        "transfer": found,
        "practice": found.practice,
        "steps": rows,
        "now": now,
        "late": now is not None and now.late(today),
        "ready": not found.outcome and now is None,
        "answers": forms.get("answers") or AnswersForm(None, needs, closed=bool(found.outcome) or not editable),
        "met": sum(1 for need in needs if need.met),
        "unmet": sum(1 for need in needs if need.met is False),
        "unseen": sum(1 for need in needs if need.met is None),
        "result": forms.get("result") or ResultForm(),
        "history": transfers.history(found),
        "may_edit": editable,
        "may_discard": may_discard(closed=bool(found.outcome), steps_done=sum(1 for s in steps if s.done)),
        "today": today,
    }
    return render(request, "practices/transfer.html", context, status=status)


def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan: what must be true here, what differs, the steps, the result."""
    return _page(request, _opened(request, pk))


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is true here."""
    found = _to_change(request, pk)
    form = AnswersForm(request.POST, list(found.requirements.all()))
    if not form.is_valid():
        return _page(request, found, 422, answers=form)
    actions.answer_requirements(request.user, found, form.answers())
    messages.success(request, _("The list of what must be true here is saved."))
    return redirect("transfer", pk=pk)


def _step_name(name: str) -> str:
    if name not in {step.value for step in StepName}:
        raise Http404
    return name


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change who answers for a step, when, and what comes next."""
    found, form = _to_change(request, pk), StepForm(request.POST, prefix=_step_name(name))
    if not form.is_valid():
        return _page(request, found, 422, step_form=(name, form))
    given = form.cleaned_data
    actions.change_step(request.user, found, name, owner=given["owner"], due=given["due"], following=given["next"])
    messages.success(request, _("The step is saved."))
    return redirect("transfer", pk=pk)


@require_POST
def mark(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Mark a step as done, or take that back."""
    found = _to_change(request, pk)
    undo = "undo" in request.POST
    try:
        actions.mark_step(request.user, found, _step_name(name), None if undo else timezone.localdate())
    except InputError as error:
        for problem in error.problems:
            messages.error(request, f"{text(problem.what)} {text(problem.remedy)}")
        return redirect("transfer", pk=pk)
    messages.success(request, _("The step is open again.") if undo else _("The step is done."))
    return redirect("transfer", pk=pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of it."""
    found, form = _to_change(request, pk), ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, result=form)
    given = form.cleaned_data
    actions.close(
        request.user,
        found,
        given["outcome"],
        reason=given["reason"],
        on=timezone.localdate(),
        shared=given["shared"],
    )
    messages.success(request, _("The result is recorded, and stands on the page of the practice."))
    return redirect("transfer", pk=pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a result back."""
    again = actions.reopen(request.user, _to_change(request, pk))
    messages.success(request, _("The result is taken back: the plan is open again."))
    return redirect("transfer", pk=again.pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a plan on which nothing was done."""
    found = _to_change(request, pk)
    code = found.practice.code
    actions.discard(request.user, found)
    messages.success(request, _("The plan is thrown away; nothing had been done on it."))
    return redirect("practice", code=code)
