"""Personal data of this app: the mail to a person, and the suppression of their address."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.queries import fingerprint
from jumelage.web.outbox.rules import SuppressionReason

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("outbox.Message", "outbox.Suppression")


def export_person(user: User) -> dict[str, Any]:
    """Return the messages to the person's address, and who was told to stop."""
    messages = Message.objects.filter(to=user.email).order_by("written_at")
    stopped = Suppression.objects.filter(email=user.email)
    return {
        "messages": list(
            messages.values("agency__name", "kind", "about", "subject", "text", "state", "written_at", "sent_at")
        ),
        "stopped": list(stopped.values("agency__name", "reason", "note", "at")),
    }


def erase_person(user: User) -> dict[str, int]:
    """Erase the mail to the person; keep a hash of the address so that nobody writes to it."""
    agencies = set(Message.objects.filter(to=user.email).values_list("agency", flat=True).distinct()) - {None}
    messages, _ = Message.objects.filter(to=user.email).delete()
    stopped, _ = Suppression.objects.filter(email=user.email).delete()
    for agency in agencies:
        Suppression.objects.get_or_create(
            agency_id=agency, email=fingerprint(user.email), defaults={"reason": SuppressionReason.ERASED}
        )
    return {"messages": messages, "stopped": stopped}
