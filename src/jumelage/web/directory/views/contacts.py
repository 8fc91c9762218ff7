"""The people of an organisation: added, corrected, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.accounts.queries import role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory import actions, queries
from jumelage.web.directory.forms import ContactForm

__all__ = ["contact", "new_contact", "remove_contact"]


def new_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to write to."""
    organisation = queries.whole(request.user, pk)
    if organisation is None:
        raise Http404
    return _form(request, organisation, None)


def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a contact."""
    found = queries.contact_of(request.user, pk)
    if found is None:
        raise Http404
    return _form(request, found.organisation, found)


def _form(request: HttpRequest, organisation: Any, found: Any) -> HttpResponse:
    if not may_edit(role_in(request.user, organisation.agency)):
        raise PermissionDenied
    initial = {name: getattr(found, name) or "" for name in ContactForm.base_fields} if found else {}
    form = ContactForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            kept = actions.save_contact(request.user, organisation, form.cleaned_data, found)
            messages.success(request, _("%(who)s is kept among the contacts.") % {"who": kept})
            return redirect("directory-organisation", organisation.pk)
        status = 422
    context = {"room": "directory", "form": form, "organisation": organisation, "contact": found}
    return render(request, "directory/contact.html", context, status=status)


@require_POST
def remove_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a contact."""
    found = queries.contact_of(request.user, pk)
    if found is None:
        raise Http404
    actions.remove_contact(request.user, found)
    messages.success(request, _("%(who)s is no longer among the contacts.") % {"who": found})
    return redirect("directory-organisation", found.organisation_id)
