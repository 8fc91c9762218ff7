"""Rules of the day: what notes of presence amount to, what changes a day, when something may be noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from jumelage.language import NO_BREAK, Bilingual

__all__ = [
    "HALF_HOUR",
    "LATENESS",
    "TWO_SIDED",
    "DisruptionKind",
    "DisruptionState",
    "MissionClock",
    "Note",
    "Phase",
    "Presence",
    "Result",
    "Seen",
    "Standing",
    "Voice",
    "cancellable",
    "differ",
    "disruption_state",
    "first_slot_from",
    "in_words",
    "may_note",
    "moment",
    "notable",
    "outcome_open",
    "phase_of",
    "seen",
    "short_of_time",
    "slots_between",
    "standing",
    "to_ask",
]


LATENESS = (5, 10, 15, 30)
"""Minutes that a person may say to be late by."""


TWO_SIDED = ("individual", "exchange")
"""Kinds of meetings between two sides: either may miss the other, and both say what came of it."""


ATTENDED = ("individual", "exchange", "group", "arrival")


EARLY = dt.timedelta(minutes=60)


LATEST_NOTE = dt.timedelta(hours=12)


HALF_HOUR = dt.timedelta(minutes=30)


class Phase(StrEnum):
    """Where the clock stands towards the days of a mission."""

    UNDATED = "undated"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class MissionClock:
    """The time that a page is shown for: ``local`` is the mission's own (no zone). A rehearsal shows a chosen hour."""

    local: dt.datetime
    instant: dt.datetime
    rehearsal: bool = False

    @property
    def date(self) -> dt.date:
        """Return the day, where the mission is."""
        return self.local.date()


def moment(now: dt.datetime, zone: str, asked: dt.datetime | None = None) -> MissionClock:
    """Return the mission's local time: of ``now`` (with its zone), or the hour that is asked to be rehearsed."""
    if asked is not None:
        local = asked.replace(tzinfo=None)
        return MissionClock(local, local.replace(tzinfo=ZoneInfo(zone)), rehearsal=True)
    return MissionClock(now.astimezone(ZoneInfo(zone)).replace(tzinfo=None), now)


def phase_of(first: dt.date | None, last: dt.date | None, today: dt.date) -> Phase:
    """Tell whether a mission is to come, under way or over."""
    if first is None or last is None:
        return Phase.UNDATED
    if today < first:
        return Phase.BEFORE
    return Phase.AFTER if today > last else Phase.DURING


def in_words(minutes: int) -> Bilingual:
    """Say how far a start is: in 18 minutes, in 2 h 10, in 3 days; begun since."""
    if minutes < 0:
        since = _length(-minutes)
        return Bilingual(fr=f"commencée depuis {since.fr}", en=f"began {since.en} ago")
    if minutes == 0:
        return Bilingual(fr="maintenant", en="now")
    length = _length(minutes)
    return Bilingual(fr=f"dans {length.fr}", en=f"in {length.en}")


def _length(minutes: int) -> Bilingual:
    hours, rest = divmod(minutes, 60)
    if hours >= 24:
        days = round(hours / 24)
        return Bilingual(fr=f"{days}{NO_BREAK}jour{'s' * (days > 1)}", en=f"{days}{NO_BREAK}day{'s' * (days > 1)}")
    if not hours:
        words = f"{minutes}{NO_BREAK}minute{'s' * (minutes > 1)}"
        return Bilingual(fr=words, en=words)
    if not rest:
        return Bilingual(fr=f"{hours}{NO_BREAK}h", en=f"{hours}{NO_BREAK}h")
    return Bilingual(
        fr=f"{hours}{NO_BREAK}h{NO_BREAK}{rest:02d}", en=f"{hours}{NO_BREAK}h{NO_BREAK}{rest}{NO_BREAK}min"
    )


class Voice(StrEnum):
    """Who says that somebody is there: themselves, those across the table, the agency."""

    OWN = "own"
    ACROSS = "across"
    AGENCY = "agency"


class Seen(StrEnum):
    """What the notes on somebody amount to. Two who contradict each other are shown, not judged."""

    UNKNOWN = "unknown"
    ARRIVED = "arrived"
    LATE = "late"
    NO_SHOW = "no_show"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Note:
    """One note of presence."""

    voice: Voice
    presence: str
    at: dt.datetime
    minutes: int | None = None


def seen(notes: Iterable[Note]) -> tuple[Seen, int]:
    """Tell what the notes on one organisation at one meeting amount to, with the minutes that it is late.

    The agency's word settles what was said before it. After that, the last word of each side stands: who says to be
    there while those across say that nobody came is *disputed*.
    """
    last: dict[Voice, Note] = {}
    for note in sorted(notes, key=lambda one: one.at):
        if note.voice == Voice.AGENCY:
            last.clear()
        last[note.voice] = note
    own, across = last.get(Voice.OWN), last.get(Voice.ACROSS)
    if own and across and own.presence == Presence.ARRIVED and across.presence == Presence.NO_SHOW:
        return Seen.DISPUTED, 0
    if across and across.presence == Presence.ARRIVED:
        return Seen.ARRIVED, 0
    latest = max((note for note in (own, across) if note), key=lambda one: one.at, default=last.get(Voice.AGENCY))
    if latest is None:
        return Seen.UNKNOWN, 0
    return Seen(latest.presence), (latest.minutes or 0) if latest.presence == Presence.LATE else 0


