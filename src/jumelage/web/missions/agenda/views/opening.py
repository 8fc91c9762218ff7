"""How each page of a mission starts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import SimpleLazyObject

from jumelage.web.missions.agenda.queries import programmes as queries
from jumelage.web.missions.core.queries.access import eye_on, open_to
from jumelage.web.missions.core.rules import AGENCY_TABS, SHARED_TABS, Eye

__all__ = ["drawn", "opened", "opened_to_edit"]


def opened(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Return the mission if the person sees it, the version and programme that they see, and what they may do.

    People of the agency see the latest version, whatever its state. Partners and council readers see the latest public
    one, without what is between two firms, and only some of the pages (``PermissionDenied`` for the others).
    """
    mission = get_object_or_404(open_to(request.user), slug=slug)
    eye = eye_on(request.user, mission)
    ours = eye in (Eye.OFFICER, Eye.AGENCY_READER)
    tabs = AGENCY_TABS if ours else SHARED_TABS
    if tab not in tabs:
        raise PermissionDenied
    version = queries.current_version(mission) if ours else queries.public_version(mission)
    return {
        "mission": mission,
        "version": version,
        "programme": SimpleLazyObject(lambda: _programme(version, ours)) if version else None,
        "tab": tab,
        "tabs": tabs,
        "shared": not ours,
        "may_edit": eye == Eye.OFFICER,
    }


def _programme(version: Any, ours: bool) -> Any:
    """Read the programme when a page first asks for it: many do not."""
    whole = queries.programme_of(version)
    return whole if ours else queries.without_reasons(whole)


def drawn(context: dict[str, Any], version: Any) -> str:
    """Name all that a page draws of a version, so that it is drawn once: the same name, the same tables."""
    return f"{context['mission'].slug} {version.pk} {queries.contents_of(version)} {context['shared']}"


def opened_to_edit(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """Open a mission for a change: readers are told that they may not."""
    context = opened(request, slug, tab)
    if not context["may_edit"]:
        raise PermissionDenied
    return context
