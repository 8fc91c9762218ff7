"""What the service answers, typed: texts in both languages, dates in ISO 8601."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from jumelage.language import Bilingual

__all__ = [
    "Decided",
    "DecisionMade",
    "DocumentShape",
    "JobShape",
    "LinkShape",
    "MatchShape",
    "MembershipShape",
    "MissionShape",
    "OrganisationShape",
    "PersonShape",
    "PracticeShape",
    "ProblemShape",
    "ReasonShape",
    "Refusal",
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
