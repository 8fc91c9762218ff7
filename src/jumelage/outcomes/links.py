"""A link between two organisations: how far it came, who made it happen, on what evidence, and for how much."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["LADDER", "Attribution", "Grade", "Link", "Stage", "ValueKind"]


class Stage(StrEnum):
    """How far a link has come: six rungs in order, and three ways of standing aside."""

    IDEA = "idea"
    TALKS = "talks"
    FIRST_ORDER = "first_order"
    QUOTATION = "quotation"
    SIGNED = "signed"
    DELIVERED = "delivered"
    LOST = "lost"
    DORMANT = "dormant"
    DISPUTED = "disputed"


LADDER = (Stage.IDEA, Stage.TALKS, Stage.FIRST_ORDER, Stage.QUOTATION, Stage.SIGNED, Stage.DELIVERED)
"""The rungs that a link climbs, lowest first."""


class Attribution(StrEnum):
    """Where a link came from: required before an outcome is reported beside a mission."""

    EXISTING_TALKS = "existing_talks"
    INTRODUCED = "introduced"
    LIVE_TENDER = "live_tender"
    OTHER = "other"


class Grade(StrEnum):
    """What an attribution or a stage rests on, weakest first."""

    NONE = "none"
    ONE_SIDE = "one_side"
    BOTH_SIDES = "both_sides"
    DOCUMENT = "document"
    PUBLIC_SOURCE = "public_source"


class ValueKind(StrEnum):
    """What a value measures: kinds are never added to each other."""

    CONTRACT = "contract"
    PROJECT = "project"
    CLAIM = "claim"
    INVESTMENT = "investment"
    JOBS = "jobs"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Link:
    """One link, as a report needs it.

    Parameters
    ----------
    link
        Its code, unique in a report.
    a, b
        The two organisations.
    relation
        As what they meet: ``supplier``, ``client``, ``partner`` or ``complement``.
    stage, attribution, grade
        How far it came, where it came from, on what evidence.
    value, currency, kind
        An amount (``currency`` empty for jobs) and what it measures; all absent where no value was stated.
    same_money_as
        The code of the link whose value this one repeats: it is then never added.
    opened, last_step
        When the link was opened, and its last dated step.
    """

    link: str
    a: str
    b: str
    relation: str
    stage: Stage
    attribution: Attribution
    grade: Grade = Grade.NONE
    value: Decimal | None = None
    currency: str = "CAD"
    kind: ValueKind | None = None
    same_money_as: str = ""
    opened: dt.date | None = None
    last_step: dt.date | None = None
