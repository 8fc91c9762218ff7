"""How an invitation is answered, and when it is reminded: pure functions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from jumelage.web.missions.core.rules import IN, PartState

__all__ = ["MOST_REMINDERS", "REMINDED_AFTER", "Answer", "follows", "reminder_due"]


class Answer(StrEnum):
    """What an invited person says, or an officer for them."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


_FOLLOWS: dict[str, tuple[PartState, ...]] = {
    PartState.LISTED: (*IN, PartState.DECLINED, PartState.WITHDRAWN),
    PartState.INVITED: (PartState.ACCEPTED, PartState.WAITING, PartState.DECLINED, PartState.WITHDRAWN),
    PartState.WAITING: (PartState.ACCEPTED, PartState.DECLINED, PartState.WITHDRAWN),
    PartState.ACCEPTED: (PartState.WITHDRAWN,),
    PartState.DECLINED: (*IN, PartState.WITHDRAWN),
    PartState.WITHDRAWN: (PartState.INVITED,),
}


def follows(before: str, after: str) -> bool:
    """Tell whether a part may go from one state to another: who declined may change their mind, who left is asked."""
    return after in _FOLLOWS[before]


REMINDED_AFTER = (dt.timedelta(days=3), dt.timedelta(days=6))


MOST_REMINDERS = len(REMINDED_AFTER)


def reminder_due(state: str, invited_at: dt.datetime | None, reminders: int, now: dt.datetime) -> bool:
    """Tell whether an invited person who has not answered is to be reminded: after three days, after six, no more."""
    if state != PartState.INVITED or invited_at is None or reminders >= MOST_REMINDERS:
        return False
    return now >= invited_at + REMINDED_AFTER[reminders]
