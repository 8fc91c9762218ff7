"""Which steps a link may take, which values may be added up, and who reads a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from jumelage.outcomes import Stage, ValueKind

__all__ = [
    "CLOSED",
    "NoteVisibility",
    "counts_once",
    "is_due",
    "is_silent",
    "last_day",
    "partial_date",
    "project_value",
]

CLOSED = (Stage.DELIVERED, Stage.LOST)
"""Stages after which no next step is asked for."""

SILENT_AFTER = dt.timedelta(days=90)
"""A link without a step for so long is listed as silent."""


class NoteVisibility(StrEnum):
    """Who reads a note."""

    AGENCY = "agency"
    AUTHOR = "author"


class Valued(Protocol):
    """What is needed of a link to add values up."""

    value: Decimal | None
    currency: str
    value_kind: str
    same_money_as_id: int | None


def project_value(links: Iterable[Valued]) -> Decimal:
    """Add up the Canadian dollars of projects, the same money once; other kinds are left out."""
    return sum(
        (link.value for link in links if link.value and link.currency == "CAD" and counts_once(link)),
        Decimal(0),
    )


def counts_once(link: Valued) -> bool:
    """Tell whether a link's value may be added to projects: a project's, and not another link's money."""
    return link.value_kind == ValueKind.PROJECT and link.same_money_as_id is None


def is_due(next_due: dt.date | None, today: dt.date, *, within: int = 7) -> bool:
    """Tell whether a next step is overdue or due within so many days."""
    return next_due is not None and next_due <= today + dt.timedelta(days=within)


def is_silent(stage: str, next_due: dt.date | None, last_step: dt.date | None, today: dt.date) -> bool:
    """Tell whether an open link has no next step and nothing happened for three months."""
    if stage in CLOSED or next_due is not None:
        return False
    return last_step is None or today - last_step > SILENT_AFTER


def last_day(text: str) -> dt.date:
    """Return the last day that an ISO date, month or year may mean; the first of all days where it is none of them."""
    first = partial_date(text)
    if first is None:
        return dt.date.min
    months = {4: 12, 7: 1}.get(len(text), 0)
    index = first.year * 12 + first.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1) - dt.timedelta(days=1) if months else first


def partial_date(text: str) -> dt.date | None:
    """Read an ISO date, month or year as its first day; None where it is none of them.

    Examples
    --------
    >>> partial_date("2017-07"), partial_date("2017"), partial_date("July")
    (datetime.date(2017, 7, 1), datetime.date(2017, 1, 1), None)
    """
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return None
    try:
        return dt.date(int(parts[0]), *(int(part) for part in [*parts[1:], "1", "1"][:2]))
    except ValueError:
        return None
