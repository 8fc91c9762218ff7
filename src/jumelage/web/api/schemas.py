"""What the service takes and answers: schemas read from the rows; texts in both languages, dates in ISO 8601."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

from jumelage.language import Bilingual
from jumelage.web.links.rules import counts_once

__all__ = [
    "AnswerInput",
    "DecisionInput",
    "DecisionSchema",
    "DocumentSchema",
    "ErrorResponse",
    "JobSchema",
    "LinkSchema",
    "MatchSchema",
    "MembershipSchema",
    "MissionSchema",
    "MoveInput",
    "OrganisationSchema",
    "OutcomeInput",
    "OutcomeSchema",
    "PersonSchema",
    "PracticeSchema",
    "PresenceInput",
    "PresenceSchema",
    "ProblemSchema",
    "PublishInput",
    "ReasonSchema",
    "RequestInput",
    "RequestSchema",
    "SearchInput",
    "Text",
    "TownSchema",
    "VersionSchema",
    "VersionSummary",
]


class Text(Schema):
    """A text in French and in English; one may be empty."""

    fr: str
    en: str


class ProblemSchema(Schema):
    """One thing wrong: where, what, and the remedy."""

    place: str
    what: Text
    remedy: Text


class ErrorResponse(Schema):
    """Why something was not done."""

    detail: str
    problems: list[ProblemSchema] = Field(default_factory=list)


class MembershipSchema(Schema):
    """A person's role in an agency."""

    agency: str = Field(validation_alias="agency.slug")
    role: str


class PersonSchema(Schema):
    """Who the program acts for."""

    email: str
    name: str
    memberships: list[MembershipSchema]


class MissionSchema(Schema):
    """A mission."""

    slug: str
    title: Text
    goal: Text
    agency: str = Field(validation_alias="agency.slug")
    origin: str = Field(validation_alias="origin.name")
    destination: str = Field(validation_alias="destination.name")
    timezone: str
    first_day: dt.date | None
    last_day: dt.date | None


class ReasonSchema(Schema):
    """A reason to meet, and its part of the evidence (0–1)."""

    text: Text
    weight: float


class MatchSchema(Schema):
    """A pair that could meet. ``decision``: accepted, rejected, or empty."""

    delegation: str = Field(validation_alias="delegation.code")
    delegation_name: str = Field(validation_alias="delegation.name")
    host: str = Field(validation_alias="host.code")
    host_name: str = Field(validation_alias="host.name")
    relation: str
    score: float
    reasons: list[ReasonSchema] = Field(validation_alias="bilingual_reasons")
    missing: list[Text] = Field(validation_alias="lacking")
    planned: bool


class DecisionInput(Schema):
    """A decision to make on a pair (codes of organisations)."""

    delegation: str
    host: str
    verdict: str
    relation: str = ""
    reason: str = ""
    words: str = ""


class DecisionSchema(Schema):
    """A decision that stands."""

    id: int
    delegation: str = Field(validation_alias="delegation.code")
    host: str = Field(validation_alias="host.code")
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


class VersionSchema(VersionSummary):
    """A version whole: problem and agenda as the format of the command line has them, and the independent check."""

    problem: dict[str, Any]
    agenda: dict[str, Any] = Field(validation_alias="result")
    check: dict[str, Any] = Field(validation_alias="check_report")


class DocumentSchema(Schema):
    """A document to download."""

    file: str
    address: str


class OrganisationSchema(Schema):
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

    @staticmethod
    def resolve_town(row: Any) -> str:
        """Name the town; empty where none is known."""
        return row.town.name if row.town else ""

    @staticmethod
    def resolve_offers(row: Any) -> list[Bilingual]:
        """List what it offers, in both languages."""
        return [offer.text for offer in row.offers.all()]

    @staticmethod
    def resolve_needs(row: Any) -> list[Bilingual]:
        """List what it needs, in both languages."""
        return [need.text for need in row.needs.all()]


class TownSchema(Schema):
    """A town."""

    slug: str
    name: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None


class PracticeSchema(Schema):
    """What a town tried."""

    code: str
    name: Text
    method: Text
    town: str
    kind: str
    verdict: str
    source: str = Field(validation_alias="source_url")

    @staticmethod
    def resolve_town(row: Any) -> str:
        """Name the town, known here or not."""
        return row.town.name if row.town else row.town_name_fr


class LinkSchema(Schema):
    """What came of a mission. ``counted``: whether its value may be added up."""

    code: str
    a: str = Field(validation_alias="a_name")
    b: str = Field(validation_alias="b_name")
    relation: str
    what: Text
    stage: str
    attribution: str
    years: str
    value_cad: Decimal | None
    value_kind: str
    counted: bool
    payment_at_risk: bool
    source: str = Field(validation_alias="source_url")

    @staticmethod
    def resolve_counted(row: Any) -> bool:
        """Tell whether its value may be added up."""
        return bool(row.value_cad and counts_once(row))


class JobSchema(Schema):
    """Work under way."""

    id: int
    kind: str
    subject: str
    state: str
    progress: dict[str, Any]
    result: dict[str, Any]
    problem: Text | None

    @staticmethod
    def resolve_problem(row: Any) -> dict[str, str] | None:
        """Say why it failed; null where it did not."""
        return row.problem or None


class RequestSchema(Schema):
    """A request between two organisations (codes). Wishes: must, like, no, or empty while unanswered."""

    id: int
    delegation: str = Field(validation_alias="delegation.code")
    host: str = Field(validation_alias="host.code")
    relation: str
    state: str
    asked_by: str = Field(validation_alias="asked_by_side")
    asked_for: bool
    delegation_wish: str
    host_wish: str
    words: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    answered_at: dt.datetime | None


class RequestInput(Schema):
    """A request to make; ``side`` asks."""

    delegation: str
    host: str
    side: Literal["delegation", "host"] = "delegation"
    wish: Literal["must", "like"] = "like"
    priority: int = Field(3, ge=1, le=5)
    relation: Literal["", "supplier", "client", "partner", "complement"] = ""
    words: str = Field("", max_length=600)


class AnswerInput(Schema):
    """An answer; a yes has a priority."""

    wish: Literal["must", "like", "no"]
    priority: int = Field(3, ge=1, le=5)
    words: str = Field("", max_length=600)


class SearchInput(Schema):
    """How long to search."""

    seconds: int = Field(30, ge=2, le=300)


class MoveInput(Schema):
    """Where a meeting goes; ``revision`` is the one that was read. Without a slot it is taken off."""

    meeting: str
    slot: int | None = None
    site: str = ""
    revision: int


class PublishInput(Schema):
    """As what to publish; ``revision`` is the one that was read."""

    state: Literal["provisional", "final"]
    revision: int


class PresenceInput(Schema):
    """Who, and what was seen; minutes when late."""

    organisation: str
    presence: Literal["arrived", "late", "no_show"]
    minutes: int | None = Field(None, ge=1, le=600)


class PresenceSchema(Schema):
    """What is noted. ``new``: whether it was not noted already."""

    organisation: str
    presence: str
    minutes: int | None
    new: bool


class OutcomeInput(Schema):
    """What a side says came of a meeting."""

    organisation: str
    result: Literal["deal", "follow_up", "contact", "nothing"]
    next_step: str = Field("", max_length=400)
    due: dt.date | None = None


class OutcomeSchema(Schema):
    """What a side said."""

    meeting: str = Field(validation_alias="meeting.code")
    organisation: str = Field(validation_alias="organisation.code")
    side: str
    result: str
    next_step: str
    due: dt.date | None
    said_at: dt.datetime
