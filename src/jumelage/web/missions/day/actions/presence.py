"""What is written on the day: who is there, who is late, who cannot come. Each note is idempotent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from jumelage.language import LANGUAGES, NO_TEXT, Bilingual, say_clock, say_date
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import Placement
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.access import acting_for
from jumelage.web.missions.day.models import CheckIn, Disruption
from jumelage.web.missions.day.queries.appointments import day_version, side_of
from jumelage.web.missions.day.rules import (
    TWO_SIDED,
    DisruptionKind,
    DisruptionState,
    MissionClock,
    Presence,
    Voice,
    cancellable,
    may_note,
)
from jumelage.web.missions.matching.models import Meeting
from jumelage.web.missions.people.actions.mailing import write_to
from jumelage.web.missions.people.queries.participants import people_of_side

__all__ = [
    "MeetingMovedError",
    "NotAllowedNowError",
    "cancel_meeting",
    "note_presence",
    "speaks_for",
    "when_of",
    "withdraw",
]


class NotAllowedNowError(Exception):
    """The hour does not allow it: too early, or too late."""


class MeetingMovedError(Exception):
    """The meeting is no longer where the person saw it: ``placement`` says where it is now, None when it is gone."""

    def __init__(self, placement: Placement | None) -> None:
        super().__init__(str(placement))
        self.placement = placement


def speaks_for(user: AnyUser, mission: Mission, organisation: Organisation | None) -> bool:
    """Tell whether a person speaks for an organisation of the mission themselves; an officer may too, as the agency.

    Raises
    ------
    PermissionDenied
        When the person is neither.
    """
    if organisation is not None and organisation.pk in acting_for(user, mission):
        return True
    require_editor(user, mission.agency)
    return False


@transaction.atomic
def note_presence(
    user: AnyUser,
    mission: Mission,
    meeting: Meeting,
    organisation: Organisation,
    presence: Presence,
    *,
    speaker: Organisation | None,
    moment: MissionClock,
    minutes: int | None = None,
) -> tuple[CheckIn, bool]:
    """Note that an organisation is there, late or did not come; tell whether the note is new.

    Parameters
    ----------
    organisation, presence, minutes
        Of whom, what; with *late*, by how many minutes.
    speaker
        The organisation that says so; None for the agency.
    moment
        When. Notes of a rehearsal are kept apart.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    voice = _voice(user, mission, row, organisation, speaker, moment)
    placement = _placement(mission, row, moment)
    if placement is None:
        raise MeetingMovedError(None)
    if not may_note(voice, presence, row.kind, placement.start, moment.local):
        raise NotAllowedNowError
    late = minutes if presence == Presence.LATE else None
    noted = CheckIn.objects.filter(meeting=row, organisation=organisation, starts=placement.starts)
    known = noted.filter(speaker=speaker, rehearsal=moment.rehearsal)
    last = known.order_by("noted_at", "id").last()
    if last is not None and (last.presence, last.minutes_late) == (presence, late) and not _answered(last):
        return last, False
    made = CheckIn.objects.create(
        mission=mission,
        meeting=row,
        organisation=organisation,
        presence=presence,
        minutes_late=late,
        starts=placement.starts,
        speaker=speaker,
        noted_by=author(user),
        rehearsal=moment.rehearsal,
    )
    after = {"organisation": organisation.code, "presence": str(presence), "minutes": late, "voice": str(voice)}
    _trace(user, mission, "presence.noted", f"meeting:{row.pk}", moment, after)
    return made, True


def _voice(
    user: AnyUser,
    mission: Mission,
    meeting: Meeting,
    about: Organisation,
    speaker: Organisation | None,
    moment: MissionClock,
) -> Voice:
    """Tell who speaks; nobody speaks of a meeting that is not theirs, or for an organisation that is not."""
    if side_of(meeting, about.pk) is None or meeting.mission_id != mission.pk:
        raise PermissionDenied
    if speaker is None or moment.rehearsal:
        require_editor(user, mission.agency)
    if speaker is None:
        return Voice.AGENCY
    own = side_of(meeting, speaker.pk)
    if own is None or not speaks_for(user, mission, speaker):
        raise PermissionDenied
    if speaker.pk == about.pk:
        return Voice.OWN
    if own == side_of(meeting, about.pk):
        raise PermissionDenied
    return Voice.ACROSS


def _answered(note: CheckIn) -> bool:
    """Tell whether somebody else has noted something since: the same note again is then new."""
    later = CheckIn.objects.filter(
        meeting_id=note.meeting_id, organisation_id=note.organisation_id, rehearsal=note.rehearsal, pk__gt=note.pk
    )
    return later.exists()


def _placement(mission: Mission, meeting: Meeting, moment: MissionClock) -> Placement | None:
    version = day_version(mission, rehearsal=moment.rehearsal)
    return version.placements.filter(meeting=meeting).first() if version else None


