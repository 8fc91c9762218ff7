"""What the service answers, typed: texts in both languages, dates in ISO 8601."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

from jumelage.language import Bilingual

__all__ = [
    "AgendaMove",
    "AgendaPublished",
    "AgendaSearch",
    "Decided",
    "DecisionMade",
    "DocumentShape",
    "JobShape",
    "LinkShape",
    "MatchShape",
    "MembershipShape",
    "MissionShape",
    "OrganisationShape",
    "OutcomeShape",
    "OutcomeTold",
    "PersonShape",
    "PracticeShape",
    "PresenceNoted",
    "PresenceShape",
    "ProblemShape",
    "ReasonShape",
    "Refusal",
    "RequestAnswer",
    "RequestAsked",
    "RequestShape",
    "Text",
    "TownShape",
    "VersionShape",
    "VersionSummary",
]


class Text(Schema):
    """A text in French and in English; one may be empty."""

    fr: str
    en: str

    @classmethod
    def of(cls, text: Bilingual) -> Text:
        """Take a text of the library."""
        return cls(fr=text.fr, en=text.en)


class ProblemShape(Schema):
    """One thing wrong: where, what, and the remedy."""

    place: str
    what: Text
    remedy: Text


class Refusal(Schema):
    """Why something was not done."""

    detail: str
    problems: list[ProblemShape] = Field(default_factory=list)


class MembershipShape(Schema):
    """A person's role in an agency."""

    agency: str
    role: str


class PersonShape(Schema):
    """Who the program acts for."""

    email: str
    name: str
    memberships: list[MembershipShape]


class MissionShape(Schema):
    """A mission."""

    slug: str
    title: Text
    goal: Text
    agency: str
    origin: str
    destination: str
    timezone: str
    first_day: dt.date | None
    last_day: dt.date | None


class ReasonShape(Schema):
    """A reason to meet, and its part of the evidence (0–1)."""

    text: Text
    weight: float


class MatchShape(Schema):
    """A pair that could meet. ``decision``: accepted, rejected, or empty."""

    delegation: str
    delegation_name: str
    host: str
    host_name: str
    relation: str
    score: float
    reasons: list[ReasonShape]
    missing: list[Text]
    planned: bool


class Decided(Schema):
    """A decision to make on a pair (codes of organisations)."""

    delegation: str
    host: str
    verdict: str
    relation: str = ""
    reason: str = ""
    words: str = ""


class DecisionMade(Schema):
    """A decision that stands."""

    id: int
    delegation: str
    host: str
    verdict: str
    relation: str
    reason: str
    words: str


class VersionSummary(Schema):
    """A version of the agenda."""

    number: int
    state: str
    status: str
    revision: int
    made_at: dt.datetime
    published_at: dt.datetime | None


class VersionShape(VersionSummary):
    """A version whole: problem and agenda as the format of the command line has them, and the independent check."""

    problem: dict[str, Any]
    agenda: dict[str, Any]
    check: dict[str, Any]


class DocumentShape(Schema):
    """A document to download."""

    file: str
    address: str


class OrganisationShape(Schema):
    """An organisation of the directory, as lists exchange it."""

    code: str
    name: str
    town: str
    kind: str
    naics: str
    languages: str
    website: str
    offers: list[Text]
    needs: list[Text]


class TownShape(Schema):
    """A town."""

    slug: str
    name: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None


class PracticeShape(Schema):
    """What a town tried."""

    code: str
    name: Text
    method: Text
    town: str
    kind: str
    verdict: str
    source: str


class LinkShape(Schema):
    """What came of a mission. ``counted``: whether its value may be added up."""

    code: str
    a: str
    b: str
    relation: str
    what: Text
    stage: str
    attribution: str
    years: str
    value_cad: Decimal | None
    value_kind: str
    counted: bool
    payment_at_risk: bool
    source: str


class JobShape(Schema):
    """Work under way."""

    id: int
    kind: str
    subject: str
    state: str
    progress: dict[str, Any]
    result: dict[str, Any]
    problem: Text | None


class RequestShape(Schema):
    """A request between two organisations (codes). Wishes: must, like, no, or empty while unanswered."""

    id: int
    delegation: str
    host: str
    relation: str
    state: str
    asked_by: str
    asked_for: bool
    delegation_wish: str
    host_wish: str
    words: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    answered_at: dt.datetime | None


class RequestAsked(Schema):
    """A request to make; ``side`` asks."""

    delegation: str
    host: str
    side: Literal["delegation", "host"] = "delegation"
    wish: Literal["must", "like"] = "like"
    priority: int = Field(3, ge=1, le=5)
    relation: Literal["", "supplier", "client", "partner", "complement"] = ""
    words: str = Field("", max_length=600)


class RequestAnswer(Schema):
    """An answer; a yes has a priority."""

    wish: Literal["must", "like", "no"]
    priority: int = Field(3, ge=1, le=5)
    words: str = Field("", max_length=600)


class AgendaSearch(Schema):
    """How long to search."""

    seconds: int = Field(30, ge=2, le=300)


class AgendaMove(Schema):
    """Where a meeting goes; ``revision`` is the one that was read. Without a slot it is taken off."""

    meeting: str
    slot: int | None = None
    site: str = ""
    revision: int


class AgendaPublished(Schema):
    """As what to publish; ``revision`` is the one that was read."""

    state: Literal["provisional", "final"]
    revision: int


class PresenceNoted(Schema):
    """Who, and what was seen; minutes when late."""

    organisation: str
    presence: Literal["arrived", "late", "no_show"]
    minutes: int | None = Field(None, ge=1, le=600)


class PresenceShape(Schema):
    """What is noted. ``new``: whether it was not noted already."""

    organisation: str
    presence: str
    minutes: int | None
    new: bool


class OutcomeTold(Schema):
    """What a side says came of a meeting."""

    organisation: str
    result: Literal["deal", "follow_up", "contact", "nothing"]
    next_step: str = Field("", max_length=400)
    due: dt.date | None = None


class OutcomeShape(Schema):
    """What a side said."""

    meeting: str
    organisation: str
    side: str
    result: str
    next_step: str
    due: dt.date | None
    said_at: dt.datetime
