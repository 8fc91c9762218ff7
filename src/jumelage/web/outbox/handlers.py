"""What this room writes when something happened in a room below."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from jumelage.web.accounts.models import Agency, User
from jumelage.web.accounts.signals import colleague_invited
from jumelage.web.outbox.actions import enqueue
from jumelage.web.outbox.letters import COLLEAGUE

__all__ = ["write_to_colleague"]


@receiver(colleague_invited)
def write_to_colleague(sender: Any, *, user: User, agency: Agency, by: Any, name: str, **_more: Any) -> None:
    """Tell a colleague that they are let in, and where."""
    language = "en" if user.language == "en" else "fr"
    link = str(settings.SITE_URL).rstrip("/") + reverse("sign-in")
    said = {"person": name or user.email, "by": by.name or by.email, "organiser": agency.name, "link": link}
    enqueue(agency, COLLEAGUE.kind, user.email, language=language, name=name, about=f"person:{user.pk}", **said)  # type: ignore[arg-type]
