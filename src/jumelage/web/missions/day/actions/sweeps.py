"""Automatic mail around a day: what came of it, once a person and day; a reminder of a next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jumelage.language import LANGUAGES, NO_BREAK, Bilingual, say_clock, say_date
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.publishing import concerned
from jumelage.web.missions.agenda.rules import PUBLIC
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.day.models import Outcome
from jumelage.web.missions.day.queries.appointments import day_of, day_version, placed
from jumelage.web.missions.day.queries.stops import Stop
from jumelage.web.missions.day.rules import TWO_SIDED, moment, to_ask
from jumelage.web.missions.people.actions.mailing import write_to
from jumelage.web.missions.people.queries.participants import people_of_side
from jumelage.web.outbox.models import Message

__all__ = ["ask_outcomes", "remind_steps"]

DAYS_BEFORE = 1


def ask_outcomes(now: dt.datetime | None = None) -> int:
    """Ask those whose meetings of the day are over what came of them: once a person and a day; return how many."""
    instant = now or timezone.now()
    near = (instant - dt.timedelta(days=2)).date(), (instant + dt.timedelta(days=1)).date()
    missions = Mission.objects.filter(last_day__gte=near[0], first_day__lte=near[1], versions__state__in=PUBLIC)
    return sum(_ask(mission, instant) for mission in missions.select_related("agency").distinct())


def _ask(mission: Mission, instant: dt.datetime) -> int:
    clock = moment(instant, mission.timezone)
    version = day_version(mission)
    if version is None:
        return 0
    asked = 0
    for date in (clock.date - dt.timedelta(days=1), clock.date):
        open_to_say = _silent(mission, version, clock.local, date)
        people = [one for one in concerned(mission) if one.email and one.organisation_id in open_to_say]
        keys = {person.pk: f"outcome:{person.pk}:{date.isoformat()}" for person in people}
        known = set(Message.objects.filter(key__in=keys.values()).values_list("key", flat=True))
        for person in people:
            if keys[person.pk] in known or person.organisation is None:
                continue
            day = day_of(mission, version, person.organisation, clock, date, person.attendee)
            ends = [s.placement.end for s in day.stops if s.meeting.kind in TWO_SIDED and not s.cancelled]
            if day.to_tell and to_ask(ends, clock.local):
                person.mission = mission
                asked += _write(person, day.to_tell, keys[person.pk], date)
    return asked


def _silent(mission: Mission, version: AgendaVersion, now: dt.datetime, date: dt.date) -> set[int]:
    """Return the organisations with a meeting that is over and of which they said nothing."""
    rows = [row for row in placed(version, date) if row.meeting.kind in TWO_SIDED and row.end <= now]
    said = Outcome.objects.filter(mission=mission, rehearsal=False, meeting__in=[row.meeting_id for row in rows])
    stated = set(said.values_list("meeting", "organisation"))
    return {
        one.pk
        for row in rows
        for one in (*row.meeting.delegations.all(), *row.meeting.hosts.all())
        if (row.meeting_id, one.pk) not in stated
    }


@transaction.atomic
def _write(person: Participant, stops: Iterable[Stop], key: str, date: dt.date) -> bool:
    path = f"{reverse('my-day', args=[person.mission.slug])}?day={date.isoformat()}"
    return write_to(person, "mission.day.outcome", key=key, path=path, meetings=_listed(stops))


def _listed(stops: Iterable[Stop]) -> Bilingual:
    rows = list(stops)
    said = {
        language: "\n".join(
            f"– {say_clock(stop.placement.start, language)}{NO_BREAK}: {_who(stop, stop.others).say(language)}"
            if language == "fr"
            else f"– {say_clock(stop.placement.start, language)}: {_who(stop, stop.others).say(language)}"
            for stop in rows
        )
        for language in LANGUAGES
    }
    return Bilingual(**said)


def _who(stop: Stop, others: Iterable[Organisation]) -> Bilingual:
    names = ", ".join(other.name for other in others)
    return Bilingual(names, names) if names else stop.meeting.title


def remind_steps(now: dt.datetime | None = None) -> int:
    """Remind those who noted a next step, the day before it is due: once; return how many were written to."""
    instant = now or timezone.now()
    soon = (instant.date() - dt.timedelta(days=1), instant.date() + dt.timedelta(days=2))
    rows = Outcome.objects.filter(due__range=soon, rehearsal=False).exclude(next_step="")
    rows = rows.select_related("mission__agency", "meeting", "organisation")
    return sum(_remind(row, instant) for row in rows.prefetch_related("meeting__hosts", "meeting__delegations"))


def _remind(row: Outcome, instant: dt.datetime) -> int:
    today = moment(instant, row.mission.timezone).date
    newer = Outcome.objects.filter(
        meeting_id=row.meeting_id, organisation_id=row.organisation_id, rehearsal=False, pk__gt=row.pk
    )
    due = row.due
    if due is None or not dt.timedelta(0) <= due - today <= dt.timedelta(days=DAYS_BEFORE) or newer.exists():
        return 0
    people = people_of_side(row.mission, row.organisation_id)
    own = [person for person in people if person.user_id is not None and person.user_id == row.said_by_id] or people
    across = [
        one.name for one in (*row.meeting.delegations.all(), *row.meeting.hosts.all()) if one.pk != row.organisation_id
    ]
    other = Bilingual(", ".join(across), ", ".join(across)) if across else row.meeting.title
    step = Bilingual(row.next_step, row.next_step)
    when = Bilingual(**{language: say_date(due, language, year=False) for language in LANGUAGES})
    path = reverse("my-day-outcome", args=[row.mission.slug, row.meeting_id])
    written = 0
    for person in own:
        key = f"step:{row.pk}:{person.pk}"
        if Message.objects.filter(key=key).exists():
            continue
        person.mission = row.mission
        written += write_to(person, "mission.day.step", key=key, path=path, other=other, step=step, due=when)
    return written
