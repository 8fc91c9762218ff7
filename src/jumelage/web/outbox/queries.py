"""What is read about messages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from jumelage.web.accounts.models import Agency
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.outbox.models import Message, Suppression, Template

__all__ = ["suppressed", "template_of", "visible_to"]


def visible_to(user: Any) -> QuerySet[Message]:
    """Return the messages of the person's agencies."""
    return Message.objects.filter(agency__in=agencies_visible_to(user))


def template_of(agency: Agency | None, kind: str) -> Template | None:
    """Return the agency's own wording of a kind, where it has one."""
    return Template.objects.filter(agency=agency, kind=kind).first() if agency else None


def suppressed(agency: Agency | None, email: str) -> bool:
    """Tell whether nothing may be sent to an address."""
    return Suppression.objects.filter(Q(agency=None) | Q(agency=agency), email=email.strip().lower()).exists()
