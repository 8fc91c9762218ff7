"""Who a program acts for: a page of the person's browser, or a key in the ``Authorization`` header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from jumelage.web.api.actions import note_use
from jumelage.web.api.queries import key_that_opens

__all__ = ["AUTHENTICATION"]

SAFE = ("GET", "HEAD", "OPTIONS")


class KeyAuthentication(HttpBearer):
    """``Authorization: Bearer jumelage_…``: the person's rights; a reading key changes nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the person that a key acts for."""
        key = key_that_opens(token)
        if key is None:
            return None
        if request.method not in SAFE and not key.may_write:
            raise HttpError(403, "This key only reads. / Cette clé ne fait que lire.")
        note_use(key)
        request.user = key.user
        return key.user


class SessionAuthentication(SessionAuth):
    """The session of a browser; changes carry its CSRF token."""


AUTHENTICATION = [KeyAuthentication(), SessionAuthentication()]
