"""What every page needs: the version, the mode, the agencies of the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

import jumelage
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to

__all__ = ["everywhere"]


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Add to each template's context what the frame around the page shows."""
    return {
        "release": jumelage.__version__,
        "demo": settings.DEMO,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "edits": SimpleLazyObject(
            lambda: agencies_edited_by(request.user).exists() if hasattr(request, "user") else False
        ),
        "member": SimpleLazyObject(
            lambda: agencies_visible_to(request.user).exists() if hasattr(request, "user") else False
        ),
        "other_language": "en" if get_language() == "fr" else "fr",
    }
