"""Who has a part in a mission, and what each may see: pure functions."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["AGENCY_TABS", "IN", "MEETS", "SHARED_TABS", "Field", "Part", "PartState", "Side", "ViewerRole", "may_see"]


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


class ViewerRole(StrEnum):
    """Who looks at an organisation on a mission, from the agency's officer to a stranger."""

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


_AGENCY = frozenset({ViewerRole.OFFICER, ViewerRole.AGENCY_READER, ViewerRole.OWN})


_SEEN: dict[Field, frozenset[ViewerRole]] = {
    Field.NAME: frozenset(ViewerRole) - {ViewerRole.STRANGER},
    Field.OFFERS: _AGENCY | {ViewerRole.MET, ViewerRole.ACROSS},
    Field.NEEDS: _AGENCY | {ViewerRole.MET},
    Field.NOTES: frozenset({ViewerRole.OFFICER, ViewerRole.AGENCY_READER}),
    Field.REASONS: _AGENCY | {ViewerRole.MET, ViewerRole.ACROSS},
    Field.REQUESTS: _AGENCY,
    Field.WORDS: _AGENCY | {ViewerRole.MET, ViewerRole.ACROSS},
    Field.WISH: _AGENCY,
    Field.AGENDA: _AGENCY | {ViewerRole.PARTNER, ViewerRole.COUNCIL},
    Field.TELEPHONE: frozenset({ViewerRole.OFFICER, ViewerRole.OWN, ViewerRole.MET}),
    Field.ADDRESS: frozenset({ViewerRole.OFFICER, ViewerRole.OWN}),
}


def may_see(role: ViewerRole, field: Field) -> bool:
    """Tell whether a role may see a field of an organisation; no other code decides it."""
    return role in _SEEN[field]


AGENCY_TABS = (
    "overview",
    "delegation",
    "people",
    "matches",
    "requests",
    "agenda",
    "day",
    "links",
    "report",
    "documents",
)


SHARED_TABS = ("overview", "delegation", "agenda", "links", "report")
"""Pages of a mission for the agency's own people, and for partners and council readers."""


class Side(StrEnum):
    """The two sides of a meeting."""

    DELEGATION = "delegation"
    HOST = "host"

    @property
    def other(self) -> Side:
        """Return the side across the table."""
        return Side.HOST if self is Side.DELEGATION else Side.DELEGATION
