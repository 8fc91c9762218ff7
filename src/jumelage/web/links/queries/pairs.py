"""The pairs of a mission as a report counts them: wanted, placed, held, and what each side says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from jumelage.outcomes import Pair
from jumelage.web.links.models import WaveAnswer
from jumelage.web.links.queries.links import code_of
from jumelage.web.links.queries.waves import answers_of_mission, latest_said
from jumelage.web.links.rules import NOTHING
from jumelage.web.missions.agenda.queries.programmes import current_version, public_version
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.models import CheckIn, Disruption, Outcome
from jumelage.web.missions.day.queries.appointments import placed
from jumelage.web.missions.day.queries.outcomes import Account, accounts
from jumelage.web.missions.day.rules import TWO_SIDED, Result, Standing, moment
from jumelage.web.missions.matching.rules import RequestState
from jumelage.web.missions.models import Meeting, Mission

__all__ = ["pairs_of"]

FOLLOWS = (Result.DEAL, Result.FOLLOW_UP)


def pairs_of(mission: Mission, now: dt.datetime) -> tuple[Pair, ...]:
    """Return the pairs of a mission, in a constant number of queries.

    A pair is wanted when both sides said yes to its request, and placed when a version that people saw has its meeting
    (the latest draft where none was published), held or not. Whether it was held is known only where anybody noted
    something of the days: until then nothing is assumed.
    """
    version = public_version(mission) or current_version(mission)
    known: dict[int, Account] = {}
    on_agenda: set[int] = set()
    if version is not None:
        if _noted(mission):
            clock = moment(now, mission.timezone)
            known = {one.meeting.pk: one for one in accounts(mission, version, clock)}
        on_agenda = {row.meeting_id for row in placed(version)} | set(known)
    waves = latest_said(answers_of_mission(mission))
    rows = Meeting.objects.filter(mission=mission, kind__in=TWO_SIDED).select_related("request").order_by("code")
    return tuple(
        _pair(row, mission.slug, row.pk in on_agenda, known.get(row.pk), waves)
        for row in rows.prefetch_related("delegations", "hosts")
        if row.pk in on_agenda or _wanted(row)
    )


def _noted(mission: Mission) -> bool:
    tables = (Outcome, CheckIn, Disruption)
    return any(table._default_manager.filter(mission=mission, rehearsal=False).exists() for table in tables)


def _wanted(row: Meeting) -> bool:
    return row.request is not None and row.request.state == RequestState.ACCEPTED


def _pair(
    row: Meeting, mission: str, on_agenda: bool, account: Account | None, waves: dict[tuple[int, str], WaveAnswer]
) -> Pair:
    day = {Side.DELEGATION: account.delegation, Side.HOST: account.host} if account else {}
    said = {side: _follows(day.get(side), waves.get((row.pk, side))) for side in Side}
    held = _held(account, on_agenda)
    if held is None and any(answer is not None for answer in said.values()):
        held = True  # who says what came of it was there
    return Pair(
        pair=code_of(row),
        mission=mission,
        a=_names(row.delegations.all()),
        b=_names(row.hosts.all()),
        agreed=_wanted(row),
        placed=on_agenda,
        held=held,
        follow_up_a=said[Side.DELEGATION],
        follow_up_b=said[Side.HOST],
    )


def _held(account: Account | None, on_agenda: bool) -> bool | None:
    if not on_agenda:
        return False
    if account is None or account.standing == Standing.DISPUTED:
        return None
    return account.standing == Standing.HELD


def _follows(day: Outcome | None, wave: WaveAnswer | None) -> bool | None:
    """Return a side's latest word: a wave comes after the day."""
    if wave is not None:
        return wave.stands != NOTHING
    return None if day is None else day.result in FOLLOWS


def _names(organisations: Iterable[object]) -> str:
    return ", ".join(getattr(one, "name", "") for one in organisations)
