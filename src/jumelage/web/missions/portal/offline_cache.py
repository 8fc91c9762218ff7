"""Whose pages a phone may keep for when the network fails, until when, and when it forgets them.

A page under ``/my/`` says so in one header: a mark of the person's session, and when that session ends. The service
worker keeps only pages that carry it, and only one person's. Signing out, or a session that is over, tells the browser
to forget everything.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac

__all__ = ["HEADER", "kept_copies"]

HEADER = "X-Jumelage-Copy"
ROOM = "/my/"
Handler = Callable[[HttpRequest], HttpResponse]


def kept_copies(handle: Handler) -> Handler:
    """Mark the pages that the person's own phone may keep; have it forget them when the session is over."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        if _is_over(request, response):
            response.headers["Clear-Site-Data"] = '"storage"'
        elif _may_be_kept(request, response):
            response.headers[HEADER] = f"{_owner(request)} {int(request.session.get_expiry_date().timestamp())}"
        return response

    return middleware


def _is_over(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a browser that had a session is sent to the sign-in page."""
    target = response.headers.get("Location", "")
    to_sign_in = response.status_code == 302 and target.partition("?")[0] == resolve_url(settings.LOGIN_URL)
    return to_sign_in and settings.SESSION_COOKIE_NAME in request.COOKIES


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    page = response.headers.get("Content-Type", "").startswith("text/html")
    asked = request.method == "GET" and request.path.startswith(ROOM) and response.status_code == 200
    return asked and page and "at" not in request.GET and request.user.is_authenticated


def _owner(request: HttpRequest) -> str:
    """Name the person's session without telling who it is."""
    return salted_hmac(HEADER, f"{request.user.pk}:{request.session.session_key}").hexdigest()[:24]
