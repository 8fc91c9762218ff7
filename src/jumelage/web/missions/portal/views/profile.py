"""What a participant says of their own organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from jumelage.web.directory.queries import statements
from jumelage.web.missions.portal.actions import state_own_profile
from jumelage.web.missions.portal.forms import OwnProfileForm
from jumelage.web.missions.portal.views.home import entered

__all__ = ["my_profile"]


def my_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change what one's own organisation offers and needs, in French and in English."""
    context = entered(request, slug, "profile")
    if not context["acting"]:
        raise PermissionDenied
    mine = context["mine"]
    form = OwnProfileForm(request.POST or None, initial=statements(mine))
    if request.method == "POST" and form.is_valid():
        reasons = state_own_profile(request.user, context["mission"], mine, form.cleaned_data)
        said = ngettext(
            "Saved: %(n)s possible meeting has a reason.", "Saved: %(n)s possible meetings have a reason.", reasons
        )
        messages.success(request, said % {"n": reasons})
        return redirect("my-suggestions", slug=slug)
    return render(request, "my/profile.html", context | {"form": form}, status=422 if form.is_bound else 200)
