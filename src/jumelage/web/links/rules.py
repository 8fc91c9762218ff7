"""What may be said of a link: its stage, its attribution, and which values may be added up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

__all__ = ["Attribution", "Stage", "ValueKind", "counts_once", "project_value"]


class Stage(StrEnum):
    """How far a link has come."""

    TALKS = "talks"
    AGREED = "agreed"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    ENDED = "ended"


class Attribution(StrEnum):
    """Whether the mission made it: an outcome is never credited to a mission without this answer."""

    EXISTING_TALKS = "existing_talks"
    INTRODUCED = "introduced"
    LIVE_TENDER = "live_tender"
    UNKNOWN = "unknown"


class ValueKind(StrEnum):
    """What an amount measures: only projects are added up."""

    PROJECT = "project"
    CLAIM = "claim"
    COST = "cost"


class Valued(Protocol):
    """What is needed of a link to add values up."""

    value_cad: Decimal | None
    value_kind: str
    same_money_as_id: int | None


def project_value(links: Iterable[Valued]) -> Decimal:
    """Add up project values, the same money once, claims and costs left out."""
    return sum(
        (link.value_cad for link in links if link.value_cad and counts_once(link)),
        Decimal(0),
    )


def counts_once(link: Valued) -> bool:
    """Tell whether a link's value may be added: a project's, and not another link's money."""
    return link.value_kind == ValueKind.PROJECT and link.same_money_as_id is None
