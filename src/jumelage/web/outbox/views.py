"""Mail for officers: what was sent, how it is worded, who gets none; and the page that stops it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelage.web.accounts.decorators import looked_for, officers_only, posted
from jumelage.web.outbox import actions, queries
from jumelage.web.outbox.composing import read_stop_token
from jumelage.web.outbox.forms import SuppressionForm, WordingForm
from jumelage.web.outbox.rules import MessageState
from jumelage.web.outbox.wordings import Wording, kinds, known_wording

__all__ = [
    "again", "allow", "default", "message", "messages", "preview", "stop", "suppressions", "wording", "wordings",
]  # fmt: skip

A_PAGE = 50


@require_safe
@officers_only
def messages(request: HttpRequest) -> HttpResponse:
    """List the messages, the newest first."""
    asked = request.GET
    state = asked.get("state", "") if asked.get("state", "") in set(MessageState) else ""
    filters = queries.Filters(state, looked_for(request, "kind"), looked_for(request))
    found = queries.messages_found(request.user, filters)
    kinds_known = [(kind, known_wording(kind)) for kind in queries.kinds_sent(request.user)]
    counts = queries.counts(request.user)
    context = {
        "page": Paginator(found, A_PAGE).get_page(asked.get("page")),
        "filters": filters,
        "names": {kind: made.name for kind, made in kinds_known if made},
        "kinds": kinds_known,
        "states": [(state.value, counts[state]) for state in MessageState],
        "counts": counts,
        "total": sum(counts.values()),
    }
    return render(request, "outbox/messages.html", context | _frame("messages"))


@require_safe
@officers_only
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one message, as it was worded."""
    found = _message(request, pk)
    return render(
        request, "outbox/message.html", {"message": found, "kind": known_wording(found.kind)} | _frame("messages")
    )


@require_POST
@officers_only
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message that failed once more."""
    if actions.send_again(request.user, _message(request, pk)):
        notices.success(request, _("The message goes out again within a minute."))
    return redirect("mail-message", pk)


@require_safe
@officers_only
def wordings(request: HttpRequest) -> HttpResponse:
    """List the kinds of messages and say which have the agency's own wording."""
    agency = _agency(request)
    own = queries.templates_of(agency)
    rows = [(kind, own.get(kind.kind)) for kind in kinds() if not kind.asked_for]
    context = {"rows": rows, "agency": agency, "agencies": request.agencies}  # type: ignore[attr-defined]
    return render(request, "outbox/wordings.html", context | _frame("wordings"))


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def wording(request: HttpRequest, kind: str) -> HttpResponse:
    """Show and change the wording of a kind of message."""
    known, agency = _kind(kind), _agency(request)
    own = queries.templates_of(agency).get(kind)
    if request.method == "POST":
        form = WordingForm(known, request.POST)
        if form.is_valid():
            actions.word(request.user, agency, kind, form.subject, form.body)
            notices.success(request, _saved(form.missing()))
            return redirect(f"{request.path}?agency={agency.slug}")
    else:
        form = WordingForm(known, initial=_texts(own or known))
    context = {"form": form, "kind": known, "own": own, "agency": agency, "samples": _previews(known, form)}
    return render(request, "outbox/wording.html", context | _frame("wordings"), status=422 if form.is_bound else 200)


@require_POST
@officers_only
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what readers would get, with invented values, while the officer types."""
    known = _kind(kind)
    form = WordingForm(known, request.POST)
    form.is_valid()
    context = {"samples": _previews(known, form), "form": form, "missing": form.missing()}
    return render(request, "outbox/preview.html", context)


@require_POST
@officers_only
def default(request: HttpRequest, kind: str) -> HttpResponse:
    """Restore the default wording of a kind of message."""
    agency = _agency(request)
    actions.back_to_default(request.user, agency, _kind(kind).kind)
    notices.success(request, _("The first wording is back."))
    return redirect("mail-wording", kind)


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def suppressions(request: HttpRequest) -> HttpResponse:
    """List the addresses that get nothing, and add one."""
    agency = _agency(request)
    form = SuppressionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.suppress(request.user, agency, form.cleaned_data["email"], form.cleaned_data["note"])
        notices.success(request, _("Nothing more is sent to this address."))
        return redirect("mail-stopped")
    found = queries.suppressions_visible_to(request.user)
    words = looked_for(request)
    if words:
        found = queries.suppressions_like(found, words)
    context = {"page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "form": form, "words": words}
    context |= {"agency": agency, "agencies": request.agencies}  # type: ignore[attr-defined]
    return render(request, "outbox/suppressions.html", context | _frame("stopped"), status=422 if form.errors else 200)


@require_POST
@officers_only
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let mail go to an address again."""
    actions.allow_again(request.user, get_object_or_404(queries.suppressions_visible_to(request.user), pk=pk))
    notices.success(request, _("Mail may go to this address again."))
    return redirect("mail-stopped")


@csrf_exempt  # mail programs post the one-click form of RFC 8058 from elsewhere; the signed address is the right to
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop; only a POST stops. No sign-in: the address of the page is signed."""
    given = read_stop_token(token)
    if given is None:
        raise Http404
    agency = queries.agency_of_stop(given[0])
    if agency is None:
        raise Http404
    if request.method == "POST":
        actions.stop(agency, given[1])
    context = {"agency": agency, "email": given[1], "stopped": request.method == "POST"}
    return render(request, "outbox/stop.html", context)


def _message(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(queries.visible_to(request.user).select_related("agency", "written_by"), pk=pk)


def _kind(kind: str) -> Wording:
    known = known_wording(kind)
    if known is None or known.asked_for:
        raise Http404
    return known


def _agency(request: HttpRequest) -> Any:
    """Return the agency that the page speaks of: the one asked for, else the first."""
    asked = request.POST.get("agency") or request.GET.get("agency")
    mine = request.agencies  # type: ignore[attr-defined]
    return next((agency for agency in mine if agency.slug == asked), mine[0])


def _texts(made: Any) -> dict[str, str]:
    return {
        "subject_fr": made.subject.fr, "subject_en": made.subject.en, "body_fr": made.body.fr, "body_en": made.body.en,
    }  # fmt: skip


def _previews(known: Wording, form: WordingForm) -> list[dict[str, Any]]:
    """Fill both languages with invented values."""
    shown = []
    for language in ("fr", "en"):
        values = {name: known.sample(name).say(language) for name, _meaning in known.values}
        subject, body = (str(form[f"{part}_{language}"].value() or "") for part in ("subject", "body"))
        shown.append({
            "language": language, "subject": actions.filled(subject, values, language), "text": actions.filled(body, values, language),
        })  # fmt: skip
    return shown


def _saved(missing: list[str]) -> str:
    if not missing:
        return _("The wording is saved; messages already written keep theirs.")
    names = ", ".join(f"{{{name}}}" for name in missing)
    return _(
        "The wording is saved. It leaves out %(names)s, which the first one says: check that readers can do without."
    ) % {"names": names}


def _frame(tab: str) -> dict[str, Any]:
    return {"room": "mail", "mail_tab": tab, "mail_kind": settings.MAIL_KIND}
