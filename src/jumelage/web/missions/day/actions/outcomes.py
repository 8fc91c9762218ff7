"""What is written after a meeting: what came of it, by each side, or by an officer in its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.day.actions.presence import MeetingMovedError, NotAllowedNowError, speaks_for
from jumelage.web.missions.day.models import Outcome
from jumelage.web.missions.day.queries.appointments import day_version, side_of
from jumelage.web.missions.day.rules import MissionClock, Result, outcome_open
from jumelage.web.missions.matching.models import Meeting

__all__ = ["StatedOutcome", "say_outcome"]


@dataclass(frozen=True, slots=True)
class StatedOutcome:
    """What a side says: one of four results, the next step with its date, a note that only the agency reads."""

    result: Result
    next_step: str = ""
    due: dt.date | None = None
    private_note: str = ""


@transaction.atomic
def say_outcome(
    user: AnyUser,
    mission: Mission,
    meeting: Meeting,
    organisation: Organisation,
    stated: StatedOutcome,
    *,
    moment: MissionClock,
) -> tuple[Outcome, bool]:
    """Say what came of a meeting; tell whether it is new. The latest word of an organisation counts, older ones stay.

    Raises
    ------
    NotAllowedNowError
        When the meeting has not begun, or is none that both sides tell of.
    MeetingMovedError
        When it is not on the agenda.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    itself = speaks_for(user, mission, organisation)
    if moment.rehearsal:
        require_editor(user, mission.agency)
    side = side_of(row, organisation.pk)
    if side is None or row.mission_id != mission.pk:
        raise PermissionDenied
    version = day_version(mission, rehearsal=moment.rehearsal)
    placement = version.placements.filter(meeting=row).first() if version else None
    if placement is None:
        raise MeetingMovedError(None)
    if not outcome_open(row.kind, placement.start, moment.local):
        raise NotAllowedNowError
    said = asdict(stated)
    mine = Outcome.objects.filter(meeting=row, organisation=organisation, rehearsal=moment.rehearsal)
    last = mine.order_by("said_at", "id").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last, False
    made = Outcome.objects.create(
        mission=mission,
        meeting=row,
        organisation=organisation,
        side=side,
        said_by=author(user),
        said_for=not itself,
        rehearsal=moment.rehearsal,
        **said,
    )
    if not moment.rehearsal:
        # What was written stays in its row: the trace says only that it was said, by whom, and the answer chosen.
        after = {"organisation": organisation.code, "result": str(stated.result), "said_for": not itself}
        record_change(mission.agency, user, "outcome.said", f"meeting:{row.pk}", after=after)
    return made, True
