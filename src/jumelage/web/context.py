"""What every page needs: the version, the mode, the agencies of the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

import jumelage
from jumelage.web.accounts.queries import roles_of
from jumelage.web.guide_table import GUIDE_OF

__all__ = ["everywhere"]


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Add to each template's context what the frame around the page shows."""
    return {
        "release": jumelage.__version__,
        "demo": settings.DEMO,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "agency_roles": SimpleLazyObject(lambda: _roles(request)),
        "help_page": _guide_of(request),
        "other_language": "en" if get_language() == "fr" else "fr",
    }


def _guide_of(request: HttpRequest) -> str:
    """Name the guide of the page that is asked for; empty where there is none."""
    match = getattr(request, "resolver_match", None)
    return GUIDE_OF.get(match.url_name or "", "") if match else ""


def _roles(request: HttpRequest) -> set[str]:
    """Return what the person is in any agency, read once for the whole page: nothing for a participant."""
    user = getattr(request, "user", None)
    return {row.role for row in roles_of(user)} if user is not None and user.is_authenticated else set()
