"""The list of organisations, the page of one, its form, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.matching.codes import Suggestion, suggest_codes
from jumelage.reference.classification import closest
from jumelage.web.accounts.queries import agencies_edited_by, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory import actions, queries
from jumelage.web.directory.forms import COLUMN_WORDS, FilterForm, NoteForm, OrganisationForm

__all__ = ["add_note", "archive", "edit", "new", "organisation", "organisations", "remove_note", "restore", "set_code"]

ROWS_A_PAGE = 50
SUGGESTED = 5


def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations: searched, filtered, page by page."""
    towns, kinds, tags = (
        queries.towns_seen_by(request.user), queries.kinds_seen_by(request.user), queries.tags_seen_by(request.user),
    )  # fmt: skip
    form = FilterForm(request.GET, towns=towns, kinds=kinds, tags=tags)
    chosen = form.chosen()
    page = Paginator(queries.listed(request.user, chosen), ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "room": "directory",
        "tab": "list",
        "form": form,
        "chosen": chosen,
        "page": page,
        "query": query.urlencode(),
        "total": queries.visible_to(request.user).count(),
        "incomplete": queries.to_complete(request.user),
        "beside": queries.beside_the_list(request.user),
        "may_edit": agencies_edited_by(request.user).exists(),
    }
    return render(request, "directory/organisations.html", context)


def _found(request: HttpRequest, pk: int) -> Any:
    found = queries.whole(request.user, pk)
    if found is None:
        raise Http404
    return found


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation: profile, contacts, notes, what happened to it."""
    return _page(request, _found(request, pk), NoteForm())


def _page(request: HttpRequest, found: Any, note: NoteForm, status: int = 200) -> HttpResponse:
    editor = may_edit(role_in(request.user, found.agency))
    suggestions = _suggestions(found) if editor and "codes" in request.GET else None
    context = {
        "room": "directory",
        "organisation": found,
        "industry": closest(found.naics) if found.naics else None,
        "timeline": queries.timeline_of(found),
        "missions": queries.missions_of(found),
        "statement_groups": [(_("What it offers"), found.offers.all()), (_("What it needs"), found.needs.all())],
        "note_form": note,
        "suggestions": suggestions,
        "may_edit": editor,
        "column_words": COLUMN_WORDS,
    }
    return render(request, "directory/organisation.html", context, status=status)


def _suggestions(found: Any) -> list[Suggestion]:
    said = [text for one in (*found.offers.all(), *found.needs.all()[:0]) for text in (one.text_fr or one.text_en,)]
    return suggest_codes("\n".join(said)[:2000], top=SUGGESTED) if said else []


def new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    agencies = agencies_edited_by(request.user)
    if not agencies:
        raise PermissionDenied
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = agencies.filter(
            pk=request.POST.get("agency", "0") if request.POST.get("agency", "").isdecimal() else 0
        ).first()
        made = actions.enter(request.user, agency or agencies[0], form.record())
        messages.success(request, _("%(name)s is in the directory.") % {"name": made.name})
        return redirect("directory-organisation", made.pk)
    return _form(request, form, None, agencies)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an organisation; what was typed is never lost, whatever somebody else wrote meanwhile."""
    found = _found(request, pk)
    if not may_edit(role_in(request.user, found.agency)):
        raise PermissionDenied
    record = queries.record_of(found)
    initial = OrganisationForm.of(record) | {"seen": queries.fingerprint(record)}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(request.user, found, form.record(record), form.cleaned_data["seen"])
        except actions.ConcurrentChangeError:
            form.data = dict(request.POST.items()) | {"seen": initial["seen"]}
            form.add_error(
                None,
                _(
                    "Somebody changed this record while you were writing. What you typed is below; save again to keep it."
                ),
            )
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
            return redirect("directory-organisation", pk)
    return _form(request, form, found, [])


def _form(request: HttpRequest, form: OrganisationForm, found: Any, agencies: Any) -> HttpResponse:
    context = {
        "room": "directory",
        "form": form,
        "organisation": found,
        "agencies": agencies if len(agencies) > 1 else [],
        "towns": queries.towns_seen_by(request.user),
        "tags": queries.tags_seen_by(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/edit.html", context, status=status)


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an organisation out of the lists."""
    found = _found(request, pk)
    actions.archive(request.user, found)
    messages.success(
        request, _("%(name)s is archived: out of the lists, nothing deleted. Undo on its page.") % {"name": found.name}
    )
    return redirect("directory-organisation", pk)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back."""
    found = _found(request, pk)
    actions.restore(request.user, found)
    messages.success(request, _("%(name)s is in the lists again.") % {"name": found.name})
    return redirect("directory-organisation", pk)


@require_POST
def set_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the industry code that was chosen among those suggested."""
    found = _found(request, pk)
    code = request.POST.get("code", "")
    if not may_edit(role_in(request.user, found.agency)):
        raise PermissionDenied
    if code.isdecimal() and len(code) <= 6 and closest(code):
        actions.set_code(request.user, found, code)
        messages.success(request, _("The industry of %(name)s is %(code)s.") % {"name": found.name, "code": code})
    return redirect("directory-organisation", pk)


@require_POST
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a note."""
    found = _found(request, pk)
    if not may_edit(role_in(request.user, found.agency)):
        raise PermissionDenied
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.add_note(request.user, found, form.cleaned_data["text"])
    messages.success(request, _("The note is kept."))
    return redirect("directory-organisation", pk)


@require_POST
def remove_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a note."""
    note = queries.note_of(request.user, pk)
    if note is None:
        raise Http404
    actions.remove_note(request.user, note)
    messages.success(request, _("The note is removed."))
    return redirect("directory-organisation", note.organisation_id)
