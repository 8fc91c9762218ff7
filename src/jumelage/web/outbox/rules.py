"""States of a message, and delays between attempts: pure functions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

__all__ = ["CLAIM", "LAST_ATTEMPT", "LONGEST_WAIT", "MessageState", "SuppressionReason", "is_for_good", "next_try"]

LAST_ATTEMPT = 6
LONGEST_WAIT = dt.timedelta(hours=18)
"""No message is tried again later than this."""
CLAIM = dt.timedelta(minutes=5)
"""After how long a worker that was sending a message is taken for dead."""


class MessageState(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class SuppressionReason(StrEnum):
    """Why nothing more is sent to an address."""

    ASKED = "asked"
    BOUNCED = "bounced"
    OFFICER = "officer"
    ERASED = "erased"


def next_try(attempts: int) -> dt.timedelta:
    """Wait longer after each failure: 1, 4, 16, 64 minutes, then about 4 and 17 hours."""
    return dt.timedelta(minutes=4 ** max(0, attempts - 1))


def is_for_good(reply: int) -> bool:
    """Tell whether a mail server's reply means that trying again is of no use (RFC 5321, 4.2.1: 5yz)."""
    return 500 <= reply < 600
