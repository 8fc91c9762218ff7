"""Remind the owner of a link on the day before its next step is due: once for each step and date."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from jumelage.language import Language, say_date
from jumelage.web.links.letters import NEXT_STEP
from jumelage.web.links.models import Link
from jumelage.web.links.rules import CLOSED
from jumelage.web.missions.people.letters import absolute
from jumelage.web.outbox.actions import enqueue
from jumelage.web.outbox.models import Message

__all__ = ["remind_owners"]

DAYS_BEFORE = 1


def remind_owners(now: dt.datetime | None = None) -> int:
    """Write to the owners whose next step is due by tomorrow, while they may still open the link; return how many."""
    today = timezone.localdate(now)
    rows = Link.objects.filter(next_due__lte=today + dt.timedelta(days=DAYS_BEFORE), owner__isnull=False)
    rows = rows.exclude(stage__in=CLOSED).filter(owner__memberships__agency=F("agency"))
    return sum(_remind(row) for row in rows.select_related("owner", "agency").distinct())


def _remind(link: Link) -> bool:
    owner, due = link.owner, link.next_due
    assert owner is not None and due is not None
    words = hashlib.sha256(link.next_step.encode()).hexdigest()[:12]
    key = f"link-next:{link.pk}:{due}:{words}:{owner.pk}"
    if Message.objects.filter(key=key).exists():
        return False
    language: Language = "en" if owner.language == "en" else "fr"
    enqueue(
        link.agency,
        NEXT_STEP,
        owner.email,
        language=language,
        name=owner.name,
        about=f"link:{link.pk}",
        key=key,
        person=owner.name,
        ends=f"{link.a_name} – {link.b_name}",
        step=link.next_step,
        due=say_date(due, language, year=False),
        link=absolute(reverse("link", args=[link.pk])),
    )
    return True
