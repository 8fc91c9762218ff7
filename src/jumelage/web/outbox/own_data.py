"""What this room keeps of a person: the mail to her, and that she wants none."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from jumelage.web.accounts.scrubbing import marks_of, scrub_rows
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.queries import fingerprint
from jumelage.web.outbox.rules import SuppressionReason

__all__ = ["erase_mail", "export_mail"]


def export_mail(user: Any) -> dict[str, Any]:
    """Return the messages to the person's address, and who was told to stop."""
    messages = Message.objects.filter(to=user.email).order_by("written_at")
    stopped = Suppression.objects.filter(email=user.email)
    return {
        "messages": list(
            messages.values("agency__name", "kind", "about", "subject", "text", "state", "written_at", "sent_at")
        ),
        "stopped": list(stopped.values("agency__name", "reason", "note", "at")),
    }


def erase_mail(user: Any) -> dict[str, int]:
    """Erase the mail to the person and her place in the mail of others; keep a print so that nobody writes to her."""
    agencies = set(Message.objects.filter(to=user.email).values_list("agency", flat=True).distinct()) - {None}
    messages, _ = Message.objects.filter(to=user.email).delete()
    stopped, _ = Suppression.objects.filter(email=user.email).delete()
    for agency in agencies:
        Suppression.objects.get_or_create(
            agency_id=agency, email=fingerprint(user.email), defaults={"reason": SuppressionReason.ERASED}
        )
    named = Q(text__icontains=user.email) | Q(subject__icontains=user.email)
    if user.name:
        named |= Q(text__icontains=user.name) | Q(subject__icontains=user.name)
    others = scrub_rows(Message.objects.filter(named).order_by(), ("text", "subject", "calendar"), marks_of(user))
    return {"messages": messages, "stopped": stopped, "messages_to_others": others}
