"""States of matches and requests, and what is allowed when: pure functions."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["LIVE", "RELATIONS", "Rejection", "RequestState", "Verdict", "Wish", "excludes", "may_ask_again"]


RELATIONS = ("supplier", "client", "partner", "complement")


class Wish(StrEnum):
    """What a side wishes: *no* is an answer too, and keeps the reason to itself."""

    MUST = "must"
    LIKE = "like"
    NO = "no"


class RequestState(StrEnum):
    """A request is proposed, then accepted, declined, expired or withdrawn."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


LIVE = (RequestState.PROPOSED, RequestState.ACCEPTED)


class Verdict(StrEnum):
    """What was decided on a pair; a pair without a decision is to decide."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Rejection(StrEnum):
    """Why a pair was rejected: a reason that teaches."""

    COMPETITOR = "competitor"
    ACQUAINTED = "acquainted"
    WRONG_ACTIVITY = "wrong_activity"
    NOT_AGAIN = "not_again"
    PAYMENT_RISK = "payment_risk"
    OTHER = "other"


def excludes(reason: str) -> bool:
    """Tell whether a rejection for this reason keeps the two apart in every later matching of the agency."""
    return reason in (Rejection.COMPETITOR, Rejection.NOT_AGAIN, Rejection.PAYMENT_RISK)


def may_ask_again(*, same_side: bool, refused: bool) -> bool:
    """Tell whether a pair whose last request ended may be asked again: not by the side that was told no."""
    return not (same_side and refused)
