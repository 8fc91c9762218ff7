"""Who enters a page: asked before anything is read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from jumelage.web.accounts.queries import agencies_edited_by

__all__ = ["looked_for", "officers_only", "posted"]


def officers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let officers of an agency in; ``request.agencies`` are those whose officer the person is."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.agencies = list(agencies_edited_by(request.user))  # type: ignore[attr-defined]
        if not request.agencies:  # type: ignore[attr-defined]
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def looked_for(request: HttpRequest, name: str = "q") -> str:
    """Return what a search looks for, without what no database takes."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def posted(request: HttpRequest) -> Any:
    """Return what a form was sent with, None where the page is only looked at; an empty form that was sent is one."""
    return request.POST if request.method == "POST" else None
