"""One's own account: name and language, connections, data."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelage.errors import NoResultError
from jumelage.web.accounts import actions, connections, consent, data_export, queries
from jumelage.web.accounts.decorators import posted
from jumelage.web.accounts.forms import EraseForm, ProfileForm
from jumelage.web.accounts.queries import authenticated
from jumelage.web.formatting import page_language

__all__ = [
    "account",
    "answer_role",
    "connections_page",
    "data",
    "end_connection",
    "end_others",
    "erase_own",
    "export_own",
    "withdraw",
]


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change what the service calls the person, and in which language it writes."""
    user = authenticated(request.user)
    form = ProfileForm(posted(request), initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        actions.describe_oneself(user, form.cleaned_data["name"], form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("account")
    roles = queries.roles_of(user)
    return render(
        request, "accounts/account.html", {"form": form, "roles": roles, "room": "account", "own_tab": "account"}
    )


@require_POST
def answer_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a role that an officer gave the person, or refuse it."""
    yes = "yes" in request.POST
    row = actions.answer_claim(authenticated(request.user), pk, yes=yes)
    if row is None:
        raise Http404
    words = _("Your role at %(name)s is confirmed.") if yes else _("You have no role at %(name)s any more.")
    messages.success(request, words % {"name": row.agency.name})
    return redirect("account")


@require_safe
def connections_page(request: HttpRequest) -> HttpResponse:
    """List the browsers that are signed in."""
    found = connections.connections_of(authenticated(request.user))
    context = {
        "connections": found,
        "current": request.session.session_key,
        "room": "account",
        "own_tab": "connections",
    }
    return render(request, "accounts/connections.html", context)


@require_POST
def end_connection(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one browser out."""
    if not connections.end_connection(authenticated(request.user), pk):
        raise Http404
    messages.success(request, _("This connection is ended."))
    return redirect("connections")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other browser out."""
    connections.end_others(request)
    messages.success(request, _("Every other connection is ended."))
    return redirect("connections")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say what is kept, what was agreed to, and what can be asked."""
    context = {
        "rooms": queries.rooms_that_keep(request.user),
        "consents": consent.consents_of(authenticated(request.user)),
        "requests": data_export.requests_of(request.user),
        "room": "account",
        "own_tab": "data",
    }
    return render(request, "accounts/data.html", context)


@require_POST
def export_own(request: HttpRequest) -> HttpResponse:
    """Hand everything over."""
    return as_file(data_export.export_person_data(request.user, request.user))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back."""
    found = consent.consents_of(authenticated(request.user)).filter(pk=pk).first()
    if found is None:
        raise Http404
    consent.withdraw(request.user, found)
    messages.success(request, _("Your consent is withdrawn."))
    return redirect("my-data")


@require_http_methods(["GET", "HEAD", "POST"])
def erase_own(request: HttpRequest) -> HttpResponse:
    """Say what erasing means; erase once the person has said yes."""
    form, problem = EraseForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        try:
            data_export.erase(authenticated(request.user), request.user)
        except NoResultError as error:
            problem = error.say(page_language())
        else:
            request.session.flush()
            request.user = AnonymousUser()
            return render(request, "accounts/erased.html")
    context = {
        "form": form,
        "problem": problem,
        "exported": data_export.exported_lately(request.user),
        "room": "account",
        "own_tab": "data",
    }
    return render(request, "accounts/erase.html", context, status=422 if form.errors or problem else 200)


def as_file(content: bytes) -> HttpResponse:
    """Answer with the file of everything kept about a person."""
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="jumelage-donnees.zip"'
    return answer
