"""States of a mission's things, and what is allowed when: values in, answers out."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "LIVE",
    "PUBLIC",
    "RELATIONS",
    "Part",
    "PartState",
    "Presence",
    "Rejection",
    "RequestState",
    "Result",
    "Side",
    "Verdict",
    "VersionState",
    "Wish",
    "excludes",
]

RELATIONS = ("supplier", "client", "partner", "complement")


class VersionState(StrEnum):
    """What an agenda's version is: each new one supersedes the draft before it."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPERSEDED = "superseded"


PUBLIC = (VersionState.PROVISIONAL, VersionState.FINAL)
"""Versions that participants see."""


class Part(StrEnum):
    """What a person is in a mission: travels, receives, organises at the other end, or reads for the council."""

    DELEGATE = "delegate"
    HOST = "host"
    PARTNER = "partner"
    READER = "reader"


class PartState(StrEnum):
    """How far an invitation is. Who withdraws or declines frees the seat for the first who waits."""

    LISTED = "listed"
    INVITED = "invited"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """The two sides of a meeting."""

    DELEGATION = "delegation"
    HOST = "host"


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


class Presence(StrEnum):
    """What was seen of somebody at a meeting."""

    ARRIVED = "arrived"
    LATE = "late"
    NO_SHOW = "no_show"


class Result(StrEnum):
    """What one side says came of a meeting."""

    DEAL = "deal"
    FOLLOW_UP = "follow_up"
    CONTACT = "contact"
    NOTHING = "nothing"


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
