"""What happens to every request: security headers, the reader's language, the demonstration's sign-in."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from jumelage.web.accounts.actions import sign_in_demonstration
from jumelage.web.accounts.connections import note_seen
from jumelage.web.environment import LOOPBACK
from jumelage.web.logs import request_id

__all__ = ["chosen_language", "content_security_policy", "demonstration_officer", "is_local", "numbered", "seen"]

Handler = Callable[[HttpRequest], HttpResponse]

WATCHED = ("/healthz", "/metrics")  # asked again and again by machines: no session for them

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def numbered(handle: Handler) -> Handler:
    """Give each request a number that its log lines and its answer carry."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(6)
        mark = request_id.set(number)
        try:
            response = handle(request)
        finally:
            request_id.reset(mark)
        response.headers["X-Request-ID"] = number
        return response

    return middleware


def content_security_policy(handle: Handler) -> Handler:
    """Let a page load only what this server serves; no inline script, no inline style without the page's nonce."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        response = handle(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=request.csp_nonce))  # type: ignore[attr-defined]
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        # Shipped files say how long they keep; what shows an agency's data is kept nowhere.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def chosen_language(handle: Handler) -> Handler:
    """Speak French until the reader chooses otherwise: a browser's own language is no choice."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = handle(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def demonstration_officer(handle: Handler) -> Handler:
    """In demonstration mode, sign in whoever sits at this very machine; nobody from elsewhere, nobody by a proxy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.DEMO
            and request.path not in WATCHED
            and not request.user.is_authenticated
            and _at_this_machine(request)
        ):
            sign_in_demonstration(request, settings.DEMO_EMAIL)
        return handle(request)

    return middleware


def seen(handle: Handler) -> Handler:
    """Note from time to time which browsers a person is signed in with."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in WATCHED and request.user.is_authenticated:
            note_seen(request)
        return handle(request)

    return middleware


def _at_this_machine(request: HttpRequest) -> bool:
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return is_local(request) and host in LOOPBACK


def is_local(request: HttpRequest) -> bool:
    """Tell whether a request comes from this very machine, by no proxy."""
    relayed = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not relayed
