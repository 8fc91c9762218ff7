"""Addresses that calendars follow: made, shown once, replaced, revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import Feed
from jumelage.web.missions.core.models import Mission, Participant

__all__ = ["digest_of", "make_feed", "note_reading", "renew_feed", "revoke_feed"]

BYTES = 24
NOTED_EVERY = dt.timedelta(hours=1)


def digest_of(token: str) -> str:
    """Return what is kept of an address's secret part."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(
    user: AnyUser,
    mission: Mission,
    *,
    participant: Participant | None = None,
    organisation: Organisation | None = None,
    language: str = "fr",
) -> tuple[Feed, str]:
    """Make an address for a person, an organisation or the whole mission; the secret is returned once, never kept."""
    require_editor(user, mission.agency)
    return _made(user, mission, participant, organisation, language)


def _made(
    user: AnyUser, mission: Mission, participant: Participant | None, organisation: Organisation | None, language: str
) -> tuple[Feed, str]:
    token = secrets.token_urlsafe(BYTES)
    feed = Feed.objects.create(
        mission=mission,
        participant=participant,
        organisation=organisation,
        digest=digest_of(token),
        language="en" if language == "en" else "fr",
        made_by=author(user),
    )
    record_change(mission.agency, user, "feed.made", f"feed:{feed.pk}", after={"mission": mission.code})
    return feed, token


@transaction.atomic
def revoke_feed(user: AnyUser, feed: Feed) -> None:
    """Revoke an address; idempotent."""
    require_editor(user, feed.mission.agency)
    if Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record_change(feed.mission.agency, user, "feed.revoked", f"feed:{feed.pk}")


@transaction.atomic
def renew_feed(user: AnyUser, feed: Feed) -> tuple[Feed, str]:
    """Give the same calendar a new address; the old one stops."""
    revoke_feed(user, feed)
    return _made(user, feed.mission, feed.participant, feed.organisation, feed.language)


def note_reading(feed: Feed) -> None:
    """Note that a calendar reads the address, at most once an hour."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
