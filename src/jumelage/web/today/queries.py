"""What waits for an officer over all missions, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from jumelage.web.accounts.models import Agency
from jumelage.web.links.models import Link, Wave
from jumelage.web.links.queries import due_links, silent_links
from jumelage.web.missions.core.rules import PartState
from jumelage.web.missions.day.rules import Result
from jumelage.web.missions.models import AgendaVersion, Disruption, Mission, Outcome, Participant, Request
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.rules import MessageState, SuppressionReason
from jumelage.web.reports.models import MissionLessons
from jumelage.web.today.rules import NEAR, RECENT, SHOWN

__all__ = ["Lines", "Work", "work_of"]


@dataclass(frozen=True, slots=True)
class Lines:
    """The first lines of a list, and how many there are."""

    rows: tuple[Any, ...]
    count: int

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return self.count > 0

    @property
    def more(self) -> int:
        """Count those that are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that waits, the most pressing list first."""

    failed: Lines
    bounced: Lines
    withdrawn: Lines
    disruptions: Lines
    drafts: Lines
    steps: Lines
    answers: Lines
    outcomes: Lines
    missions: Lines
    silent: Lines
    lessons: Lines

    @property
    def nothing(self) -> bool:
        """Tell whether nothing waits; missions coming up and lessons do not count."""
        waiting = (self.failed, self.bounced, self.withdrawn, self.disruptions, self.drafts, self.steps)
        return not any((*waiting, self.answers, self.outcomes, self.silent))


def work_of(agencies: Sequence[Agency], now: dt.datetime) -> Work:
    """Gather what waits for the officers of these agencies."""
    today = timezone.localdate(now)
    since = now - RECENT
    return Work(
        failed=_lines(Message.objects.filter(agency__in=agencies, state=MessageState.FAILED, written_at__gte=since)),
        bounced=_lines(
            Suppression.objects.filter(agency__in=agencies, reason=SuppressionReason.BOUNCED, at__gte=since).order_by(
                "-at"
            )
        ),
        withdrawn=_lines(_withdrawn(agencies, today, since)),
        disruptions=_lines(_disruptions(agencies, today)),
        drafts=_lines(_drafts(agencies, today)),
        steps=_lines(due_links(agencies, today)),
        answers=_lines(_answers(agencies)),
        outcomes=_lines(_outcomes(agencies)),
        missions=_lines(_near(agencies, today)),
        silent=_lines(silent_links(agencies, today)),
        lessons=_lines(_lessons(agencies, today)),
    )


def _lines(rows: QuerySet[Any]) -> Lines:
    """Read a few rows; count only where there are more."""
    found = list(rows[: SHOWN + 1])
    count = rows.count() if len(found) > SHOWN else len(found)
    return Lines(tuple(found[:SHOWN]), count)


def _withdrawn(agencies: Sequence[Agency], today: dt.date, since: dt.datetime) -> QuerySet[Participant]:
    rows = Participant.objects.filter(
        Q(mission__last_day__gte=today) | Q(mission__last_day=None),
        mission__agency__in=agencies,
        mission__archived_at=None,
        state__in=(PartState.WITHDRAWN, PartState.DECLINED),
        answered_at__gte=since,
    )
    return rows.select_related("mission", "organisation").order_by("-answered_at")


def _disruptions(agencies: Sequence[Agency], today: dt.date) -> QuerySet[Disruption]:
    rows = Disruption.objects.filter(
        mission__agency__in=agencies,
        mission__archived_at=None,
        mission__last_day__gte=today,
        rehearsal=False,
        version=None,
        withdrawn_at=None,
    )
    return rows.select_related("mission", "organisation", "meeting")


def _drafts(agencies: Sequence[Agency], today: dt.date) -> QuerySet[Mission]:
    """Return the missions to come whose agenda is older than the last answer of a participant or to a request."""
    latest = AgendaVersion.objects.filter(mission=OuterRef("pk"), offered=False).order_by("-number")
    people = Participant.objects.filter(mission=OuterRef("pk")).order_by().values("mission")
    requests = Request.objects.filter(mission=OuterRef("pk")).order_by().values("mission")
    rows = Mission.objects.filter(agency__in=agencies, archived_at=None, last_day__gte=today).annotate(
        planned_at=Subquery(latest.values("made_at")[:1]),
        part_answered=Subquery(people.annotate(at=Max("answered_at")).values("at")),
        request_answered=Subquery(requests.annotate(at=Max("answered_at")).values("at")),
    )
    older = Q(planned_at__lt=F("part_answered")) | Q(planned_at__lt=F("request_answered"))
    return rows.filter(older).order_by("first_day")


def _answers(agencies: Sequence[Agency]) -> QuerySet[Wave]:
    rows = Wave.objects.filter(participant__mission__agency__in=agencies, answered_at__isnull=False, seen_at=None)
    rows = rows.select_related("participant__mission", "participant__organisation")
    return rows.prefetch_related("answers__meeting__hosts", "answers__meeting__delegations").order_by("-answered_at")


def _outcomes(agencies: Sequence[Agency]) -> QuerySet[Outcome]:
    """Return what a side says follows, of which no link tells yet."""
    code = Concat(Value("meeting-"), Cast(OuterRef("meeting_id"), CharField()))
    followed = Link.objects.filter(agency=OuterRef("mission__agency"), code=code)
    later = Outcome.objects.filter(
        meeting=OuterRef("meeting"), organisation=OuterRef("organisation"), rehearsal=False, pk__gt=OuterRef("pk")
    )
    rows = Outcome.objects.filter(
        ~Exists(followed),
        ~Exists(later),
        mission__agency__in=agencies,
        rehearsal=False,
        result__in=(Result.DEAL, Result.FOLLOW_UP),
    )
    return rows.select_related("mission", "organisation", "meeting").order_by("-said_at")


def _near(agencies: Sequence[Agency], today: dt.date) -> QuerySet[Mission]:
    near = Mission.objects.filter(agency__in=agencies, first_day__lte=today + NEAR, last_day__gte=today)
    return near.filter(archived_at=None).order_by("first_day")


def _lessons(agencies: Sequence[Agency], today: dt.date) -> QuerySet[MissionLessons]:
    """Return what the latest missions taught, while another is near or still a draft."""
    coming = Mission.objects.filter(
        Q(first_day=None) | Q(first_day__lte=today + NEAR, last_day__gte=today),
        agency=OuterRef("mission__agency"),
        archived_at=None,
    )
    rows = MissionLessons.objects.filter(Exists(coming), mission__agency__in=agencies, mission__last_day__lt=today)
    return rows.select_related("mission").order_by("-mission__last_day")
