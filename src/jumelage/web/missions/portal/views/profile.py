"""What a participant says of themself and of their own organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelage.web.directory.queries import statements
from jumelage.web.directory.views.statements import tell_left_out
from jumelage.web.missions.people.forms import NeedsForm
from jumelage.web.missions.portal.actions import state_own_needs, state_own_profile
from jumelage.web.missions.portal.forms import OwnProfileForm
from jumelage.web.missions.portal.views.home import entered

__all__ = ["my_profile"]


def my_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change what one's own organisation offers and looks for, and what one needs on the day oneself."""
    context = entered(request, slug, "profile")
    if not context["acting"]:
        raise PermissionDenied
    mine, part = context["mine"], context["part"]
    given = request.POST or None
    about_me = "needs" in request.POST
    needs = NeedsForm(
        given if about_me else None, initial={name: getattr(part, name) for name in NeedsForm.base_fields}
    )
    form = OwnProfileForm(None if about_me else given, initial=statements(mine))
    if needs.is_valid():
        state_own_needs(request.user, part, needs.cleaned_data)
        messages.success(request, _("Saved: the organisers see it on the day sheet."))
        return redirect("my-profile", slug=slug)
    if form.is_valid():
        stated = state_own_profile(request.user, context["mission"], mine, form.cleaned_data)
        said = ngettext(
            "Saved: %(n)s possible meeting has a reason.",
            "Saved: %(n)s possible meetings have a reason.",
            stated.reasons,
        )
        messages.success(request, said % {"n": stated.reasons})
        tell_left_out(request, stated.left_out)
        return redirect("my-suggestions", slug=slug)
    return render(
        request, "missions/portal/profile.html", context | {"form": form, "needs": needs}, status=422 if given else 200
    )