@transaction.atomic
def cancel_meeting(
    user: AnyUser,
    mission: Mission,
    meeting: Meeting,
    organisation: Organisation,
    *,
    shown: str,
    moment: MissionClock,
    words: str = "",
) -> Disruption:
    """Say that an organisation cannot come. Those across are told at once; the agenda is repaired by an officer.

    A meeting of two sides is off from then on; a group visit goes on without the one who cannot come.

    Parameters
    ----------
    shown
        The start that the person saw (``2017-02-15T08:30``).

    Raises
    ------
    MeetingMovedError
        When the meeting was moved or taken out meanwhile: nothing is cancelled.
    NotAllowedNowError
        When it has begun.
    """
    _lock_mission(mission)  # of who cancels and who publishes at once, one is first
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    itself = speaks_for(user, mission, organisation)
    if moment.rehearsal:
        require_editor(user, mission.agency)
    if side_of(row, organisation.pk) is None or row.mission_id != mission.pk:
        raise PermissionDenied
    known = Disruption.objects.filter(
        meeting=row,
        organisation=organisation,
        kind=DisruptionKind.CANCELLED,
        withdrawn_at=None,
        rehearsal=moment.rehearsal,
    ).first()
    if known is not None:
        return known
    placement = _placement(mission, row, moment)
    if placement is None or placement.starts != shown:
        raise MeetingMovedError(placement)
    if not cancellable(row.kind, placement.start, moment.local):
        raise NotAllowedNowError
    made = Disruption.objects.create(
        mission=mission,
        kind=DisruptionKind.CANCELLED,
        meeting=row,
        organisation=organisation,
        words=words,
        noted_by=author(user),
        noted_for=not itself,
        rehearsal=moment.rehearsal,
    )
    _trace(user, mission, "meeting.cancelled", f"meeting:{row.pk}", moment, {"organisation": organisation.code})
    if row.kind in TWO_SIDED and not moment.rehearsal:
        if row.cancelled_at is None:
            row.cancelled_at = moment.instant
            row.save(update_fields=["cancelled_at"])
        said = Bilingual(fr=f"«\u00a0{words}\u00a0»", en=f"“{words}”") if words else NO_TEXT
        _tell_across(mission, row, organisation, placement, "mission.day.cancelled", words=said)
    return made


@transaction.atomic
def withdraw(user: AnyUser, disruption: Disruption, *, moment: MissionClock) -> Disruption:
    """Take a change back, as long as no agenda that answers to it was published.

    Raises
    ------
    MeetingMovedError
        When an agenda that answers to it is public already.
    """
    mission = _lock_mission(disruption.mission)
    row = Disruption.objects.select_for_update(of=("self",)).select_related("meeting", "version").get(pk=disruption.pk)
    speaks_for(user, mission, row.organisation if row.kind == DisruptionKind.CANCELLED else None)
    if row.state == DisruptionState.WITHDRAWN:
        return row
    if row.state == DisruptionState.SETTLED:
        raise MeetingMovedError(None)
    row.withdrawn_at = moment.instant
    row.save(update_fields=["withdrawn_at"])
    _trace(user, mission, "disruption.withdrawn", f"disruption:{row.pk}", moment, {"kind": row.kind})
    meeting = row.meeting
    if row.kind == DisruptionKind.CANCELLED and meeting is not None and not row.rehearsal:
        standing = meeting.disruptions.filter(kind=row.kind, withdrawn_at=None, rehearsal=False)
        placement = _placement(mission, meeting, moment)
        if meeting.kind in TWO_SIDED and meeting.cancelled_at is not None and not standing.exists():
            meeting.cancelled_at = None
            meeting.save(update_fields=["cancelled_at"])
            if placement is not None and row.organisation is not None:
                _tell_across(mission, meeting, row.organisation, placement, "mission.day.back")
    return row


def _lock_mission(mission: Mission) -> Mission:
    """Lock the mission's row (SELECT FOR UPDATE) until the end of the transaction."""
    Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    return mission


def _tell_across(
    mission: Mission,
    meeting: Meeting,
    organisation: Organisation,
    placement: Placement,
    kind: str,
    words: Bilingual = NO_TEXT,
) -> None:
    """Write to those across the table, each in their own language."""
    side = side_of(meeting, organisation.pk)
    hosts, delegations = {row.pk for row in meeting.hosts.all()}, {row.pk for row in meeting.delegations.all()}
    across = delegations if side is not None and organisation.pk in hosts else hosts
    name = Bilingual(fr=organisation.name, en=organisation.name)
    path = reverse("my-day", args=[mission.slug])
    for other in sorted(across - {organisation.pk}):
        for person in people_of_side(mission, other):
            person.mission = mission
            write_to(person, kind, path=path, other=name, when=when_of(placement), words=words)


def when_of(placement: Placement) -> Bilingual:
    """Say the day and hour of a placement: mercredi 15 février, 10 h."""
    said = {
        language: f"{say_date(placement.start.date(), language, weekday=True, year=False)}, "
        f"{say_clock(placement.start, language)}"
        for language in LANGUAGES
    }
    return Bilingual(**said)


def _trace(
    user: AnyUser, mission: Mission, what: str, subject: str, moment: MissionClock, after: dict[str, Any]
) -> None:
    if not moment.rehearsal:
        record_change(mission.agency, user, what, subject, after=after)
