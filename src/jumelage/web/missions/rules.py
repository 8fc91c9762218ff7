"""States of a mission's things, and what is allowed when: values in, answers out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

__all__ = [
    "AGENCY_TABS",
    "IN",
    "LIVE",
    "MEETS",
    "MOST_REMINDERS",
    "PUBLIC",
    "RELATIONS",
    "REMINDED_AFTER",
    "SHARED_TABS",
    "Answer",
    "Eye",
    "Field",
    "Origin",
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
    "follows",
    "may_act",
    "may_ask_again",
    "may_see",
    "reminder_due",
]

RELATIONS = ("supplier", "client", "partner", "complement")


class VersionState(StrEnum):
    """What an agenda's version is: each new one supersedes the draft before it."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPERSEDED = "superseded"


class Origin(StrEnum):
    """Where an agenda's version comes from: the mission's plan, a draft by hand, a search, a repair."""

    PLAN = "plan"
    DRAFT = "draft"
    SOLVE = "solve"
    REPAIR = "repair"


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


IN = (PartState.INVITED, PartState.WAITING, PartState.ACCEPTED)
"""States in which a person has a part: asked, waiting for a seat, or in."""

MEETS = (Part.DELEGATE, Part.HOST)
"""Parts of those who meet; the others read."""


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


class Side(StrEnum):
    """The two sides of a meeting."""

    DELEGATION = "delegation"
    HOST = "host"

    @property
    def other(self) -> Side:
        """Return the side across the table."""
        return Side.HOST if self is Side.DELEGATION else Side.DELEGATION


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


def may_act(part: str, state: str) -> bool:
    """Tell whether a person speaks for their organisation: those who meet, once they said yes and have their seat."""
    return part in MEETS and state == PartState.ACCEPTED


def may_ask_again(*, same_side: bool, refused: bool) -> bool:
    """Tell whether a pair whose last request ended may be asked again: not by the side that was told no."""
    return not (same_side and refused)


class Eye(StrEnum):
    """Who looks at an organisation on a mission, from the agency's officer to a person of the same bus."""

    OFFICER = "officer"
    AGENCY_READER = "agency_reader"
    PARTNER = "partner"
    COUNCIL = "council"
    OWN = "own"
    MET = "met"  # both sides said yes
    ACROSS = "across"  # on the other side, no yes from both
    BESIDE = "beside"  # on the same side
    STRANGER = "stranger"


class Field(StrEnum):
    """What may be seen of an organisation on a mission."""

    NAME = "name"
    OFFERS = "offers"
    NEEDS = "needs"
    NOTES = "notes"
    REASONS = "reasons"  # why the two should meet
    REQUESTS = "requests"  # what it asks of others, and was asked
    WORDS = "words"  # what it wrote with a request made to the one who looks
    WISH = "wish"  # its wish and priority, and that it said no
    AGENDA = "agenda"  # when and where it meets whom
    TELEPHONE = "telephone"  # of the person who agreed to share it
    ADDRESS = "address"  # the person's e-mail address


_AGENCY = frozenset({Eye.OFFICER, Eye.AGENCY_READER, Eye.OWN})
_SEEN: dict[Field, frozenset[Eye]] = {
    Field.NAME: frozenset(Eye) - {Eye.STRANGER},
    Field.OFFERS: _AGENCY | {Eye.MET, Eye.ACROSS},
    Field.NEEDS: _AGENCY | {Eye.MET},
    Field.NOTES: frozenset({Eye.OFFICER, Eye.AGENCY_READER}),
    Field.REASONS: _AGENCY | {Eye.MET, Eye.ACROSS},
    Field.REQUESTS: _AGENCY,
    Field.WORDS: _AGENCY | {Eye.MET, Eye.ACROSS},
    Field.WISH: _AGENCY,
    Field.AGENDA: _AGENCY | {Eye.PARTNER, Eye.COUNCIL},
    Field.TELEPHONE: frozenset({Eye.OFFICER, Eye.OWN, Eye.MET}),
    Field.ADDRESS: frozenset({Eye.OFFICER, Eye.OWN}),
}


def may_see(eye: Eye, field: Field) -> bool:
    """Tell who sees what of an organisation: the one table of it."""
    return eye in _SEEN[field]


AGENCY_TABS = ("overview", "delegation", "people", "matches", "requests", "agenda", "day", "links", "documents")
SHARED_TABS = ("overview", "delegation", "agenda", "links")
"""Pages of a mission for the agency's own people, and for partners and council readers."""
