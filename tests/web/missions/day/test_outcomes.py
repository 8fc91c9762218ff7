"""What came of the meetings: said once, by each side for itself; counted once; reminded; made a link; told in the report."""

from __future__ import annotations

import datetime as dt
import io
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pypdf import PdfReader

from jumelage.mission.reporting.files import report_files
from jumelage.web.accounts.models import AuditEntry, User
from jumelage.web.links.models import Link
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.actions import presence as actions
from jumelage.web.missions.day.actions.outcomes import StatedOutcome, say_outcome
from jumelage.web.missions.day.actions.sweeps import ask_outcomes, remind_steps
from jumelage.web.missions.day.personal_data import erase_person, export_person
from jumelage.web.missions.day.queries.outcomes import accounts, tally_of
from jumelage.web.missions.day.rules import MissionClock, Presence, Result
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission, Outcome
from jumelage.web.outbox.models import Message
from jumelage.web.reports.actions import freeze_mission

HERE = "/missions/port-lichen-val-granit-2031/"
MINE = "/my/port-lichen-val-granit-2031/day/"
ZONE = ZoneInfo("America/Toronto")
AT = "2031-03-04T14:40"


def at(hour: int, minute: int = 0, day: int = 4) -> MissionClock:
    local = dt.datetime(2031, 3, day, hour, minute)
    return MissionClock(local, local.replace(tzinfo=ZONE))


@pytest.fixture
def public(mission: Mission, people: dict[str, User], parts: dict[str, User]) -> AgendaVersion:
    version = mission.versions.get()
    made = publish(people["officer"], version, VersionState.FINAL, version.revision)
    Message.objects.all().delete()
    return made


@pytest.fixture
def visit(mission: Mission, public: AgendaVersion) -> Meeting:
    return mission.meetings.get(code="F1.H1")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages believe that it is 14:40 on the first day."""
    still = SimpleNamespace(now=lambda: at(14, 40).instant)  # the sessions' own clock goes on
    monkeypatch.setattr("jumelage.web.missions.day.views.clock.timezone", still)


def home(mission: Mission, code: str) -> object:
    return mission.agency.organisations.get(code=code)


def test_each_side_says_its_own_and_saying_it_twice_is_once(
    mission: Mission, visit: Meeting, parts: dict[str, User], people: dict[str, User]
) -> None:
    f1, h1, now = home(mission, "F1"), home(mission, "H1"), at(14, 40)
    stated = StatedOutcome(Result.FOLLOW_UP, "Envoyer les plans", dt.date(2031, 3, 20), "Prix encore vague")
    made, new = say_outcome(parts["delegate"], mission, visit, f1, stated, moment=now)  # type: ignore[arg-type]
    again, second = say_outcome(parts["delegate"], mission, visit, f1, stated, moment=now)  # type: ignore[arg-type]
    assert (new, second, again) == (True, False, made)
    assert (made.side, made.said_for) == (Side.DELEGATION, False)
    with pytest.raises(PermissionDenied):
        say_outcome(parts["delegate"], mission, visit, h1, stated, moment=now)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        say_outcome(people["reader"], mission, visit, h1, stated, moment=now)  # type: ignore[arg-type]
    with pytest.raises(actions.NotAllowedNowError):
        say_outcome(parts["host"], mission, visit, h1, stated, moment=at(13, 20))  # type: ignore[arg-type]
    for_them, _ = say_outcome(people["officer"], mission, visit, h1, StatedOutcome(Result.NOTHING), moment=now)  # type: ignore[arg-type]
    assert for_them.said_for
    trace = AuditEntry.objects.filter(action="outcome.said").values_list("after", flat=True)
    assert "Prix" not in str(list(trace))


def test_one_tap_is_an_answer_and_the_other_side_never_sees_it(
    client: Client, mission: Mission, visit: Meeting, parts: dict[str, User], clock: None
) -> None:
    client.force_login(parts["delegate"])
    assert "Comment était-ce" in client.get(MINE).content.decode()
    where = f"{MINE}{visit.pk}/outcome/"
    answer = client.post(where, {"result": "deal", "quick": "1"})
    assert answer.url == where  # type: ignore[attr-defined]
    added = {"result": "deal", "next_step": "Signer la lettre", "due": "2031-03-20", "private_note": "Entre nous"}
    assert client.post(where, added).url == MINE  # type: ignore[attr-defined]
    client.post(where, {"result": "deal", "quick": "1"})  # the first tap, sent again by a slow phone
    last = Outcome.objects.filter(meeting=visit).first()
    assert last is not None
    assert last.next_step == "Signer la lettre"
    own = client.get(MINE).content.decode()
    assert "Signer la lettre" in own
    client.force_login(parts["host"])
    theirs = client.get(MINE).content.decode() + client.get(where).content.decode()
    assert "Signer la lettre" not in theirs
    assert "Entre nous" not in theirs
    for bad in (
        {"result": "maybe"},
        {"result": "deal", "due": "2031-03-20"},
        {"result": "deal", "due": "0001-01-01", "next_step": "x"},
    ):
        assert client.post(where, bad).status_code == 422
    assert not Outcome.objects.filter(meeting=visit, side=Side.HOST).exists()


def test_a_missed_meeting_is_counted_once_and_differences_are_shown(
    officer: Client,
    mission: Mission,
    public: AgendaVersion,
    visit: Meeting,
    parts: dict[str, User],
    people: dict[str, User],
    clock: None,
) -> None:
    f1, h1, now = home(mission, "F1"), home(mission, "H1"), at(14, 40)
    for user, speaker, about in ((parts["delegate"], f1, h1), (parts["host"], h1, f1)):
        actions.note_presence(user, mission, visit, about, Presence.NO_SHOW, speaker=speaker, moment=now)  # type: ignore[arg-type]
    other, f2, h2 = mission.meetings.get(code="F2.H2"), home(mission, "F2"), home(mission, "H2")
    say_outcome(people["officer"], mission, other, f2, StatedOutcome(Result.DEAL, private_note="Secret"), moment=now)  # type: ignore[arg-type]
    say_outcome(people["officer"], mission, other, h2, StatedOutcome(Result.NOTHING), moment=now)  # type: ignore[arg-type]
    found = accounts(mission, public, now)
    tally = tally_of(public, found)
    assert (tally.no_show, tally.held, tally.over) == (1, 4, 5)
    assert (tally.differing, tally.both) == (1, 1)
    assert tally.rate(Side.HOST) == 0.25
    assert tally.planned == 28
    page = officer.get(f"{HERE}outcomes/").content.decode()
    assert "avis différents" in page
    assert "Secret" in page
    assert "Une affaire est en vue" in officer.get(f"{HERE}outcomes/?show=differs").content.decode()


def test_people_are_asked_once_a_day_and_reminded_the_day_before(
    mission: Mission, visit: Meeting, parts: dict[str, User], people: dict[str, User]
) -> None:
    assert ask_outcomes(at(14, 45).instant) == 0  # a meeting is still to come
    evening = at(16, 15).instant
    assert ask_outcomes(evening) == 2
    assert ask_outcomes(evening) == 0
    asked = {message.to: message for message in Message.objects.filter(kind="mission.day.outcome")}
    assert set(asked) == {"delegate@lichen.invalid", "host@lichen.invalid"}
    assert "13\u00a0h\u00a030\u00a0: Convoyeurs Granit" in asked["delegate@lichen.invalid"].text
    assert "Soudure Boréale" in asked["host@lichen.invalid"].text
    step = StatedOutcome(Result.FOLLOW_UP, "Envoyer les plans", dt.date(2031, 3, 20))
    say_outcome(parts["delegate"], mission, visit, home(mission, "F1"), step, moment=at(16))  # type: ignore[arg-type]
    assert remind_steps(at(9, day=18).instant) == 0
    assert remind_steps(at(9, day=19).instant) == 1
    assert remind_steps(at(10, day=19).instant) == 0
    mail = Message.objects.get(kind="mission.day.step")
    assert (mail.to, "Envoyer les plans" in mail.text) == ("delegate@lichen.invalid", True)


def test_a_link_asks_whose_doing_it_was_and_is_made_once(
    officer: Client, mission: Mission, visit: Meeting, people: dict[str, User], clock: None
) -> None:
    now = at(14, 40)
    where = f"{HERE}links/from/{visit.pk}/"
    say_outcome(people["officer"], mission, visit, home(mission, "H1"), StatedOutcome(Result.CONTACT), moment=now)  # type: ignore[arg-type]
    good = {"what": "Un essai de convoyeur", "relation": "supplier", "attribution": "introduced"}
    assert officer.post(where, good).url == f"{HERE}outcomes/"  # type: ignore[attr-defined]
    say_outcome(people["officer"], mission, visit, home(mission, "F1"), StatedOutcome(Result.DEAL), moment=now)  # type: ignore[arg-type]
    assert visit.title_fr in officer.get(f"{HERE}links/").content.decode()
    asked = officer.post(where, good | {"attribution": ""})
    assert asked.status_code == 422
    assert "au crédit de la mission" in asked.content.decode()
    assert officer.post(where, good | {"attribution": "unknown"}).status_code == 422
    assert officer.post(where, good).url == f"{HERE}links/"  # type: ignore[attr-defined]
    assert officer.post(where, good).url == f"{HERE}links/"  # type: ignore[attr-defined]
    link = Link.objects.get(mission=mission)
    assert (link.stage, link.attribution, link.a_name, link.b_town) == (
        "talks",
        "introduced",
        "Soudure Boréale",
        "Val-Granit",
    )


def test_the_report_tells_what_came_of_it_without_names(
    mission: Mission, public: AgendaVersion, people: dict[str, User]
) -> None:
    visit, now = mission.meetings.get(code="F1.H1"), at(17, day=5)

    def report() -> str:
        made = report_files(freeze_mission(mission, now.instant), "fr")["rapport.pdf"]()
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\u00a0", " ")

    assert "Ce qu’il en est sorti" not in report()
    stated = StatedOutcome(Result.FOLLOW_UP, "Une étape secrète", private_note="Une note secrète")
    say_outcome(people["officer"], mission, visit, home(mission, "F1"), stated, moment=now)  # type: ignore[arg-type]
    text = " ".join(report().split())
    assert "Ce qu’il en est sorti" in text
    assert "28 rencontres ont eu lieu jusqu’ici, sur 28 au programme" in text
    assert "1 sur 28 (4 %)" in text
    assert "secrète" not in text


def test_what_a_person_said_is_handed_over_and_erased(mission: Mission, visit: Meeting, parts: dict[str, User]) -> None:
    stated = StatedOutcome(Result.DEAL, "Appeler Alix", private_note="Entre nous")
    say_outcome(parts["delegate"], mission, visit, home(mission, "F1"), stated, moment=at(15))  # type: ignore[arg-type]
    assert export_person(parts["delegate"])["outcomes"][0]["private_note"] == "Entre nous"
    assert not export_person(parts["host"])["outcomes"]
    assert erase_person(parts["delegate"]) == {"outcomes": 1, "changes": 0}
    kept = Outcome.objects.get()
    assert (kept.result, kept.next_step, kept.private_note) == (Result.DEAL, "", "")
