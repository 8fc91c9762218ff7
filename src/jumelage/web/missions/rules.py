"""States of a mission's things, and what is allowed when: values in, answers out."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["RELATIONS", "Rejection", "Verdict", "VersionState", "excludes"]

RELATIONS = ("supplier", "client", "partner", "complement")


class VersionState(StrEnum):
    """What an agenda's version is: each new one supersedes the draft before it."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPERSEDED = "superseded"


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
