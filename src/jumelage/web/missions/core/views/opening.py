"""How each page of a mission starts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jumelage.web.missions.core.queries.access import open_to, viewer_role
from jumelage.web.missions.core.rules import AGENCY_TABS, SHARED_TABS, ViewerRole

__all__ = ["open_mission"]


def open_mission(request: HttpRequest, slug: str, tab: str, *, edit: bool = False) -> dict[str, Any]:
    """Return the mission if the person sees it, and what they may do; ``edit`` asks for the right to change it.

    Partners and council readers see only some of the pages (``PermissionDenied`` for the others).
    """
    mission = get_object_or_404(open_to(request.user), slug=slug)
    role = viewer_role(request.user, mission)
    ours = role in (ViewerRole.OFFICER, ViewerRole.AGENCY_READER)
    tabs = AGENCY_TABS if ours else SHARED_TABS
    may_edit = role == ViewerRole.OFFICER
    if tab not in tabs or (edit and not may_edit):
        raise PermissionDenied
    return {"mission": mission, "tab": tab, "tabs": tabs, "shared": not ours, "may_edit": may_edit}
