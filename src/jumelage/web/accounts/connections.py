"""Connections of a person: which browsers are signed in, and how they are ended."""

from __future__ import annotations

import datetime as dt
import re
from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from jumelage.web.accounts.models import AnyUser, Connection, User
from jumelage.web.accounts.queries import authenticated

__all__ = [
    "connections_of",
    "device_of",
    "end_connection",
    "end_others",
    "end_sessions",
    "forget_dead",
    "note_seen",
    "sessions_ended",
    "signed_in",
]

EVERY = dt.timedelta(minutes=15)  # between two notes that a browser was seen
SEEN = "seen_at"

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
             ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def device_of(agent: str) -> str:
    """Name a browser and its system from what it says of itself: « Firefox, Android »."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(part for part in found if part)


def signed_in(sender: Any, request: HttpRequest | None, user: AnyUser, **_: Any) -> None:
    """Note a browser that has just signed in (a receiver of ``user_logged_in``)."""
    if request is None or not getattr(request, "session", None):
        return
    if not request.session.session_key:
        request.session.save()
    _note(request, user)


def note_seen(request: HttpRequest) -> None:
    """Note, every quarter of an hour, that a signed-in browser was seen."""
    last = request.session.get(SEEN)
    if not isinstance(last, (int, float)) or timezone.now().timestamp() - last >= EVERY.total_seconds():
        _note(request, request.user)


def _note(request: HttpRequest, user: AnyUser) -> None:
    now = timezone.now()
    device = device_of(re.sub(r"[^\x20-\x7e]", "", request.META.get("HTTP_USER_AGENT", ""))[:300])
    request.session[SEEN] = now.timestamp()
    Connection.objects.update_or_create(
        session_key=request.session.session_key, defaults={"user": cast(User, user), "device": device, "seen_at": now}
    )


def connections_of(user: User) -> list[Connection]:
    """Return the browsers that are signed in, the last seen first."""
    since = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return list(Connection.objects.filter(user=user, seen_at__gte=since))


@transaction.atomic
def end_connection(user: User, pk: int) -> bool:
    """End one of the person's own connections; tell whether it was there."""
    found = Connection.objects.filter(user=user, pk=pk).first()
    if found is None:
        return False
    _store()().delete(found.session_key)
    found.delete()
    return True


sessions_ended = Signal()
"""Sent with ``user`` when every connection of a person is ended: what else lets in for the person ends too."""


@transaction.atomic
def end_sessions(user: User) -> None:
    """End every connection of a person at once, those that nobody noted included, and the keys of programs."""
    sessions_ended.send(sender=User, user=user)
    User.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)
    for connection in Connection.objects.filter(user_id=user.pk):
        _store()().delete(connection.session_key)
        connection.delete()


@transaction.atomic
def end_others(request: HttpRequest) -> None:
    """End every connection of the person but the one that asks."""
    user = authenticated(request.user)
    end_sessions(user)
    user.refresh_from_db()
    update_session_auth_hash(request, user)  # this browser goes on, under a new key
    _note(request, user)


def forget_dead() -> None:
    """Remove the traces of sessions that are over, and the sessions themselves."""
    before = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Connection.objects.filter(seen_at__lt=before).delete()
    _store().clear_expired()


def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore
