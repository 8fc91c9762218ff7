"""What waits for an officer: every kind of it, in a constant number of queries, for no other agency."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jumelage.outcomes import Attribution, Stage
from jumelage.web.accounts.models import Agency, User
from jumelage.web.links.models import Link, Wave, WaveAnswer
from jumelage.web.missions.agenda.queries.programmes import current_version
from jumelage.web.missions.models import AgendaVersion, Mission, Outcome, Participant
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.reports.actions import keep_lessons
from jumelage.web.today.queries import Work, work_of

pytestmark = pytest.mark.django_db


def make_link(agency: Agency, number: int, **more: object) -> Link:
    known = {"stage": Stage.TALKS, "attribution": Attribution.INTRODUCED, "relation": "client"} | more
    return Link.objects.create(
        agency=agency, code=f"t{number}", a_name=f"Acier {number}", b_name="Quai", what_fr="x", what_en="x", **known
    )


@pytest.fixture
def waiting(mission: Mission, parts: dict[str, User]) -> Mission:
    """One of everything that waits."""
    now, today = timezone.now(), timezone.localdate()
    agency = mission.agency
    Mission.objects.filter(pk=mission.pk).update(
        first_day=today + dt.timedelta(days=9), last_day=today + dt.timedelta(days=10)
    )
    mission.refresh_from_db()
    version = current_version(mission)
    assert version is not None
    AgendaVersion.objects.filter(pk=version.pk).update(made_at=now - dt.timedelta(days=2))
    Message.objects.create(
        agency=agency, kind="mission.invitation", to="a@b.invalid", subject="S", text="T", state="failed"
    )
    Suppression.objects.create(agency=agency, email="bounced@b.invalid", reason="bounced")
    delegate = Participant.objects.get(email="delegate@lichen.invalid")
    host = Participant.objects.get(email="host@lichen.invalid")
    Participant.objects.filter(pk=host.pk).update(state="withdrawn", answered_at=now)
    meeting = mission.meetings.get(code="F1.H1")
    wave = Wave.objects.create(
        participant=delegate, code="week_1", due_on=today, sent_at=now, answered_at=now, obstacle="Le transport"
    )
    WaveAnswer.objects.create(wave=wave, meeting=meeting, side="delegation", stands="first_order")
    Outcome.objects.create(
        mission=mission, meeting=meeting, organisation=delegate.organisation, side="delegation", result="deal"
    )
    make_link(agency, 1, next_step="Dessin", next_due=today)
    make_link(agency, 2, last_step_on=today - dt.timedelta(days=120))
    make_link(agency, 3, last_step_on=today)
    return mission


def counts(work: Work) -> dict[str, int]:
    return {name: getattr(work, name).count for name in Work.__dataclass_fields__}


def test_everything_that_waits_is_there_and_leads_on(waiting: Mission, officer: Client) -> None:
    work = work_of([waiting.agency], timezone.now())
    assert counts(work) == dict.fromkeys(Work.__dataclass_fields__, 1) | {"disruptions": 0, "lessons": 0}
    page = officer.get("/today/").content.decode()
    for words in (
        "Le transport", "a@b.invalid", "bounced@b.invalid", "Personne host", "Dessin", "Acier 2", "première petite commande",
        "Une affaire est en vue", "plus anciens que les dernières réponses",
    ):  # fmt: skip
        assert words in page, words
    assert "Acier 3" not in page
    wave = Wave.objects.get()
    officer.post(f"/links/answers/{wave.pk}/aside/")
    assert "Le transport" not in officer.get("/today/").content.decode()


def test_what_the_last_mission_taught_is_shown_when_another_is_near(waiting: Mission, people: dict[str, User]) -> None:
    today = timezone.localdate()
    past = Mission.objects.get(pk=waiting.pk)
    past.pk, past.code, past.slug, past.first_day, past.last_day = (
        None,
        "past",
        "past",
        dt.date(2020, 3, 4),
        dt.date(2020, 3, 5),
    )
    past.save()
    keep_lessons(people["officer"], past, "Inviter plus tôt\n\nMoins de visites\nUn autobus\nTrop")
    work = work_of([waiting.agency], timezone.now())
    assert [one.text for one in work.lessons.rows] == ["Inviter plus tôt\nMoins de visites\nUn autobus"]
    later = today + dt.timedelta(days=300)
    Mission.objects.filter(pk=waiting.pk).update(first_day=later, last_day=later)
    assert not work_of([waiting.agency], timezone.now()).lessons


def test_another_agency_sees_nothing_of_it(waiting: Mission, people: dict[str, User]) -> None:
    outsider = Client()
    outsider.force_login(people["outsider"])
    assert "rien ne vous attend" in outsider.get("/today/").content.decode()
    wave = Wave.objects.get()
    assert outsider.post(f"/links/answers/{wave.pk}/aside/").status_code == 404


def test_it_takes_as_many_queries_for_ten_links_as_for_one(waiting: Mission, officer: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        officer.get("/today/")
    for number in range(10, 17):
        make_link(waiting.agency, number, next_step="x", next_due=timezone.localdate())
        make_link(waiting.agency, number + 100, last_step_on=dt.date(2020, 1, 1))
    with CaptureQueriesContext(connection) as many:
        officer.get("/today/")
    assert len(many) == len(few)


def test_it_comes_first_for_officers_alone(waiting: Mission, officer: Client, people: dict[str, User]) -> None:
    page = officer.get("/missions/").content.decode()
    assert page.index('href="/today/"') < page.index('href="/missions/"')
    reader = Client()
    reader.force_login(people["reader"])
    assert 'href="/today/"' not in reader.get("/missions/").content.decode()


def test_an_archived_mission_asks_for_nothing(waiting: Mission) -> None:
    Mission.objects.filter(pk=waiting.pk).update(archived_at=timezone.now())
    work = work_of([waiting.agency], timezone.now())
    assert not any((work.withdrawn, work.disruptions, work.drafts, work.missions, work.lessons))
    assert work.answers and work.outcomes  # what came of it still counts
