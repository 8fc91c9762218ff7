"""The people whom an agency knows, for its officers: end their connections, answer their requests about their data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelage.errors import NoResultError
from jumelage.web.accounts import connections, data_export, queries
from jumelage.web.accounts.actions import end_sessions_of, invite_colleague
from jumelage.web.accounts.decorators import looked_for, officers_only, posted
from jumelage.web.accounts.forms import ColleagueForm, EraseForm
from jumelage.web.accounts.rules import Role
from jumelage.web.accounts.views.own import as_file
from jumelage.web.formatting import page_language

__all__ = ["colleague", "end_sessions", "erase_person", "export_person", "people", "person"]


@require_safe
@officers_only
def people(request: HttpRequest) -> HttpResponse:
    """List the people with an account whom the person's agencies know."""
    words = looked_for(request)
    found = queries.people_of(request.agencies, words)  # type: ignore[attr-defined]
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    claims = queries.claims_of(request.agencies)  # type: ignore[attr-defined]
    context = {"page": page, "words": words, "room": "people", "claims": claims}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def colleague(request: HttpRequest) -> HttpResponse:
    """Invite a colleague of one's own agency."""
    agencies = queries.agencies_edited_by(request.user)
    form = ColleagueForm(posted(request), agencies)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        agency = said.get("agency") or agencies[0]
        _user, fresh = invite_colleague(request.user, agency, said["email"], said["name"], Role(said["role"]))
        words = (
            _("%(name)s is invited, by mail.")
            if fresh
            else _("%(name)s already belongs to the agency: nothing was changed.")
        )
        messages.success(request, words % {"name": said["name"]})
        return redirect("people")
    context = {"form": form, "room": "people"}
    return render(request, "accounts/colleague.html", context, status=422 if form.errors else 200)


@require_safe
@officers_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an officer may do for a person."""
    return render(request, "accounts/person.html", _context(request, _person(request, pk)))


@require_POST
@officers_only
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a person out everywhere."""
    found = _person(request, pk)
    end_sessions_of(request.user, found)
    messages.success(request, _("Every connection of this person is ended."))
    return redirect("person", pk)


@require_POST
@officers_only
def export_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Export everything kept about a person who asks for it."""
    return as_file(data_export.export_person_data(_person(request, pk), request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase a person who asks for it, once the data was exported."""
    found = _person(request, pk)
    form, problem = EraseForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        try:
            data_export.erase(found, request.user)
        except NoResultError as error:
            problem = error.say(page_language())
        else:
            messages.success(request, _("The person is erased, the audit trail included."))
            return redirect("people")
    context = _context(request, found) | {"form": form, "problem": problem}
    return render(request, "accounts/erase_person.html", context, status=422 if form.errors or problem else 200)


def _person(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(queries.people_of(request.agencies), pk=pk)  # type: ignore[attr-defined]


def _context(request: HttpRequest, found: Any) -> dict[str, Any]:
    may_end = bool(queries.agencies_that_may_end(request.user, found))
    return {
        "person": found,
        "may_end": may_end,
        "connections": connections.connections_of(found) if may_end else [],
        "requests": data_export.requests_of(found),
        "exported": data_export.exported_lately(found),
        "may_handle": data_export.may_handle(found, request.user),
        "room": "people",
    }
