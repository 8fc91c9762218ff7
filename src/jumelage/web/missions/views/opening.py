"""How each page of a mission starts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jumelage.web.accounts.queries import role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.missions import queries

__all__ = ["opened", "opened_to_edit"]


def opened(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Return the mission if the person sees it, its latest version, its programme, and whether it may be changed."""
    mission = get_object_or_404(queries.visible_to(request.user), slug=slug)
    version = queries.current_version(mission)
    return {
        "mission": mission,
        "version": version,
        "programme": queries.programme_of(version) if version else None,
        "tab": tab,
        "may_edit": may_edit(role_in(request.user, mission.agency)),
    }


def opened_to_edit(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Open a mission for a change: readers are told that they may not."""
    context = opened(request, slug, tab)
    if not context["may_edit"]:
        raise PermissionDenied
    return context
