"""Adapter to django-allauth: its mail goes through the outbox, and nobody signs up by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from jumelage.web.accounts.landing import first_page
from jumelage.web.accounts.models import AnyUser
from jumelage.web.outbox.actions import enqueue

__all__ = ["Adapter"]

FIRST = 10
"""Before any other mail."""


class Adapter(DefaultAccountAdapter):
    """Sign-in by code, and nothing else of what django-allauth can do."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an invitation or by the operator."""
        return False

    def get_login_stages(self) -> list[str]:
        """Wait for a code: the one stage there is."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead officers to their missions, participants to theirs."""
        return first_page(request.user)

    def respond_user_inactive(self, request: HttpRequest, user: AnyUser) -> HttpResponse:
        """Send a closed account back to the sign-in page."""
        return redirect("sign-in")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing: the pages have their own messages."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the one mail that there is, the code, to leave at once; whether the address is known is asked then."""
        lasts = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        enqueue(
            None,
            "accounts.code",
            email,
            language="en" if get_language() == "en" else "fr",
            priority=FIRST,
            expires_at=timezone.now() + dt.timedelta(seconds=lasts),
            code=context["code"],
            minutes=str(lasts // 60),
            address=settings.SITE_URL + reverse("sign-in"),
        )
