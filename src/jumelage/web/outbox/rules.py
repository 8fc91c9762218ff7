"""States of a message, and when it is tried again: values in, answers out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

__all__ = ["LAST_ATTEMPT", "MessageState", "SuppressionReason", "next_try"]

LAST_ATTEMPT = 6


class MessageState(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class SuppressionReason(StrEnum):
    """Why nothing more is sent to an address."""

    ASKED = "asked"
    BOUNCED = "bounced"
    ERASED = "erased"


def next_try(attempts: int) -> dt.timedelta:
    """Wait longer after each failure: 1, 4, 16, 64 minutes, then about 4 and 17 hours."""
    return dt.timedelta(minutes=4 ** max(0, attempts - 1))
