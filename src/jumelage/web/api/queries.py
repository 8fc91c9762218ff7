"""What is read about access keys."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from jumelage.web.accounts.models import AnyUser
from jumelage.web.api.models import AccessKey

__all__ = ["digest_of", "key_that_opens", "visible_to"]


def visible_to(user: AnyUser) -> QuerySet[AccessKey]:
    """Return the person's own keys."""
    return AccessKey.objects.filter(user=user.pk)


def digest_of(secret: str) -> str:
    """Digest a key; it is long and random, so that one pass is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_that_opens(secret: str) -> AccessKey | None:
    """Return the key that a secret belongs to, while it stands and its person may sign in."""
    standing = AccessKey.objects.filter(digest=digest_of(secret), revoked_at=None, user__is_active=True)
    return standing.select_related("user").first()
