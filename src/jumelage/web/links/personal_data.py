"""What this room keeps of a person: the links owned, the steps and notes written; handed over and erased on demand."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.links.models import Link, LinkNote, LinkStep, PaymentRisk

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("links.Link", "links.LinkStep", "links.LinkNote", "links.PaymentRisk")


def export_person(user: User) -> dict[str, Any]:
    """Return the links that the person follows, and what the person wrote on links."""
    return {
        "links": list(Link.objects.filter(owner=user).values("a_name", "b_name", "stage", "next_step", "next_due")),
        "steps": list(LinkStep.objects.filter(by=user).values("link__a_name", "link__b_name", "stage", "dated")),
        "notes": list(LinkNote.objects.filter(by=user).values("link__a_name", "link__b_name", "text", "written_at")),
        "risks": list(PaymentRisk.objects.filter(owner=user).values("link__a_name", "link__b_name", "opened_on")),
    }


def erase_person(user: User) -> dict[str, int]:
    """Erase the person's notes for themselves; what was written for the agency stays, without its author."""
    notes, _ = LinkNote.objects.filter(by=user, visibility="author").delete()
    return {"notes": notes}
