"""Pages for those who write programs: what the service offers, and their keys."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.web.api import actions, queries
from jumelage.web.api.forms import KeyForm
from jumelage.web.api.outline import outline
from jumelage.web.api.service import service

__all__ = ["keys", "reference", "revoke"]


@login_not_required
def reference(request: HttpRequest) -> HttpResponse:
    """Show what the service offers."""
    described = service.get_openapi_schema(path_prefix="/api/")
    return render(request, "api/reference.html", {"groups": outline(described), "room": "api"})


def keys(request: HttpRequest) -> HttpResponse:
    """List the person's keys, and make one: its secret is shown on this page only."""
    form = KeyForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "room": "api"}
    if request.method == "POST" and form.is_valid():
        context["made"], context["secret"] = actions.make_key(request.user, **form.cleaned_data)
        context["form"] = KeyForm()
    context["keys"] = queries.visible_to(request.user)
    return render(request, "api/keys.html", context, status=422 if form.is_bound and not form.is_valid() else 200)


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Let a key open nothing any more."""
    if not queries.visible_to(request.user).filter(pk=key).exists():
        raise Http404
    if actions.revoke_key(request.user, key):
        messages.success(request, _("The key opens nothing any more."))
    return redirect("access-keys")
