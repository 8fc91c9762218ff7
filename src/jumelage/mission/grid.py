"""Between the clock and the agenda's slots: a mission's days laid end to end, each cut in equal slots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jumelage.mission.brief import Brief, Day

__all__ = ["Grid"]


@dataclass(frozen=True, slots=True)
class Grid:
    """The slots of a mission: day ``d`` holds the half-open range ``days[d]``; ``starts`` gives each slot's hour."""

    slot_minutes: int
    days: tuple[tuple[int, int], ...]
    starts: tuple[dt.datetime, ...]

    @classmethod
    def of(cls, brief: Brief) -> Grid:
        """Cut the days of a brief into slots; minutes left over at a day's end are not used."""
        ranges: list[tuple[int, int]] = []
        starts: list[dt.datetime] = []
        for day in brief.days:
            first = len(starts)
            count = _minutes(day) // brief.limits.slot_minutes
            opening = dt.datetime.combine(day.date, day.start)
            starts += [opening + dt.timedelta(minutes=brief.limits.slot_minutes * n) for n in range(count)]
            ranges.append((first, len(starts)))
        return cls(brief.limits.slot_minutes, tuple(ranges), tuple(starts))

    def slots(self, minutes: int) -> int:
        """Count the slots that cover some minutes (rounded up)."""
        return -(-minutes // self.slot_minutes)

    def slot_of(self, moment: dt.datetime) -> int | None:
        """Find the slot that starts at ``moment`` (None when there is none)."""
        try:
            return self.starts.index(moment)
        except ValueError:
            return None

    def end(self, slot: int, duration: int) -> dt.datetime:
        """Give the hour at which a meeting of ``duration`` slots that starts in ``slot`` ends."""
        return self.starts[slot] + dt.timedelta(minutes=self.slot_minutes * duration)

    def fits(self, slot: int, duration: int) -> bool:
        """Tell whether a meeting stays inside the day of its first slot."""
        return any(first <= slot and slot + duration <= last for first, last in self.days)


def _minutes(day: Day) -> int:
    opening, closing = (dt.datetime.combine(day.date, time) for time in (day.start, day.end))
    return max(0, int((closing - opening).total_seconds() // 60))
