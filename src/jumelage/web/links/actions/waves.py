"""Send the survey waves, each letter once; take an answer, once, and let links follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.links.letters import AFTER, WAVE, wave_token
from jumelage.web.links.models import Link, LinkStep, Wave, WaveAnswer
from jumelage.web.links.queries import followed
from jumelage.web.links.queries.waves import Asked, latest_said, meetings_held, missions_to_ask, people_to_ask
from jumelage.web.links.rules import WaveCode, Without, attribution_said, climbs, due_on, waves_due
from jumelage.web.missions.models import Meeting, Mission, Participant
from jumelage.web.missions.people.actions.mailing import write_to
from jumelage.web.outbox.actions import stop
from jumelage.web.outbox.queries import suppressed

__all__ = ["AlreadyAnsweredError", "StatedAnswer", "answer_wave", "put_aside", "send_waves", "stop_waves"]

SAID = Bilingual(fr="Selon une des parties, au suivi", en="One side says so, at the follow-up")


class AlreadyAnsweredError(Exception):
    """The letter was answered: its link serves once."""


@dataclass(frozen=True, slots=True)
class StatedAnswer:
    """What a person says of one meeting."""

    asked: Asked
    stands: str
    in_touch_before: bool | None = None
    worth: Decimal | None = None
    without: Without | None = None


def send_waves(now: dt.datetime | None = None) -> int:
    """Write the letters that are due to both sides: one a person and wave, whatever restarts; return how many."""
    instant = now or timezone.now()
    today = timezone.localdate(instant)
    return sum(_send(mission, code, instant) for mission in missions_to_ask(today) for code in _due(mission, today))


def _due(mission: Mission, today: dt.date) -> tuple[WaveCode, ...]:
    return waves_due(mission.last_day, today) if mission.last_day else ()


def _send(mission: Mission, code: WaveCode, now: dt.datetime) -> int:
    people = people_to_ask(mission, code)
    if not people:
        return 0
    met = {
        one.pk for meeting in meetings_held(mission, now) for one in (*meeting.delegations.all(), *meeting.hosts.all())
    }
    return sum(_write(person, mission, code, now) for person in people if person.organisation_id in met)


@transaction.atomic
def _write(person: Participant, mission: Mission, code: WaveCode, now: dt.datetime) -> bool:
    """Write one letter: its row and its mail are there together, or neither."""
    row = Participant.objects.select_for_update().filter(pk=person.pk).exclude(email="").first()
    if row is None or suppressed(mission.agency, row.email) or mission.last_day is None:
        return False
    wave, fresh = Wave.objects.get_or_create(
        participant=row, code=code, defaults={"due_on": due_on(code, mission.last_day), "sent_at": now}
    )
    if not fresh:
        return False
    person.mission = mission
    path = reverse("wave", args=[wave_token(wave.pk, row.email)])
    return write_to(person, WAVE, key=f"wave:{row.pk}:{code}", path=path, after=AFTER[code])


@transaction.atomic
def answer_wave(wave: Wave, answers: Iterable[StatedAnswer], obstacle: str, now: dt.datetime) -> None:
    """Take what a person answers; links that exist follow it upwards, with the evidence it gives.

    Raises
    ------
    AlreadyAnsweredError
        When the letter was answered before.
    """
    row = Wave.objects.select_for_update(of=("self",)).select_related("participant__mission__agency").get(pk=wave.pk)
    if row.answered_at is not None:
        raise AlreadyAnsweredError
    row.answered_at, row.obstacle = now, obstacle.strip()[:600]
    row.save(update_fields=["answered_at", "obstacle"])
    for stated in answers:
        WaveAnswer.objects.create(
            wave=row,
            meeting=stated.asked.meeting,
            side=stated.asked.side,
            in_touch_before=stated.in_touch_before,
            stands=stated.stands,
            worth=stated.worth,
            without=stated.without or "",
        )
        _follow(row.participant.mission, stated.asked.meeting, stated.stands, timezone.localdate(now))
    mission = row.participant.mission
    record_change(mission.agency, None, "wave.answered", f"wave:{row.pk}", after={"code": row.code})


def _follow(mission: Mission, meeting: Meeting, stands: str, today: dt.date) -> None:
    """Let the meeting's link take the step that a side tells of, and rest on as much evidence as both sides give."""
    link = followed(mission, meeting)
    if link is None:
        return
    link = Link.objects.select_for_update().get(pk=link.pk)
    said = latest_said(WaveAnswer.objects.filter(meeting=meeting).order_by("wave__answered_at", "pk"))
    told = [attribution_said(one.in_touch_before) for one in _told_before(meeting)]
    _attribute(link, [one for one in told if one is not None])
    if climbs(link.stage, stands):
        agree = sum(climbs(link.stage, one.stands) for one in said.values())
        grade = Grade.BOTH_SIDES if agree > 1 else Grade.ONE_SIDE
        LinkStep.objects.create(link=link, stage=stands, dated=today.isoformat(), grade=grade, **columns(note=SAID))
        link.stage, link.last_step_on = Stage(stands), today
    link.save(update_fields=["stage", "last_step_on", "attribution", "grade"])


def _told_before(meeting: Meeting) -> list[WaveAnswer]:
    """Return each side's first word on whether they were in touch: memory only gets worse."""
    rows = WaveAnswer.objects.filter(meeting=meeting, in_touch_before__isnull=False)
    first: dict[str, WaveAnswer] = {}
    for row in rows.order_by("wave__answered_at", "pk"):
        first.setdefault(row.side, row)
    return list(first.values())


def _attribute(link: Link, told: list[Attribution]) -> None:
    """Raise the evidence of an attribution that the sides confirm, give one where none was known; never change another."""
    if not told or len(set(told)) > 1:
        return
    if link.attribution == Attribution.OTHER and link.grade in (Grade.NONE, Grade.ONE_SIDE):
        link.attribution = told[0]
        link.grade = Grade.ONE_SIDE
    if link.attribution == told[0] and link.grade in (Grade.NONE, Grade.ONE_SIDE):
        link.grade = Grade.BOTH_SIDES if len(told) > 1 else Grade.ONE_SIDE


@transaction.atomic
def stop_waves(wave: Wave) -> None:
    """Send nothing more to the person of a letter, who asked for it."""
    stop(wave.participant.mission.agency, wave.participant.email)


@transaction.atomic
def put_aside(user: AnyUser, wave: Wave, now: dt.datetime) -> None:
    """Take an answer off what waits for the officers."""
    require_editor(user, wave.participant.mission.agency)
    Wave.objects.filter(pk=wave.pk, seen_at=None).update(seen_at=now)
