"""What is read of the survey waves: whom to ask, about which meetings, what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from jumelage.web.links.models import Wave, WaveAnswer
from jumelage.web.links.rules import NOTHING, WaveCode
from jumelage.web.missions.agenda.queries.programmes import public_version
from jumelage.web.missions.core.rules import MEETS, PartState, Side
from jumelage.web.missions.day.queries.appointments import side_of
from jumelage.web.missions.day.queries.outcomes import accounts
from jumelage.web.missions.day.rules import Standing, moment
from jumelage.web.missions.models import Meeting, Mission, Participant

__all__ = [
    "Asked",
    "WaveTally",
    "answers_of_mission",
    "asked_of",
    "latest_said",
    "meetings_held",
    "missions_to_ask",
    "people_to_ask",
    "promised",
    "tally_of_waves",
    "wave_of",
]

MOST_MEETINGS = 12
"""A letter asks about so many meetings, the latest first: a survey that drowns people is not answered."""
LONGEST = dt.timedelta(days=3 * 366 + 90)


@dataclass(frozen=True, slots=True)
class Asked:
    """One meeting that a letter asks about: whom it was with, and whether the person said if they spoke before."""

    meeting: Meeting
    side: Side
    others: str
    knows_before: bool


@dataclass(frozen=True, slots=True)
class WaveTally:
    """What a wave amounts to: letters, answers, and what the answers say of the meetings."""

    code: WaveCode
    sent: int
    answered: int
    with_something: int
    without: dict[str, int]


def missions_to_ask(today: dt.date) -> QuerySet[Mission]:
    """Return the missions whose waves are not all over."""
    rows = Mission.objects.filter(
        last_day__lt=today, last_day__gte=today - LONGEST, versions__published_at__isnull=False
    )
    return rows.select_related("agency").distinct()


def meetings_held(mission: Mission, now: dt.datetime) -> list[Meeting]:
    """Return the meetings that took place, or of which nobody noted that they did not, latest first."""
    version = public_version(mission)
    if version is None:
        return []
    found = accounts(mission, version, moment(now, mission.timezone))
    gone = (Standing.CANCELLED, Standing.NO_SHOW)
    return [one.meeting for one in reversed(found) if one.standing not in gone]


def people_to_ask(mission: Mission, code: WaveCode) -> list[Participant]:
    """Return the participants who met, have an address, and got no letter of this wave."""
    rows = Participant.objects.filter(
        mission=mission, part__in=MEETS, state=PartState.ACCEPTED, organisation__isnull=False
    ).exclude(email="")
    return list(rows.exclude(waves__code=code).select_related("organisation"))


def wave_of(pk: int) -> Wave | None:
    """Return a letter whose person is still of the mission, with an address: nobody who was erased."""
    rows = Wave.objects.filter(pk=pk, participant__state=PartState.ACCEPTED).exclude(participant__email="")
    return rows.select_related("participant__mission__agency", "participant__organisation").first()


def asked_of(wave: Wave) -> list[Asked]:
    """Return the meetings that a letter asks its person about: those held when it was written."""
    person = wave.participant
    if person.organisation_id is None:
        return []
    told = set(
        WaveAnswer.objects.filter(
            wave__participant__organisation=person.organisation_id, in_touch_before__isnull=False
        ).values_list("meeting", flat=True)
    )
    found = []
    for meeting in meetings_held(person.mission, wave.sent_at):
        side = side_of(meeting, person.organisation_id)
        if side is None:
            continue
        across = meeting.hosts.all() if side == Side.DELEGATION else meeting.delegations.all()
        found.append(Asked(meeting, side, ", ".join(one.name for one in across), meeting.pk in told))
    return found[:MOST_MEETINGS]


def answers_of_mission(mission: Mission) -> list[WaveAnswer]:
    """Return what both sides answered, the oldest first."""
    rows = WaveAnswer.objects.filter(meeting__mission=mission, wave__answered_at__isnull=False)
    return list(rows.select_related("wave").order_by("wave__answered_at", "pk"))


def latest_said(answers: Iterable[WaveAnswer]) -> dict[tuple[int, str], WaveAnswer]:
    """Return the last answer of each side on each meeting."""
    return {(row.meeting_id, row.side): row for row in answers}


def promised(mission: Mission) -> set[int]:
    """Return the meetings of which a side's last answer says that something came."""
    return {key[0] for key, row in latest_said(answers_of_mission(mission)).items() if row.stands != NOTHING}


def tally_of_waves(mission: Mission) -> tuple[WaveTally, ...]:
    """Count the letters and answers of each wave that was sent."""
    letters = list(Wave.objects.filter(participant__mission=mission).values_list("code", "answered_at"))
    said = [(row.wave.code, row) for row in answers_of_mission(mission)]
    found = []
    for code in WaveCode:
        sent = [answered for known, answered in letters if known == code]
        if not sent:
            continue
        rows = [row for known, row in said if known == code]
        something = len({row.meeting_id for row in rows if row.stands != NOTHING})
        without: dict[str, int] = {}
        for row in rows:
            if row.without:
                without[row.without] = without.get(row.without, 0) + 1
        found.append(WaveTally(code, len(sent), sum(one is not None for one in sent), something, without))
    return tuple(found)
