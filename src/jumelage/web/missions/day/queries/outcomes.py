"""What came of the meetings: both sides' words beside each other, and what they amount to."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jumelage.documents.report import Report
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.models import Outcome
from jumelage.web.missions.day.outcome_report import outcome_section
from jumelage.web.missions.day.queries.appointments import noted, placed, standing_cancellations
from jumelage.web.missions.day.rules import (
    TWO_SIDED,
    MissionClock,
    Result,
    Seen,
    Standing,
    differ,
    moment,
    seen,
    standing,
)
from jumelage.web.missions.matching.models import Meeting

__all__ = ["Account", "Tally", "accounts", "latest_outcomes", "outcomes_of", "steps_of", "tally_of", "with_outcomes"]


@dataclass(frozen=True, slots=True)
class Account:
    """One meeting after the fact: whether it took place, and what each side says came of it."""

    placement: Placement
    standing: Standing
    delegation: Outcome | None
    host: Outcome | None
    absent: tuple[Organisation, ...] = ()

    @property
    def meeting(self) -> Meeting:
        """Return the meeting."""
        return self.placement.meeting

    @property
    def guests(self) -> list[Organisation]:
        """Return who travelled to it."""
        return list(self.meeting.delegations.all())

    @property
    def hosts(self) -> list[Organisation]:
        """Return who received."""
        return list(self.meeting.hosts.all())

    @property
    def sides(self) -> list[tuple[Side, Organisation | None, Outcome | None]]:
        """Return each side with who speaks for it and what it said."""
        return [
            (Side.DELEGATION, next(iter(self.guests), None), self.delegation),
            (Side.HOST, next(iter(self.hosts), None), self.host),
        ]

    @property
    def differs(self) -> bool:
        """Tell whether the two sides say something else."""
        return bool(self.delegation and self.host and differ(self.delegation.result, self.host.result))

    @property
    def promising(self) -> bool:
        """Tell whether a side says that something follows."""
        follows = (Result.DEAL, Result.FOLLOW_UP)
        return any(said is not None and said.result in follows for said in (self.delegation, self.host))

    @property
    def silent(self) -> bool:
        """Tell whether it took place and a side has not answered."""
        return self.standing == Standing.HELD and not (self.delegation and self.host)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the meetings of a mission amount to. A meeting is counted once, whoever noted what of it."""

    planned: int
    to_come: int
    held: int
    cancelled: int
    no_show: int
    disputed: int
    answers: dict[Side, int]
    results: dict[Side, Counter[str]]
    both: int
    differing: int

    @property
    def over(self) -> int:
        """Count the meetings of which something can be said."""
        return self.planned - self.to_come

    def rate(self, side: Side) -> float | None:
        """Return which share of the meetings held a side has answered for; None where none was held."""
        return self.answers[side] / self.held if self.held else None


def latest_outcomes(mission: Mission, *, rehearsal: bool) -> dict[tuple[int, str], Outcome]:
    """Return the last word of each side on each meeting."""
    rows = Outcome.objects.filter(mission=mission, rehearsal=rehearsal).select_related("organisation", "said_by")
    return {(row.meeting_id, row.side): row for row in rows.order_by("said_at", "id")}


def accounts(mission: Mission, version: AgendaVersion, moment: MissionClock) -> list[Account]:
    """Return every meeting of two sides that has begun, earliest first, in a constant number of queries."""
    rows = [row for row in placed(version) if row.meeting.kind in TWO_SIDED and row.start <= moment.local]
    rows += _cancelled_before(mission, version, moment)
    notes = noted(mission, rows, rehearsal=moment.rehearsal)
    stated = latest_outcomes(mission, rehearsal=moment.rehearsal)
    gone = standing_cancellations(mission, rehearsal=moment.rehearsal)
    found = []
    for row in rows:
        meeting = row.meeting
        everyone = [*meeting.delegations.all(), *meeting.hosts.all()]
        states = {one.pk: seen(notes.get((meeting.pk, one.pk), []))[0] for one in everyone}
        delegation, host = stated.get((meeting.pk, Side.DELEGATION)), stated.get((meeting.pk, Side.HOST))
        off = meeting.cancelled_at is not None or meeting.pk in gone
        stands = standing(states.values(), cancelled=off)
        absent = tuple(one for one in everyone if states[one.pk] in (Seen.NO_SHOW, Seen.DISPUTED))
        found.append(Account(row, stands, delegation, host, absent))
    return sorted(found, key=lambda one: (one.placement.starts, one.placement.pk))


