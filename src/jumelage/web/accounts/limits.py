"""How often somebody may try: counted in the cache that every process shares, two at once included."""

from __future__ import annotations

from typing import Protocol, cast

from django.http import HttpRequest

from jumelage.web.accounts.allauth_internals import consume

__all__ = ["Counted", "count"]


class Counted(Protocol):
    """An attempt that was counted."""

    def rollback(self) -> None:
        """Count it no more."""


def count(request: HttpRequest, action: str, key: str) -> Counted | None:
    """Count an attempt against ``ACCOUNT_RATE_LIMITS``; None when there were too many."""
    return cast("Counted | None", consume(request, app="allauth.account", action=action, key=key))
