"""Answer to what changed a day: one repair for several changes, looked at, then published and sent, or thrown away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.jobs.actions import ask
from jumelage.web.jobs.models import Job
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.actions.repairs import repair_draft
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.models import Delegate, Mission, Site
from jumelage.web.missions.day.changes import changes_of
from jumelage.web.missions.day.models import Disruption
from jumelage.web.missions.day.queries.appointments import day_version
from jumelage.web.missions.day.queries.board import open_disruptions
from jumelage.web.missions.day.queries.repairs import Proposal, people_of, proposal_of, proposed, states_after
from jumelage.web.missions.day.rules import DisruptionKind, MissionClock
from jumelage.web.missions.matching.models import Meeting

__all__ = [
    "AT_ONCE",
    "DAY_REPAIR",
    "NothingToRepairError",
    "OutdatedRepairError",
    "ask_for_repair",
    "discard",
    "propose",
    "publish_repair",
    "rehearse",
    "report",
]

DAY_REPAIR = "day.repair"
AT_ONCE = 80
"""Meetings up to which a repair is computed while the officer waits (about a second); more are left to a job."""
SECONDS = 8.0  # at most: it returns as soon as the fewest moves are proved
LONGER = 120.0


class NothingToRepairError(Exception):
    """Nothing has changed that no published agenda answers to."""


class OutdatedRepairError(Exception):
    """Something that the repair answers to was taken back: another repair is to be asked for."""


@transaction.atomic
def report(user: AnyUser, mission: Mission, kind: DisruptionKind, *, moment: MissionClock, **values: Any) -> Disruption:
    """Note what changes the day: a person or a firm away, a host that closes, tables lost, a meeting that starts late.

    Parameters
    ----------
    values
        Columns of :class:`~jumelage.web.missions.models.Disruption`, of this mission's own rows.
    """
    require_editor(user, mission.agency)
    for row in values.values():
        if isinstance(row, (Meeting, Site, Delegate)) and row.mission_id != mission.pk:
            raise ValueError(f"{row} is of another mission")
    Mission.objects.select_for_update().get(pk=mission.pk)
    same = Disruption.objects.filter(
        mission=mission, kind=kind, rehearsal=moment.rehearsal, withdrawn_at=None, version=None, **values
    ).first()
    if same is not None:
        return same
    made = Disruption.objects.create(
        mission=mission, kind=kind, noted_by=author(user), noted_for=True, rehearsal=moment.rehearsal, **values
    )
    if not moment.rehearsal:
        record_change(mission.agency, user, "disruption.noted", f"disruption:{made.pk}", after={"kind": str(kind)})
    return made


def propose(
    user: AnyUser, mission: Mission, *, moment: MissionClock, seconds: float = SECONDS, stopped: Any = lambda: False
) -> AgendaVersion:
    """Repair the public agenda for everything that is open; the version waits for a decision.

    Raises
    ------
    NothingToRepairError
        When nothing is open.
    NoAgendaError, NoResultError
        As :func:`~jumelage.web.missions.agenda.actions.repairs.repair_draft`.
    """
    require_editor(user, mission.agency)
    rows = open_disruptions(mission, rehearsal=moment.rehearsal)
    base = day_version(mission, rehearsal=True)
    if not rows or base is None:
        raise NothingToRepairError
    editor = AgendaEditor.of(base)
    changes = changes_of(editor.problem, editor.agenda, rows, people_of(editor), moment.local)
    made = repair_draft(user, mission, changes, seconds=seconds, stopped=stopped)
    with transaction.atomic():
        _forget_earlier(mission, made, rows)
        standing = Disruption.objects.filter(pk__in=[row.pk for row in rows], withdrawn_at=None)
        standing.update(version=made)
    return made


def _forget_earlier(mission: Mission, made: AgendaVersion, rows: Iterable[Disruption]) -> None:
    """Throw away the earlier proposals for the same changes: the newest answers to all of them."""
    earlier = {row.version_id for row in rows if row.version_id is not None} - {made.pk}
    waiting = mission.versions.filter(pk__in=earlier, origin=Origin.REPAIR, offered=True, state=VersionState.DRAFT)
    waiting.delete()


@transaction.atomic
def ask_for_repair(user: AnyUser, mission: Mission, *, moment: MissionClock) -> Job:
    """Ask for the repair of a large agenda in a job."""
    require_editor(user, mission.agency)
    payload = {
        "mission": mission.pk,
        "local": moment.local.isoformat(),
        "instant": moment.instant.isoformat(),
        "seconds": LONGER,
    }
    return ask(mission.agency, user, DAY_REPAIR, f"mission:{mission.pk}", **payload)


def rehearse(user: AnyUser, mission: Mission, *, moment: MissionClock) -> Proposal:
    """Show what a repair would be, and leave nothing behind."""
    made = propose(user, mission, moment=moment)
    try:
        return proposal_of(AgendaVersion.objects.select_related("mission__agency", "based_on").get(pk=made.pk))
    finally:
        discard(user, made)


@transaction.atomic
def publish_repair(user: AnyUser, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Publish a repair and send what changed to whom it changes for.

    Raises
    ------
    OutdatedRepairError
        When something that it answers to was taken back, or it was replaced by another.
    NotADraftError, OutdatedDraftError, OutdatedVersionError, Refused
        As :func:`~jumelage.web.missions.agenda.actions.publishing.publish`: nothing is changed then.
    """
    mission = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=version.mission_id)
    held = proposed(mission, version.number)
    if held is None or held.pk != version.pk:
        raise OutdatedRepairError
    answered = Disruption.objects.select_for_update().filter(version=held)
    if any(row.withdrawn_at is not None or row.rehearsal for row in answered):
        raise OutdatedRepairError
    return publish(user, held, states_after(held), revision)


@transaction.atomic
def discard(user: AnyUser, version: AgendaVersion) -> None:
    """Throw a proposal away: what it answered to is open again."""
    require_editor(user, version.mission.agency)
    waiting = AgendaVersion.objects.filter(
        pk=version.pk, origin=Origin.REPAIR, offered=True, state=VersionState.DRAFT, published_at=None
    )
    Disruption.objects.filter(version__in=waiting).update(version=None)
    waiting.delete()
