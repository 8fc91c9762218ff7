"""A day as pages show it: where, who may be called, one appointment, all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from jumelage.documents.programme import Activity
from jumelage.language import Bilingual
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import Placement
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.models import Outcome
from jumelage.web.missions.day.rules import TWO_SIDED, MissionClock, Seen, cancellable, in_words, notable, outcome_open
from jumelage.web.missions.matching.models import Meeting

__all__ = ["Call", "Day", "Stop", "Where"]

MAP = "https://www.openstreetmap.org/"


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its name, its address and position where they are known, the table."""

    name: Bilingual
    address: str = ""
    position: tuple[float, float] | None = None
    table: int | None = None

    @property
    def directions(self) -> str:
        """Return a page that shows the way; nothing where neither address nor position is known."""
        if self.position:
            return f"{MAP}directions?to={self.position[0]:.6f}%2C{self.position[1]:.6f}"
        return f"{MAP}search?query={quote(self.address)}" if self.address else ""

    @property
    def geo(self) -> str:
        """Return the address that a phone's own map opens."""
        if self.position:
            return f"geo:{self.position[0]:.6f},{self.position[1]:.6f}"
        return f"geo:0,0?q={quote(self.address)}" if self.address else ""


@dataclass(frozen=True, slots=True)
class Call:
    """A person who agreed to be called by those they meet."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One appointment of an organisation: what was noted of it, and what may be said of it now."""

    placement: Placement
    side: Side | None
    others: tuple[Organisation, ...]
    where: Where
    mine: tuple[Seen, int]
    theirs: dict[int, tuple[Seen, int]]
    cancelled_by: tuple[Organisation, ...]
    moment: MissionClock
    calls: tuple[Call, ...] = ()
    outcome: Outcome | None = None

    @property
    def meeting(self) -> Meeting:
        """Return what it is about."""
        return self.placement.meeting

    @property
    def two_sided(self) -> bool:
        """Tell whether it is between two sides: either may miss the other."""
        return self.meeting.kind in TWO_SIDED

    @property
    def begun(self) -> bool:
        """Tell whether its hour has come."""
        return self.placement.start <= self.moment.local

    @property
    def cancelled(self) -> bool:
        """Tell whether it does not take place for this organisation."""
        return self.meeting.cancelled_at is not None or bool(self.cancelled_by)

    @property
    def over(self) -> bool:
        """Tell whether it is in the past."""
        return self.placement.end <= self.moment.local

    @property
    def now(self) -> bool:
        """Tell whether it is under way."""
        return self.placement.start <= self.moment.local < self.placement.end

    @property
    def minutes(self) -> int:
        """Count the minutes until it starts; negative once it has begun."""
        return round((self.placement.start - self.moment.local.replace(second=0, microsecond=0)).total_seconds() / 60)

    @property
    def countdown(self) -> Bilingual:
        """Say how far it is."""
        return in_words(self.minutes)

    @property
    def seconds(self) -> int:
        """Say when it starts as a browser's clock counts."""
        return int(self.moment.instant.timestamp()) + int((self.placement.start - self.moment.local).total_seconds())

    @property
    def notable(self) -> bool:
        """Tell whether presence may be noted."""
        kind, start = self.meeting.kind, self.placement.start
        return self.side is not None and not self.cancelled and notable(kind, start, self.moment.local)

    @property
    def cancellable(self) -> bool:
        """Tell whether the organisation may still say not to come."""
        open_to_say = cancellable(self.meeting.kind, self.placement.start, self.moment.local)
        return self.side is not None and not self.cancelled and open_to_say

    @property
    def to_tell(self) -> bool:
        """Tell whether what came of it may be said."""
        held = self.side is not None and not self.cancelled and self.mine[0] != Seen.NO_SHOW
        return held and outcome_open(self.meeting.kind, self.placement.start, self.moment.local)

    @property
    def missed(self) -> bool:
        """Tell whether those across did not come, as far as is known."""
        return any(state == Seen.NO_SHOW for state, _ in self.theirs.values())


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an organisation or a person: appointments and drives in order of time."""

    date: dt.date
    stops: tuple[Stop, ...]
    drives: tuple[Activity, ...]

    @property
    def next(self) -> Stop | None:
        """Return what comes next, or is under way: cancelled ones are passed over."""
        return next((stop for stop in self.stops if not stop.over and not stop.cancelled), None)

    @property
    def later(self) -> tuple[Stop, ...]:
        """Return what comes after the next one."""
        return tuple(stop for stop in self.stops if not stop.over and stop is not self.next)

    @property
    def earlier(self) -> tuple[Stop, ...]:
        """Return what is over."""
        return tuple(stop for stop in self.stops if stop.over)

    @property
    def to_tell(self) -> tuple[Stop, ...]:
        """Return the meetings that are over and of which nothing was said yet."""
        return tuple(s for s in self.stops if s.over and s.to_tell and s.outcome is None and not s.missed)

    def drive_to(self, stop: Stop) -> Activity | None:
        """Return the drive that leads to an appointment."""
        return next((drive for drive in self.drives if drive.end == stop.placement.start), None)