def _cancelled_before(mission: Mission, version: AgendaVersion, moment: MissionClock) -> list[Placement]:
    """Return meetings that an earlier public version had, and that were cancelled since: they are counted too."""
    if moment.rehearsal:
        return []
    kept = version.placements.values("meeting")
    rows = (
        Placement.objects.filter(
            version__mission=mission,
            version__published_at__isnull=False,
            meeting__kind__in=TWO_SIDED,
            meeting__cancelled_at__isnull=False,
        )
        .exclude(meeting__in=kept)
        .select_related("meeting", "site")
        .prefetch_related("meeting__delegations", "meeting__hosts")
        .order_by("version__number")
    )
    latest = {row.meeting_id: row for row in rows}
    return [row for row in latest.values() if row.start <= moment.local]


def tally_of(version: AgendaVersion, found: Iterable[Account]) -> Tally:
    """Count what the accounts of a mission amount to."""
    rows = list(found)
    stands = Counter(one.standing for one in rows)
    known = {one.meeting.pk for one in rows}
    planned = version.placements.filter(meeting__kind__in=TWO_SIDED)
    to_come = planned.exclude(meeting__in=known).count()
    held = [one for one in rows if one.standing == Standing.HELD]
    said: dict[Side, list[Any]] = {
        Side.DELEGATION: [one.delegation for one in held if one.delegation],
        Side.HOST: [one.host for one in held if one.host],
    }
    return Tally(
        planned=len(rows) + to_come,
        to_come=to_come,
        held=len(held),
        cancelled=stands[Standing.CANCELLED],
        no_show=stands[Standing.NO_SHOW],
        disputed=stands[Standing.DISPUTED],
        answers={side: len(outcomes) for side, outcomes in said.items()},
        results={side: Counter(one.result for one in outcomes) for side, outcomes in said.items()},
        both=sum(bool(one.delegation and one.host) for one in held),
        differing=sum(one.differs for one in held),
    )


def outcomes_of(mission: Mission, organisation: Organisation, *, rehearsal: bool = False) -> list[Outcome]:
    """Return an organisation's own last words, one a meeting, soonest next step first: never the other side's."""
    rows = Outcome.objects.filter(mission=mission, organisation=organisation, rehearsal=rehearsal)
    rows = rows.select_related("meeting").prefetch_related("meeting__hosts", "meeting__delegations")
    latest = {row.meeting_id: row for row in rows.order_by("said_at", "id")}
    return sorted(latest.values(), key=lambda row: (row.due or dt.date.max, row.pk))


def steps_of(found: Iterable[Account]) -> list[Outcome]:
    """Return the next steps that a side noted, soonest first, those without a date last."""
    said = [one for account in found for one in (account.delegation, account.host) if one and one.next_step]
    return sorted(said, key=lambda row: (row.due or dt.date.max, row.pk))


def with_outcomes(report: Report, version: AgendaVersion, now: dt.datetime) -> Report:
    """Add what came of the meetings to a mission's report, before the assumptions and next steps; where anybody said so."""
    mission = version.mission
    if not Outcome.objects.filter(mission=mission, rehearsal=False).exists():
        return report
    found = accounts(mission, version, moment(now, mission.timezone))
    before, after = report.sections[:-2], report.sections[-2:]
    section = outcome_section(tally_of(version, found))
    return dataclasses.replace(report, sections=(*before, section, *after))
