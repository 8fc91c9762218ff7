"""Enqueue a message in the transaction that causes it; suppress mail, edit its wording, send it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from jumelage.documents.lettering import joined
from jumelage.language import Bilingual, Language
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.bilingual import columns
from jumelage.web.outbox.models import Message, Suppression, Template
from jumelage.web.outbox.queries import plain, suppressed, template_of
from jumelage.web.outbox.rules import MessageState, SuppressionReason
from jumelage.web.outbox.wordings import wording_of

__all__ = ["allow_again", "back_to_default", "enqueue", "filled", "send_again", "stop", "suppress", "word"]


@transaction.atomic
def enqueue(  # noqa: PLR0913 (a message has that many parts)
    agency: Agency | None,
    kind: str,
    to: str,
    *,
    language: Language,
    name: str = "",
    about: str = "",
    key: str | None = None,
    calendar: str = "",
    priority: int = 0,
    expires_at: dt.datetime | None = None,
    written_by: Any = None,
    **values: str,
) -> Message:
    """Enqueue one message; a worker sends it once the transaction is committed.

    Parameters
    ----------
    agency, kind
        In whose name, and which wording (:mod:`jumelage.web.outbox.wordings`).
    to, name, language
        To whom, in which language.
    about, key
        What it is about (``mission:12``); a message whose ``key`` was used already is not written twice, even by two
        who write at once.
    calendar
        A calendar file that goes with it.
    priority, expires_at
        The higher, the sooner; after this moment it is not worth sending.
    written_by
        The officer who had it written, where one did.
    values
        What stands in the wording's placeholders.
    """
    if key is not None and (known := Message.objects.filter(key=key).first()):
        return known
    default = wording_of(kind)
    wording = template_of(agency, kind) or default
    message = Message(
        agency=agency,
        kind=kind,
        about=about,
        key=key,
        to=plain(to),
        to_name=_one_line(name, 160),
        language=language,
        subject=_one_line(filled(wording.subject.say(language), values, language), 240),
        text=filled(wording.body.say(language), values, language),
        calendar=calendar,
        priority=priority,
        expires_at=expires_at,
        written_by=written_by if getattr(written_by, "pk", None) else None,
        state=MessageState.SUPPRESSED if not default.asked_for and suppressed(agency, to) else MessageState.QUEUED,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if key is None:
            raise
        return Message.objects.get(key=key)
    return message


@transaction.atomic
def send_again(user: AnyUser, message: Message) -> bool:
    """Queue a message that failed once more; tell whether it was one."""
    if message.agency is None:
        raise PermissionDenied
    require_editor(user, message.agency)
    failed = Message.objects.filter(pk=message.pk, state=MessageState.FAILED)
    again = {"attempts": 0, "next_try": timezone.now(), "expires_at": None, "problem": ""}
    if not failed.update(state=MessageState.QUEUED, **again):
        return False
    record_change(message.agency, user, "message.again", f"message:{message.pk}", before={"problem": message.problem})
    return True


@transaction.atomic
def stop(agency: Agency | None, email: str) -> None:
    """Send nothing more to an address whose owner asked for it."""
    Suppression.objects.get_or_create(agency=agency, email=plain(email), defaults={"reason": SuppressionReason.ASKED})
    waiting = Message.objects.filter(agency=agency, to=plain(email), state=MessageState.QUEUED)
    waiting.filter(priority=0).update(state=MessageState.SUPPRESSED)


@transaction.atomic
def suppress(user: AnyUser, agency: Agency, email: str, note: str = "") -> Suppression:
    """Send nothing more to an address, by an officer's decision."""
    require_editor(user, agency)
    stop(agency, email)
    made = Suppression.objects.get(agency=agency, email=plain(email))
    if made.by_id is None and made.reason == SuppressionReason.ASKED:
        made.reason, made.by, made.note = SuppressionReason.OFFICER, author(user), _one_line(note, 400)
        made.save(update_fields=["reason", "by", "note"])
        record_change(agency, user, "mail.stopped", f"suppression:{made.pk}", after={"email": made.email})
    return made


@transaction.atomic
def allow_again(user: AnyUser, suppression: Suppression) -> None:
    """Let mail go to an address again."""
    if suppression.agency is None:
        raise PermissionDenied
    require_editor(user, suppression.agency)
    before = {"email": suppression.email, "reason": suppression.reason}
    record_change(suppression.agency, user, "mail.allowed", f"suppression:{suppression.pk}", before=before)
    suppression.delete()


@transaction.atomic
def word(user: AnyUser, agency: Agency, kind: str, subject: Bilingual, body: Bilingual) -> Template:
    """Give a kind of message the agency's own wording, in both languages."""
    require_editor(user, agency)
    before = Template.objects.select_for_update().filter(agency=agency, kind=kind).first()
    texts = columns(subject=subject, body=body)
    made, _ = Template.objects.update_or_create(agency=agency, kind=kind, defaults=texts | {"changed_by": user})
    was = {name: getattr(before, name) for name in texts} if before else {}
    record_change(agency, user, "wording.changed", f"wording:{kind}"[:80], before=was, after=texts)
    return made


@transaction.atomic
def back_to_default(user: AnyUser, agency: Agency, kind: str) -> None:
    """Restore the default wording of a kind of message."""
    require_editor(user, agency)
    for made in Template.objects.filter(agency=agency, kind=kind):
        was = columns(subject=made.subject, body=made.body)
        record_change(agency, user, "wording.default", f"wording:{kind}"[:80], before=was)
        made.delete()


def filled(text: str, values: Mapping[str, Any], language: Language) -> str:
    """Substitute the values; an unknown placeholder stays as it is, no value is read as one."""
    parts = text.split("{")
    return joined(parts[0] + "".join(_value(part, values) for part in parts[1:]), language)


def _value(part: str, values: Mapping[str, Any]) -> str:
    name, closed, rest = part.partition("}")
    return f"{values[name]}{rest}" if closed and name in values else "{" + part


def _one_line(text: str, longest: int) -> str:
    """Keep a text to one line: what stands in a mail's header never begins another."""
    return " ".join(text.split())[:longest]
