"""Send the messages that are due: each is claimed by one worker, retried later, and given up with a reason."""

from __future__ import annotations

import logging
import smtplib
import sys
import time
from typing import Any

from django.conf import settings
from django.core import mail
from django.db.models import F
from django.utils import timezone

from jumelage.web.jobs.heartbeat import stopping
from jumelage.web.outbox.composing import compose
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.queries import due, suppressed
from jumelage.web.outbox.rules import CLAIM, LAST_ATTEMPT, MessageState, SuppressionReason, is_for_good, next_try
from jumelage.web.outbox.wordings import Wording, known_wording

__all__ = ["release_stale_claims", "send_due"]

LOG = logging.getLogger(__name__)
BATCH = 50
PAUSE = 30.0  # seconds without a try after the server did not answer
KEPT_SECRET = "…"  # in the place of a text that is not kept
_not_before = 0.0


def send_due(limit: int = BATCH) -> int:
    """Send the messages whose time has come, the most urgent first; return how many left."""
    global _not_before  # noqa: PLW0603 (this worker's own pause)
    if time.monotonic() < _not_before:
        return 0
    numbers = list(due().values_list("pk", flat=True)[:limit])
    if not numbers:
        return 0
    told: dict[str, Any] = {"stream": sys.stderr} if settings.MAIL_KIND == "console" else {}
    connection = mail.get_connection(**told)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _not_before = time.monotonic() + PAUSE
        Message.objects.filter(pk__in=numbers).update(problem=_error_text(error))
        LOG.warning("the mail server does not answer: %s", error)
        return 0
    try:
        return _send_all(numbers, connection)
    finally:
        connection.close()


def _send_all(numbers: list[int], connection: Any) -> int:
    sent = 0
    for pk in numbers:
        if stopping.is_set():
            break
        message = _claimed(pk)
        if message is None:
            continue
        try:
            sent += _send(message, connection)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            _later(message, _error_text(error))
            break
    return sent


def _claimed(pk: int) -> Message | None:
    """Take a message to send; of two workers, one does."""
    now = timezone.now()
    if (
        not due()
        .order_by()
        .filter(pk=pk)
        .update(state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    ):
        return None
    return Message.objects.select_related("agency").get(pk=pk)


def _send(message: Message, connection: Any) -> bool:
    """Send a claimed message, or say why it does not leave; what says that the server is gone is the caller's."""
    wording = known_wording(message.kind)
    if _held_back(message, wording):
        return False
    try:
        if settings.MAIL_KIND == "none" or (settings.DEMO and wording and wording.secret):
            words = " ".join(message.text.split())
            LOG.warning("no mail leaves this machine; to %s: %s", message.to, words, extra={"names_people": True})
        if settings.MAIL_KIND != "none":
            connection.send_messages([compose(message)])
    except smtplib.SMTPRecipientsRefused as error:
        _refused(message, *next(iter(error.recipients.values())))
        return False
    except smtplib.SMTPSenderRefused as error:
        _later(message, _error_text(error))
        return False
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPResponseException as error:
        (_give_up if is_for_good(error.smtp_code) else _later)(message, _error_text(error))
        return False
    except (ValueError, smtplib.SMTPNotSupportedError) as error:  # no mail can be made of it
        _give_up(message, _error_text(error))
        return False
    kept = {"text": KEPT_SECRET} if wording and wording.secret else {}
    _set(message, state=MessageState.SENT, sent_at=timezone.now(), problem="", **kept)
    return True


def _held_back(message: Message, wording: Wording | None) -> bool:
    """Stop a message that is too late, unwanted or to nobody known; tell whether it was stopped."""
    if message.expires_at and message.expires_at <= timezone.now():
        _give_up(message, "expired")
    elif wording and wording.gate and not wording.gate(message.to):
        message.delete()
    elif not (wording and wording.asked_for) and suppressed(message.agency, message.to):
        _set(message, state=MessageState.SUPPRESSED)
    else:
        return False
    return True


def _refused(message: Message, code: int, reply: bytes | str) -> None:
    """The server does not take the address: for good, nothing more is sent to it; for now, later."""
    words = f"{code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"[:400]
    if not is_for_good(code):
        _later(message, words)
        return
    _give_up(message, words)
    Suppression.objects.get_or_create(
        agency=message.agency, email=message.to, defaults={"reason": SuppressionReason.BOUNCED, "note": words}
    )


def _later(message: Message, problem: str) -> None:
    if message.attempts >= LAST_ATTEMPT:
        _give_up(message, problem)
    else:
        wait = next_try(message.attempts)
        _set(message, state=MessageState.QUEUED, next_try=timezone.now() + wait, problem=problem)


def _give_up(message: Message, problem: str) -> None:
    wording = known_wording(message.kind)
    kept = {"text": KEPT_SECRET} if wording and wording.secret else {}
    _set(message, state=MessageState.FAILED, problem=problem, **kept)


def _set(message: Message, **values: Any) -> None:
    """Write what became of it, unless the claim was lost meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    mine.update(claimed_at=None, **values)


def _error_text(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:400]


def release_stale_claims() -> None:
    """Queue again what a worker was sending when it died. It may have left: the same Message-ID tells mail programs."""
    now = timezone.now()
    stale = Message.objects.filter(state=MessageState.SENDING, claimed_at__lte=now - CLAIM)
    stale.filter(attempts__gte=LAST_ATTEMPT).update(state=MessageState.FAILED, claimed_at=None)
    stale.update(state=MessageState.QUEUED, claimed_at=None, next_try=now)
    late = Message.objects.filter(expires_at__lte=now, state=MessageState.QUEUED)
    late.update(state=MessageState.FAILED, problem="expired", text=KEPT_SECRET)
