"""Make and revoke access keys."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.utils import timezone

from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import authenticated
from jumelage.web.api.models import AccessKey
from jumelage.web.api.queries import digest_of, visible_to

__all__ = ["make_key", "note_use", "revoke_all", "revoke_key"]

NOTE_EVERY = dt.timedelta(minutes=5)


def make_key(user: AnyUser, name: str, *, may_write: bool) -> tuple[AccessKey, str]:
    """Make a key for a person; return it and its secret, which is never shown again."""
    secret = f"jumelage_{secrets.token_urlsafe(32)}"
    return AccessKey.objects.create(
        user=authenticated(user), name=name, may_write=may_write, digest=digest_of(secret)
    ), secret


def revoke_key(user: AnyUser, pk: int) -> bool:
    """Let a key open nothing any more; tell whether the person had such a key that stood."""
    return bool(visible_to(user).filter(pk=pk, revoked_at=None).update(revoked_at=timezone.now()))


def revoke_all(sender: Any, user: AnyUser, **_: Any) -> None:
    """Revoke every key of a person, with the person's connections (a receiver of ``sessions_ended``)."""
    visible_to(user).filter(revoked_at=None).update(revoked_at=timezone.now())


def note_use(key: AccessKey) -> None:
    """Write when a key was last used, every few minutes at most."""
    now = timezone.now()
    if key.used_at is None or now - key.used_at > NOTE_EVERY:
        AccessKey.objects.filter(pk=key.pk).update(used_at=now)
