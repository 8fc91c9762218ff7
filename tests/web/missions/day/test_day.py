"""The day: presence, lateness, cancellations and repairs; what the second of two is told; what a rehearsal leaves."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jumelage.agenda import agenda_from, check, problem_from
from jumelage.mission.changing import Changes
from jumelage.web.accounts.models import AuditEntry, User
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError, publish
from jumelage.web.missions.agenda.actions.repairs import repair_draft
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.actions import presence as actions
from jumelage.web.missions.day.actions import repairs
from jumelage.web.missions.day.actions.walk_ins import SlotTakenError, place_walk_in
from jumelage.web.missions.day.queries.appointments import day_of, day_version
from jumelage.web.missions.day.queries.board import board, open_disruptions
from jumelage.web.missions.day.queries.repairs import proposal_of
from jumelage.web.missions.day.queries.stops import Day
from jumelage.web.missions.day.queries.walk_ins import Entry, openings
from jumelage.web.missions.day.rules import (
    DisruptionKind,
    MissionClock,
    Note,
    Phase,
    Presence,
    Seen,
    Voice,
    in_words,
    moment,
    phase_of,
    seen,
    short_of_time,
)
from jumelage.web.missions.models import AgendaVersion, CheckIn, Disruption, Meeting, Mission, Placement
from jumelage.web.outbox.models import Message

DATE = dt.date(2031, 3, 4)
HERE = "/missions/port-lichen-val-granit-2031/"
MINE = "/my/port-lichen-val-granit-2031/day/"
ZONE = ZoneInfo("America/Toronto")


def at(hour: int, minute: int = 0, *, rehearsal: bool = False) -> MissionClock:
    local = dt.datetime.combine(DATE, dt.time(hour, minute))
    return MissionClock(local, local.replace(tzinfo=ZONE), rehearsal)


@pytest.fixture
def public(mission: Mission, people: dict[str, User], parts: dict[str, User]) -> AgendaVersion:
    version = mission.versions.get()
    made = publish(people["officer"], version, VersionState.FINAL, version.revision)
    Message.objects.all().delete()
    return made


@pytest.fixture
def officer_user(people: dict[str, User]) -> User:
    return people["officer"]


@pytest.fixture
def visit(mission: Mission, public: AgendaVersion) -> Meeting:
    """F1 visits H1 on the first day, 13:30 to 14:30."""
    return mission.meetings.get(code="F1.H1")


def home(mission: Mission, code: str) -> object:
    return mission.agency.organisations.get(code=code)


def holds(version: AgendaVersion) -> None:
    stored = AgendaVersion.objects.get(pk=version.pk)
    report = check(problem_from(stored.problem), agenda_from(stored.result))
    assert report.ok, report.violations


def day(mission: Mission, code: str, now: MissionClock) -> Day:
    version = day_version(mission, rehearsal=now.rehearsal)
    assert version is not None
    return day_of(mission, version, home(mission, code), now, DATE)  # type: ignore[arg-type]


# ---- rules

MARK = dt.datetime(2031, 3, 4, 10)
NOTES = st.builds(
    Note,
    st.sampled_from(Voice),
    st.sampled_from([p.value for p in Presence]),
    st.integers(0, 50).map(lambda n: MARK + dt.timedelta(minutes=n)),
    st.sampled_from([5, 10, 15, 30]),
)


@given(st.lists(NOTES, max_size=6, unique_by=lambda note: note.at))
def test_the_agencys_word_settles_and_the_same_word_again_changes_nothing(notes: list[Note]) -> None:
    last = MARK + dt.timedelta(hours=2)
    assert seen([*notes, Note(Voice.AGENCY, Presence.NO_SHOW, last)])[0] == Seen.NO_SHOW
    state, minutes = seen(notes)
    assert (minutes > 0) == (state == Seen.LATE)
    if notes and state != Seen.DISPUTED:
        newest = max(notes, key=lambda note: note.at)
        again = Note(newest.voice, newest.presence, newest.at + dt.timedelta(seconds=1), newest.minutes)
        assert seen([*notes, again]) == (state, minutes)


def test_who_contradicts_whom_is_shown_in_either_order() -> None:
    own, across = Note(Voice.OWN, Presence.ARRIVED, MARK), Note(Voice.ACROSS, Presence.NO_SHOW, MARK.replace(minute=5))
    assert seen([own, across])[0] == Seen.DISPUTED
    later = Note(Voice.OWN, Presence.ARRIVED, MARK.replace(minute=9))
    assert seen([across, later])[0] == Seen.DISPUTED
    assert seen([across, later, Note(Voice.ACROSS, Presence.ARRIVED, MARK.replace(minute=12))])[0] == Seen.ARRIVED
    late = Note(Voice.OWN, Presence.LATE, MARK.replace(minute=6), 15)
    assert seen([across, late]) == (Seen.LATE, 15)  # who is still coming has not failed to come
    assert seen([Note(Voice.OWN, Presence.LATE, MARK, 15), across])[0] == Seen.NO_SHOW


def test_time_is_the_missions_own_and_said_in_words() -> None:
    now = dt.datetime(2031, 3, 4, 18, 42, tzinfo=dt.UTC)
    assert moment(now, "America/Toronto").local == dt.datetime(2031, 3, 4, 13, 42)
    assert [phase_of(DATE, DATE, day) for day in (DATE - dt.timedelta(1), DATE, DATE + dt.timedelta(1))] == [
        Phase.BEFORE, Phase.DURING, Phase.AFTER,
    ]  # fmt: skip
    assert in_words(18).fr == "dans 18\u00a0minutes"
    assert in_words(130).en == "in 2\u00a0h\u00a010\u00a0min"
    assert in_words(-1).fr == "commencée depuis 1\u00a0minute"
    assert in_words(12 * 1440).en == "in 12\u00a0days"
    assert short_of_time(MARK, 10, 30, MARK + dt.timedelta(minutes=30)) == 10


# ---- presence


def test_a_double_tap_is_one_note_and_each_side_says_only_what_it_may(
    mission: Mission, visit: Meeting, parts: dict[str, User], people: dict[str, User]
) -> None:
    f1, h1, f2 = (home(mission, code) for code in ("F1", "H1", "F2"))
    now = at(13, 35)

    def says(user: User, speaker: object, about: object, presence: Presence, when: MissionClock = now) -> bool:
        return actions.note_presence(user, mission, visit, about, presence, speaker=speaker, moment=when)[1]  # type: ignore[arg-type]

    assert says(parts["delegate"], f1, f1, Presence.ARRIVED)
    assert not says(parts["delegate"], f1, f1, Presence.ARRIVED)
    assert says(parts["host"], h1, f1, Presence.NO_SHOW)
    assert not says(parts["host"], h1, f1, Presence.NO_SHOW)
    assert CheckIn.objects.count() == 2
    for user, speaker, about, presence in (
        (parts["delegate"], f1, f1, Presence.NO_SHOW),  # of oneself
        (parts["delegate"], f1, h1, Presence.LATE),  # of the other
        (parts["delegate"], h1, h1, Presence.ARRIVED),  # in another's name
        (parts["council"], None, f1, Presence.ARRIVED),
        (people["reader"], None, f1, Presence.ARRIVED),
        (people["outsider"], None, f1, Presence.ARRIVED),
        (people["officer"], None, f2, Presence.ARRIVED),  # takes no part
    ):
        with pytest.raises((PermissionDenied, actions.NotAllowedNowError)):
            says(user, speaker, about, presence)
    with pytest.raises(actions.NotAllowedNowError):
        says(parts["host"], h1, f1, Presence.NO_SHOW, at(13, 10))  # before the start
    version = day_version(mission)
    assert version is not None
    line = next(one for one in board(mission, version, now, DATE).lines if one.meeting.pk == visit.pk)
    assert [seat.state for seat in line.guests] == [Seen.DISPUTED]
    assert line.to_watch
    assert says(people["officer"], None, f1, Presence.ARRIVED, at(13, 40))
    again = board(mission, version, at(13, 41), DATE)
    assert next(one for one in again.lines if one.meeting.pk == visit.pk).guests[0].state == Seen.ARRIVED
    assert AuditEntry.objects.filter(action="presence.noted").count() == 3


def test_lateness_puts_the_next_meeting_at_risk_by_what_the_way_takes(
    mission: Mission, public: AgendaVersion, officer_user: User
) -> None:
    first, f1 = mission.meetings.get(code="F1.H1"), home(mission, "F1")
    actions.note_presence(
        officer_user, mission, first, f1, Presence.LATE, speaker=None, moment=at(13, 30), minutes=15  # type: ignore[arg-type]
    )  # fmt: skip
    at_risk = board(mission, public, at(14, 40), DATE).at_risk
    assert [line.meeting.code for line in at_risk if any(r.organisation == f1 for r in line.risks)] == ["F1.H2"]
    [risk] = [r for line in at_risk for r in line.risks if r.organisation == f1]
    assert (risk.minutes, risk.before) == (15, first)
    assert not board(mission, public, at(11), DATE).at_risk


def test_the_day_of_a_participant(client: Client, mission: Mission, visit: Meeting, parts: dict[str, User]) -> None:
    own = day(mission, "F1", at(13, 12))
    assert own.next is not None
    assert own.next.meeting == visit
    assert own.next.countdown.en == "in 18\u00a0minutes"
    drive = own.drive_to(own.next)
    assert drive is not None
    assert drive.title.fr == "Route, 30 min"
    assert [stop.meeting.code for stop in own.later] == ["F1.H2"]
    assert [stop.meeting.code for stop in day(mission, "H1", at(13, 12)).stops] == ["F1.H1", "F5.H1"]
    client.force_login(parts["delegate"])
    page = client.get(MINE)
    assert page.status_code == 200
    assert "La mission commence dans" in page.content.decode()
    assert page.headers["X-Jumelage-Copy"].split()[0]
    client.force_login(parts["council"])
    assert client.get(MINE).status_code == 302


def test_queries_do_not_grow_with_the_day(officer: Client, mission: Mission, public: AgendaVersion) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as seen_queries:
            assert officer.get(address).status_code == 200
        return len(seen_queries)

    addresses = (
        f"{HERE}day/?show=all",
        f"{HERE}day/as/F1/",
        f"{HERE}day/changes/",
        f"{HERE}outcomes/?at=2031-03-05T16:00",
    )
    many = {address: count(address) for address in addresses}
    keep = Placement.objects.filter(version=public, meeting__code="F1.H1").values("pk")
    Placement.objects.filter(version=public).exclude(pk__in=keep).delete()
    assert {address: count(address) for address in addresses} == many


# ---- cancellations and repair


def test_cancelling_tells_those_across_and_the_second_is_told_what_changed(
    mission: Mission, visit: Meeting, parts: dict[str, User], officer_user: User
) -> None:
    f1, now = home(mission, "F1"), at(10)
    said = {"shown": "2031-03-04T13:30", "moment": now, "words": "Une urgence à l’usine"}
    made = actions.cancel_meeting(parts["delegate"], mission, visit, f1, **said)  # type: ignore[arg-type]
    assert actions.cancel_meeting(parts["delegate"], mission, visit, f1, **said) == made  # type: ignore[arg-type]
    visit.refresh_from_db()
    assert visit.cancelled_at is not None
    [mail] = Message.objects.all()
    assert (mail.kind, mail.to) == ("mission.day.cancelled", "host@lichen.invalid")
    assert "Une urgence à l’usine" in mail.text
    assert next(s for s in day(mission, "H1", now).stops if s.meeting == visit).cancelled
    with pytest.raises(PermissionDenied):
        actions.withdraw(parts["host"], made, moment=now)
    actions.withdraw(parts["delegate"], made, moment=now)
    visit.refresh_from_db()
    assert visit.cancelled_at is None
    assert Message.objects.filter(kind="mission.day.back").count() == 1
    Placement.objects.filter(meeting=visit).update(starts="2031-03-04T14:00")  # moved meanwhile
    with pytest.raises(actions.MeetingMovedError):
        actions.cancel_meeting(parts["delegate"], mission, visit, f1, **said)  # type: ignore[arg-type]
    visit.refresh_from_db()
    assert visit.cancelled_at is None


def test_several_changes_make_one_repair_that_one_click_publishes(
    mission: Mission, visit: Meeting, parts: dict[str, User], officer_user: User
) -> None:
    now, base = at(9), day_version(mission)
    assert base is not None
    actions.cancel_meeting(
        parts["delegate"], mission, visit, home(mission, "F1"), shown="2031-03-04T13:30", moment=now  # type: ignore[arg-type]
    )  # fmt: skip
    afternoon = {"begins": "2031-03-04T12:00", "ends": "2031-03-04T23:00"}
    ill = mission.delegates.get(organisation__code="F2")
    repairs.report(officer_user, mission, DisruptionKind.AWAY, moment=now, delegate=ill, **afternoon)
    assert repairs.report(officer_user, mission, DisruptionKind.AWAY, moment=now, delegate=ill, **afternoon)
    assert len(open_disruptions(mission, rehearsal=False)) == 2
    Message.objects.all().delete()
    made = repairs.propose(officer_user, mission, moment=now)
    seen_now = proposal_of(AgendaVersion.objects.select_related("mission__agency", "based_on").get(pk=made.pk))
    assert {row.kind for row in seen_now.answers_to} == {"cancelled", "away"}
    assert any(move.after is None and "Convoyeurs" in move.title.fr for move in seen_now.moves)
    assert {one.organisation.code for one in seen_now.notices} >= {"F1", "H1", "F2"}
    f1 = next(one for one in seen_now.notices if one.organisation.code == "F1")
    assert any(line.startswith("Annulé\u00a0: Convoyeurs Granit") for line in f1.lines["fr"])
    assert any(line.startswith("Cancelled: Convoyeurs Granit") for line in f1.lines["en"])
    assert [person.email for person in f1.reached] == ["delegate@lichen.invalid"]
    assert not Message.objects.exists()
    late = actions.cancel_meeting(
        officer_user, mission, mission.meetings.get(code="F3.H3"), home(mission, "F3"),
        shown="2031-03-04T13:30", moment=now,
    )  # type: ignore[arg-type]  # fmt: skip
    with pytest.raises(Exception, match="called off since"):  # nothing is lost: the newcomer stops the publication
        repairs.publish_repair(officer_user, made, made.revision)
    again = repairs.propose(officer_user, mission, moment=now)
    assert not AgendaVersion.objects.filter(pk=made.pk).exists()
    published = repairs.publish_repair(officer_user, again, again.revision)
    holds(published)
    assert published.state == VersionState.FINAL
    assert not open_disruptions(mission, rehearsal=False)
    assert {m.to for m in Message.objects.filter(kind="agenda.published")} == {
        "delegate@lichen.invalid",
        "host@lichen.invalid",
    }
    away = Placement.objects.filter(
        version=published, meeting__delegations__code="F2", starts__gte="2031-03-04T12", starts__lt="2031-03-05"
    )
    assert not [row for row in away if row.meeting.kind in ("individual", "exchange")]
    with pytest.raises(actions.MeetingMovedError):
        actions.withdraw(officer_user, Disruption.objects.get(pk=late.pk), moment=now)


def test_of_two_who_publish_the_second_is_told_and_nothing_is_booked_twice(
    mission: Mission, visit: Meeting, officer_user: User
) -> None:
    now = at(9)
    f1, h1 = home(mission, "F1"), home(mission, "H1")
    actions.cancel_meeting(officer_user, mission, visit, f1, shown="2031-03-04T13:30", moment=now)  # type: ignore[arg-type]
    first = repairs.propose(officer_user, mission, moment=now)
    other = repair_draft(officer_user, mission, Changes(cancelled=("F1.H1",)))
    repairs.publish_repair(officer_user, first, first.revision)
    with pytest.raises(OutdatedVersionError):
        publish(officer_user, other, VersionState.FINAL, other.revision)
    with pytest.raises(repairs.OutdatedRepairError):
        repairs.publish_repair(officer_user, first, first.revision)
    version = day_version(mission)
    assert version is not None
    assert version.pk == first.pk
    holds(version)
    with pytest.raises(actions.MeetingMovedError):
        actions.cancel_meeting(officer_user, mission, visit, h1, shown="2031-03-04T13:30", moment=now)  # type: ignore[arg-type]


AFTERNOON = {"begins": "2031-03-04T12:00", "ends": "2031-03-04T23:00"}
ILL_DAY = {"begins": "2031-03-05T09:00", "ends": "2031-03-05T23:00"}


@pytest.mark.parametrize(
    "said",
    [
        [
            (DisruptionKind.CLOSED, {"organisation": "H2", **AFTERNOON}),
            (DisruptionKind.LATE, {"meeting": "F1.H1", "minutes": 40}),
            (DisruptionKind.AWAY, {"organisation": "A1", **AFTERNOON}),
        ],
        [
            (DisruptionKind.CLOSED, {"site": "hall", "instead": "C1"}),
            (DisruptionKind.TABLES, {"site": "C1", "tables": 2}),
            (DisruptionKind.AWAY, {"delegate": "A1-1", **ILL_DAY}),
            (DisruptionKind.LATE, {"meeting": "F1.H1", "minutes": 10}),
        ],
    ],
)
def test_what_happens_while_the_day_runs_is_repaired_at_once_and_the_past_stays(
    mission: Mission, public: AgendaVersion, officer_user: User, said: list[tuple[DisruptionKind, dict[str, object]]]
) -> None:
    rows = {
        "organisation": mission.agency.organisations, "meeting": mission.meetings, "site": mission.sites,
        "instead": mission.sites, "delegate": mission.delegates,
    }  # fmt: skip
    now = at(11, 45)
    for kind, values in said:
        found = {name: rows[name].get(code=value) if name in rows else value for name, value in values.items()}
        repairs.report(officer_user, mission, kind, moment=now, **found)
    made = repairs.propose(officer_user, mission, moment=now)
    before = set(
        public.placements.filter(starts__lt="2031-03-04T11:30").values_list("meeting__code", "starts", "place_fr")
    )
    assert before <= set(made.placements.values_list("meeting__code", "starts", "place_fr"))
    holds(repairs.publish_repair(officer_user, made, made.revision))


def test_a_rehearsal_leaves_nothing_behind(
    officer: Client, mission: Mission, visit: Meeting, officer_user: User
) -> None:
    when = {"at": "2031-03-04T10:00"}
    answer = officer.post(
        f"{HERE}day/as/F1/{visit.pk}/cancel/?at=2031-03-04T10:00", when | {"shown": "2031-03-04T13:30"}
    )
    assert answer.status_code == 302
    page = officer.get(f"{HERE}day/changes/", when)
    assert "Répétition" in page.content.decode()
    visit.refresh_from_db()
    assert visit.cancelled_at is None
    shown = officer.post(f"{HERE}day/repair/?at=2031-03-04T10:00", when)
    assert shown.status_code == 200
    assert "Annulé" in shown.content.decode()
    assert not Message.objects.exists()
    assert mission.versions.count() == 1
    assert not open_disruptions(mission, rehearsal=False)
    assert day_version(mission).placements.filter(meeting=visit).exists()  # type: ignore[union-attr]
    assert "ne se lit pas" in officer.get(f"{HERE}day/", {"at": "hier"}).content.decode()


# ---- walk-ins


def test_a_walk_in_is_placed_without_moving_anybody(
    mission: Mission, public: AgendaVersion, officer_user: User
) -> None:
    entry = Entry("Soudage Passant", "Nous cherchons des convoyeurs", "418 555-0199", Side.DELEGATION, seeks=True)
    now = at(9)
    off = mission.meetings.get(code="F5.H1")  # somebody else's cancellation waits for its repair meanwhile
    actions.cancel_meeting(officer_user, mission, off, home(mission, "F5"), shown="2031-03-04T15:00", moment=now)  # type: ignore[arg-type]
    Message.objects.all().delete()
    found = openings(mission, public, entry, now, DATE)
    assert found
    choice = next(one for one in found if one.organisation.code == "H1")
    place = choice.free[0]
    busy = Placement.objects.filter(version=public, meeting__hosts__code="H1", starts__startswith="2031-03-04")
    assert all(row.end <= place.start or place.end <= row.start for row in busy)
    before = set(public.placements.values_list("meeting__code", "starts", "place_fr"))
    args = (officer_user, mission, entry, choice.organisation, (place.slot, place.site))
    made = place_walk_in(*args, match=choice.match, moment=now)
    assert made.start == place.start
    version = day_version(mission)
    assert version is not None
    holds(version)
    after = set(version.placements.values_list("meeting__code", "starts", "place_fr"))
    assert {code for code, *_ in before - after} == {"F5.H1"}
    assert len(after - before) == 1
    assert [m.to for m in Message.objects.filter(kind="agenda.published")] == ["host@lichen.invalid"]
    people = mission.participants.filter(organisation__name="Soudage Passant").count()
    with pytest.raises(SlotTakenError):  # the place is taken now: the second leaves nothing half-entered
        place_walk_in(officer_user, mission, Entry("Autre Passant", "", "", Side.DELEGATION), choice.organisation,
                      (place.slot, place.site), match=None, moment=now)  # fmt: skip
    assert not mission.agency.organisations.filter(name="Autre Passant").exists()
    with pytest.raises(SlotTakenError):
        place_walk_in(*args, match=choice.match, moment=now)
    assert mission.participants.filter(organisation__name="Soudage Passant").count() == people


def test_a_walk_in_that_receives_is_placed_at_a_common_place(
    mission: Mission, public: AgendaVersion, officer_user: User
) -> None:
    entry = Entry("Fonderie Passante", "", "", Side.HOST)
    found = openings(mission, public, entry, at(9), DATE + dt.timedelta(days=1))
    choice = next(one for one in found if one.organisation.code == "F1")
    place = choice.free[0]
    made = place_walk_in(
        officer_user, mission, entry, choice.organisation, (place.slot, place.site), match=None, moment=at(9)
    )
    assert made.site is not None
    holds(made.version)


# ---- pages


def test_pages_of_the_day_say_what_to_do_when_there_is_nothing(officer: Client, mission: Mission) -> None:
    page = officer.get(f"{HERE}day/").content.decode()
    assert "Aucun programme n’est publié" in page
    assert officer.get(f"{HERE}day/sheet.pdf").status_code == 404
    rehearsed = officer.get(f"{HERE}day/?at=2031-03-04T10:00")
    assert "Répétition" in rehearsed.content.decode()
    assert officer.get(f"{HERE}day/sheet.pdf?at=2031-03-04T10:00").content.startswith(b"%PDF")


def test_a_line_is_drawn_once_for_each_hour_note_and_language(
    officer: Client, public: AgendaVersion, visit: Meeting
) -> None:
    placed = public.placements.get(meeting=visit)
    hour = f"?day={placed.start:%Y-%m-%d}&show=all&at={placed.starts}"

    def seen(address: str, language: str = "fr") -> str:
        officer.cookies["django_language"] = language
        return officer.get(f"{HERE}day/{address}").content.decode()

    button = f'formaction="{HERE}day/{visit.pk}/note/"'
    assert button not in seen(f"?day={placed.start:%Y-%m-%d}&show=all&at={placed.start:%Y-%m-%d}T00:10")
    assert button in seen(hour)
    assert seen(hour).count("pas encore vu") == seen(hour).count("pas encore vu") > 0
    assert "not seen yet" in seen(hour, "en")
    before = seen(hour).count(">sur place</span>")
    said = {"said": "arrived::F1", "at": placed.starts}
    assert officer.post(f"{HERE}day/{visit.pk}/note/", said).status_code == 302
    assert seen(hour).count("sur place</span>") > before
    assert seen(hour).count(button) == 12  # two sides, each with six buttons


def test_bad_input_is_told_and_changes_nothing(officer: Client, mission: Mission, visit: Meeting) -> None:
    note = f"{HERE}day/{visit.pk}/note/"
    for said in ("", "late", "late::F1", "arrived::F2", "x::F1", "late:999:F1", ":::", "arrived::"):
        assert officer.post(note, {"said": said}).status_code == 302
    assert officer.post(note).status_code == 302
    assert not CheckIn.objects.exists()
    changes = f"{HERE}day/changes/"
    for data in ({"sentence": "away"}, {"sentence": "away", "away-who": "d0", "away-begins": "25:00", "away-ends": "1"},
                 {"sentence": "tables", "tables-site": "7", "tables-tables": "-3"}, {"sentence": "nothing"}, {}):  # fmt: skip
        assert officer.post(changes, data).status_code == 422
    assert not Disruption.objects.exists()
    assert officer.post(f"{HERE}day/repair/").status_code == 302
    assert officer.post(f"{HERE}day/repair/77/publish/", {"revision": "x"}).status_code == 302
    assert officer.get(f"{HERE}day/repair/77/").status_code == 404
    assert officer.get(f"{HERE}day/as/NOBODY/").status_code == 404
    assert officer.post(f"{HERE}day/walk-in/", {"name": ""}).status_code == 422


def test_a_phone_forgets_with_the_session(
    client: Client, mission: Mission, public: AgendaVersion, parts: dict[str, User]
) -> None:
    client.force_login(parts["delegate"])
    mine = client.get(MINE).headers["X-Jumelage-Copy"].split()[0]
    assert "X-Jumelage-Copy" not in client.get("/missions/").headers
    gone = client.post("/sign-out/")
    assert gone.headers["Clear-Site-Data"] == '"storage"'
    client.force_login(parts["host"])
    assert client.get(MINE).headers["X-Jumelage-Copy"].split()[0] != mine
    client.session.flush()
    over = client.get(MINE)
    assert over.status_code == 302
    assert over.headers["Clear-Site-Data"] == '"storage"'
    worker = Client().get("/my/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in worker.headers["Content-Security-Policy"]
    for page in ("/my/no-network", "/my/not-sent"):
        assert b"lichen.invalid" not in client.get(page).content
