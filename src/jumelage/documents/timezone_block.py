"""A time zone as a calendar file states it (RFC 5545, 3.6.5): each change of the clock in the years that matter."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Timezone

__all__ = ["changes", "timezone_block"]

Change = tuple[dt.datetime, dt.timedelta, dt.timedelta]


def timezone_block(zone: zoneinfo.ZoneInfo, first: int, last: int) -> Timezone:
    """State a zone for the years ``first`` to ``last``, both included."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    block = Timezone()
    block.add("tzid", zone.key)
    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    offset = start.astimezone(zone).utcoffset() or dt.timedelta()
    for moment, before, after in [(start, offset, offset), *changes(zone, first, last)]:
        local = moment.astimezone(zone)
        part = TimezoneDaylight() if local.dst() else TimezoneStandard()
        # The onset is written as a clock showed it that had not been changed yet.
        part.add("dtstart", (moment + before).replace(tzinfo=None))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", local.tzname() or zone.key)
        block.add_component(part)
    return block


def changes(zone: zoneinfo.ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Find when a zone's clocks change: the moment (UTC), the offset before and the offset after."""
    moment, end = dt.datetime(first, 1, 1, tzinfo=dt.UTC), dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)
    while moment < end:
        later = moment + dt.timedelta(days=1)
        before, after = _offset(zone, moment), _offset(zone, later)
        if before != after:
            low, high = moment, later
            while high - low > dt.timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle -= dt.timedelta(seconds=middle.second, microseconds=middle.microsecond)
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            yield high, before, after
        moment = later


def _offset(zone: zoneinfo.ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()
