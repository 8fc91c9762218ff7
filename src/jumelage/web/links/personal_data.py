"""Personal data of links: the links owned, the steps and notes written, the letters answered; exported and erased on demand."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.models import User
from jumelage.web.links.models import Link, LinkNote, LinkStep, PaymentRisk, Wave, WaveAnswer

__all__ = ["TABLES", "erase_person", "export_person"]

TABLES = ("links.Link", "links.LinkStep", "links.LinkNote", "links.PaymentRisk", "links.Wave", "links.WaveAnswer")


_ENDS = ("link__a_name", "link__b_name")
_LINK = (
    "a_name", "a_town", "b_name", "b_town", "relation", "what_fr", "what_en", "years", "stage", "lost_why", "lost_to",
    "attribution_note_fr", "attribution_note_en", "status_fr", "status_en", "caveat_fr", "caveat_en", "next_step",
    "next_due", "value", "currency", "value_note_fr", "value_note_en",
)  # fmt: skip


def export_person(user: User) -> dict[str, Any]:
    """Return the links that the person follows, and what the person wrote on links."""
    steps = LinkStep.objects.filter(by=user)
    risks = PaymentRisk.objects.filter(owner=user)
    waves = Wave.objects.filter(participant__user=user)
    answers = WaveAnswer.objects.filter(wave__participant__user=user)
    return {
        "links": list(Link.objects.filter(owner=user).values(*_LINK)),
        "steps": list(steps.values(*_ENDS, "stage", "dated", "note_fr", "note_en", "source_url")),
        "notes": list(LinkNote.objects.filter(by=user).values(*_ENDS, "text", "written_at")),
        "risks": list(risks.values(*_ENDS, "reason_fr", "reason_en", "opened_on", "closed_on")),
        "waves": list(waves.values("code", "sent_at", "answered_at", "obstacle")),
        "answers": list(answers.values("wave__code", "in_touch_before", "stands", "worth", "without")),
    }


def erase_person(user: User) -> dict[str, int]:
    """Erase the person's notes for themselves and own words; what was written for the agency stays, without its author.

    What was answered of a meeting stays as the organisation's: the letter then names nobody.
    """
    notes, _ = LinkNote.objects.filter(by=user, visibility="author").delete()
    words = Wave.objects.filter(participant__user=user).exclude(obstacle="").update(obstacle="")
    return {"notes": notes, "words": words}
