"""How often somebody may try: counted in the cache that every process shares, two at once included.

A limit is counted against where the attempts come from, never against the address alone: whoever types somebody
else's address again and again keeps only themselves out. A browser that has signed in to an address before carries a
signed mark and is counted by itself, so that not even a flood from everywhere keeps its person out.
"""

from __future__ import annotations

import secrets
from typing import Protocol, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from jumelage.text import mail_address
from jumelage.web.accounts.allauth_internals import consume

__all__ = ["Counted", "count", "count_for", "remember_browser"]

COOKIE = "jumelage_browser"
SALT = "jumelage.accounts.browser"
LASTS = 365 * 24 * 3600
MOST = 5  # addresses that a browser is remembered for


class Counted(Protocol):
    """An attempt that was counted."""

    def rollback(self) -> None:
        """Count it no more."""


def count(request: HttpRequest, action: str, key: str) -> Counted | None:
    """Count an attempt against ``ACCOUNT_RATE_LIMITS``; None when there were too many."""
    return cast("Counted | None", consume(request, app="allauth.account", action=action, key=key))


def count_for(request: HttpRequest, action: str, email: str) -> Counted | None:
    """Count an attempt to sign in as an address; None when too many came from there.

    From a known browser, against the browser; from elsewhere, against the network address it comes from
    (``ACCOUNT_RATE_LIMITS[action]``) and against the address from all unknown browsers together (``action + "_all"``).
    """
    browser, known = _browser(request)
    if _print(email) in known:
        return count(request, f"{action}_known", f"{browser}|{email}")
    source = get_adapter().get_client_ip(request)
    counted = count(request, action, f"{source}|{email}")
    return counted if counted is not None and count(request, f"{action}_all", email) is not None else None


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Mark a browser that has just signed in to an address. The mark opens nothing and names nobody."""
    browser, known = _browser(request)
    prints = list(dict.fromkeys([_print(email), *known]))[:MOST]
    response.set_signed_cookie(
        COOKIE, ".".join([browser, *prints]), salt=SALT, max_age=LASTS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _browser(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the number of a browser and the prints of the addresses it has signed in to."""
    try:
        number, *known = str(request.get_signed_cookie(COOKIE, salt=SALT, max_age=LASTS)).split(".")
    except (KeyError, signing.BadSignature):
        return secrets.token_hex(8), []
    return number, known


def _print(email: str) -> str:
    return salted_hmac(SALT, mail_address(email), algorithm="sha256").hexdigest()[:24]