def notable(kind: str, start: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether presence may be noted: from an hour before the start, until the evening."""
    return kind in ATTENDED and start - EARLY <= now <= start + LATEST_NOTE


def may_note(voice: Voice, presence: str, kind: str, start: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether somebody may note a presence now.

    One says of oneself that one is there or late, of those across that they came or did not (after the start); the
    agency says anything, from an hour before on.
    """
    if kind not in ATTENDED or now < start - EARLY:
        return False
    if voice == Voice.AGENCY:
        return True
    if now > start + LATEST_NOTE:
        return False
    if voice == Voice.OWN:
        return presence in (Presence.ARRIVED, Presence.LATE)
    return kind in TWO_SIDED and presence in (Presence.ARRIVED, Presence.NO_SHOW) and now >= start


def cancellable(kind: str, start: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether somebody may still say not to come: before the start, to what is planned for them."""
    return kind in (*TWO_SIDED, "group") and now < start


def outcome_open(kind: str, start: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether what came of a meeting may be said: once it has begun, for good."""
    return kind in TWO_SIDED and now >= start


def to_ask(ends: Iterable[dt.datetime], now: dt.datetime) -> bool:
    """Tell whether somebody is asked what came of a day: ten minutes after its last meeting, until the next evening."""
    last = max(ends, default=None)
    return last is not None and last + dt.timedelta(minutes=10) <= now <= last + dt.timedelta(hours=24)


def short_of_time(end_before: dt.datetime, late: int, travel: int, start: dt.datetime) -> int:
    """Count the minutes that somebody lacks to reach a meeting: the one before ends late, the way takes its time."""
    ready = end_before + dt.timedelta(minutes=late + travel)
    return max(0, int((ready - start).total_seconds() // 60))


class Standing(StrEnum):
    """Whether a meeting took place, as far as anybody said."""

    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    DISPUTED = "disputed"


def standing(states: Iterable[Seen], *, cancelled: bool) -> Standing:
    """Tell whether a meeting whose hour has come took place: once it counts, though several missed it or said so."""
    found = set(states)
    if cancelled:
        return Standing.CANCELLED
    if Seen.NO_SHOW in found:
        return Standing.NO_SHOW
    return Standing.DISPUTED if Seen.DISPUTED in found else Standing.HELD


def differ(one: str, other: str) -> bool:
    """Tell whether two sides see a meeting differently: one that something follows, the other that nothing does."""
    follows = (Result.DEAL, Result.FOLLOW_UP)
    return (one in follows) != (other in follows)


class DisruptionKind(StrEnum):
    """What changes a day."""

    CANCELLED = "cancelled"  # an organisation cannot come to one meeting
    AWAY = "away"  # a person, or an organisation, is not there for a while
    CLOSED = "closed"  # a host receives nobody for a while
    TABLES = "tables"  # a place has fewer tables
    LATE = "late"  # a meeting starts later


class DisruptionState(StrEnum):
    """Open until an agenda that answers to it is published, or until it is taken back."""

    OPEN = "open"
    PROPOSED = "proposed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


def disruption_state(*, withdrawn: bool, answered: bool, published: bool) -> DisruptionState:
    """Tell what became of a change: ``answered`` by a version, which was ``published`` or still waits."""
    if withdrawn:
        return DisruptionState.WITHDRAWN
    if not answered:
        return DisruptionState.OPEN
    return DisruptionState.SETTLED if published else DisruptionState.PROPOSED


def slots_between(starts: Sequence[dt.datetime], minutes: int, begin: dt.datetime, end: dt.datetime) -> tuple[int, ...]:
    """List the slots that a span touches."""
    length = dt.timedelta(minutes=minutes)
    return tuple(slot for slot, start in enumerate(starts) if start < end and start + length > begin)


def first_slot_from(starts: Sequence[dt.datetime], now: dt.datetime) -> int:
    """Return the first slot that is still to come."""
    return next((slot for slot, start in enumerate(starts) if start >= now), len(starts))


class Presence(StrEnum):
    """What was seen of somebody at a meeting."""

    ARRIVED = "arrived"
    LATE = "late"
    NO_SHOW = "no_show"


class Result(StrEnum):
    """What one side says came of a meeting."""

    DEAL = "deal"
    FOLLOW_UP = "follow_up"
    CONTACT = "contact"
    NOTHING = "nothing"
