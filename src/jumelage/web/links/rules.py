"""Which steps a link may take, which values may be added up, and who reads a note."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from jumelage.outcomes import Attribution, Stage, ValueKind
from jumelage.outcomes.links import LADDER

__all__ = [
    "CLOSED",
    "NOTHING",
    "SILENT_AFTER",
    "NoteVisibility",
    "WaveCode",
    "Without",
    "attribution_said",
    "climbs",
    "counts_once",
    "due_on",
    "last_day",
    "latest_day",
    "partial_date",
    "project_value",
    "waves_due",
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


def latest_day(dates: Iterable[str]) -> dt.date | None:
    """Return the first day that the latest of some ISO dates, months or years may mean; None where there is none."""
    return max((date for date in map(partial_date, dates) if date), default=None)


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


NOTHING = "nothing"
"""Where a meeting stands of which nothing came."""


class WaveCode(StrEnum):
    """When both sides are asked what came of their meetings."""

    WEEK_1 = "week_1"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"
    MONTH_24 = "month_24"
    MONTH_36 = "month_36"


class Without(StrEnum):
    """What a side thinks would have happened without the mission."""

    ANYWAY = "anyway"
    LATER = "later"
    SMALLER = "smaller"
    NOT_AT_ALL = "not_at_all"


_MONTHS = {WaveCode.MONTH_6: 6, WaveCode.MONTH_12: 12, WaveCode.MONTH_24: 24, WaveCode.MONTH_36: 36}

LATE = dt.timedelta(days=60)
"""A wave that a stopped service missed is still sent for so long; after that it is let go."""


def due_on(code: WaveCode, last_day: dt.date) -> dt.date:
    """Return the day on which a wave is sent: a week or so many months after the mission's last day.

    Examples
    --------
    >>> due_on(WaveCode.MONTH_6, dt.date(2031, 8, 31)), due_on(WaveCode.WEEK_1, dt.date(2031, 3, 5))
    (datetime.date(2032, 2, 29), datetime.date(2031, 3, 12))
    """
    if code == WaveCode.WEEK_1:
        return last_day + dt.timedelta(days=7)
    index = last_day.year * 12 + last_day.month - 1 + _MONTHS[code]
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(last_day.day, calendar.monthrange(year, month)[1]))


def waves_due(last_day: dt.date, today: dt.date) -> tuple[WaveCode, ...]:
    """Return the waves that may be sent today: come, and not too long ago; the latest alone where several are."""
    come = [code for code in WaveCode if due_on(code, last_day) <= today <= due_on(code, last_day) + LATE]
    return tuple(come[-1:])


def attribution_said(in_touch_before: bool | None) -> Attribution | None:
    """Return where a link comes from, as one side says it: they spoke already, or the mission introduced them."""
    if in_touch_before is None:
        return None
    return Attribution.EXISTING_TALKS if in_touch_before else Attribution.INTRODUCED


def climbs(stage: str, stands: str) -> bool:
    """Tell whether what a side says takes a link to a later stage; an answer never takes it back to an earlier one."""
    if stage in CLOSED or stands not in LADDER:
        return False
    return stage not in LADDER or LADDER.index(Stage(stands)) > LADDER.index(Stage(stage))
