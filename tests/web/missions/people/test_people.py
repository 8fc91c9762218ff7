"""People of a mission: listed, invited, in or waiting; seats given once; consent kept; who sees what of whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.web.accounts import consent, data_registry
from jumelage.web.accounts.models import AuditEntry, Consent, User
from jumelage.web.directory.models import Contact
from jumelage.web.jobs import periodic
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.actions.sites import keep_site
from jumelage.web.missions.core.queries.access import participations_of, shared_with
from jumelage.web.missions.core.rules import Field, Part, PartState, ViewerRole, may_see
from jumelage.web.missions.models import Mission, Participant, Site
from jumelage.web.missions.people.actions import participants as actions
from jumelage.web.missions.people.actions.settings import change_settings
from jumelage.web.missions.people.letters import invitation_link, read_invitation
from jumelage.web.missions.people.queries.participants import callable_people, seats_of, waiting_list
from jumelage.web.missions.people.rules import Answer
from jumelage.web.outbox.models import Message

HERE = "/missions/port-lichen-val-granit-2031/"

# What of an organisation is seen, by whom: everything else is not.
SEEN: dict[Field, str] = {
    Field.NAME: "officer agency_reader partner council own met across beside",
    Field.OFFERS: "officer agency_reader own met across",
    Field.NEEDS: "officer agency_reader own met",
    Field.NOTES: "officer agency_reader",
    Field.REASONS: "officer agency_reader own met across",
    Field.REQUESTS: "officer agency_reader own",
    Field.WORDS: "officer agency_reader own met across",
    Field.WISH: "officer agency_reader own",
    Field.AGENDA: "officer agency_reader partner council own",
    Field.TELEPHONE: "officer own met",
    Field.ADDRESS: "officer own",
}


@pytest.mark.parametrize("field", list(Field))
def test_who_sees_what_of_whom(field: Field) -> None:
    assert {role.value for role in ViewerRole if may_see(role, field)} == set(SEEN[field].split())


def listed(
    user: Any, mission: Mission, name: str, code: str = "F1", part: Part = Part.DELEGATE, **more: Any
) -> Participant:
    home = mission.agency.organisations.get(code=code) if code else None
    email = more.pop("email", f"{name.lower()}@lichen.invalid")
    return actions.list_participant(user, mission, part, organisation=home, name=name, email=email, **more)


def invited(user: Any, mission: Mission, *names: str) -> list[Participant]:
    actions.invite(user, mission, [listed(user, mission, name) for name in names])
    return list(Participant.objects.filter(name__in=names).order_by("id"))


@pytest.fixture
def agent(people: dict[str, User]) -> User:
    return people["officer"]


def test_an_invitation_is_a_mail_in_the_persons_language_and_its_address_only_shows(
    client: Client, mission: Mission, agent: User
) -> None:
    row = listed(agent, mission, "Sam", language="en")
    assert Message.objects.count() == 0
    done = actions.invite(agent, mission, [row, listed(agent, mission, "Sans", email="")])
    assert [len(done.sent), len(done.without_address)] == [1, 1]
    mail = Message.objects.get(kind="mission.invitation")
    assert mail.language == "en" and "We invite you" in mail.text
    path = "/invitation/" + mail.text.split("/invitation/")[1].split()[0]
    for _ in range(2):  # a mail scanner opens it, then the person
        assert client.get(path).status_code == 200
    row.refresh_from_db()
    assert row.state == PartState.INVITED
    answer = client.post(path, {"answer_given": "accept", "phone": "418 555-0100", "share_phone": "on"})
    assert answer.status_code == 200 and "you are in" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.share_phone, row.attendee) == (PartState.ACCEPTED, True, "F1-1")
    texts = dict(Consent.objects.values_list("purpose", "text"))
    assert set(texts) == {"mission.taking_part", "mission.telephone"}
    assert "Agence Lichen keeps your name" in texts["mission.taking_part"]
    assert client.post(path, {"answer_given": "withdraw"}).status_code == 200
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    assert client.get(path).status_code == 404  # who left is asked again, or is not


def test_an_address_made_up_or_taken_back_opens_nothing(client: Client, mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    assert row.invited_at is not None
    path = "/invitation/" + invitation_link(row.pk, row.invited_at.isoformat()).split("/invitation/")[1]
    assert client.get(path[:-3] + "xx/").status_code == 404
    assert read_invitation("nothing") is None
    actions.answer_invitation(agent, row, Answer.WITHDRAW)
    assert client.get(path).status_code == 404
    assert client.post(path, {"answer_given": "accept"}).status_code == 404
    answer = client.get("/invitation/nothing/")
    assert answer.status_code == 404 and "n’est plus ouverte" in answer.content.decode()


def test_the_last_seat_is_given_once_and_a_freed_one_to_the_first_who_waits(mission: Mission, agent: User) -> None:
    Mission.objects.update(seats=1)
    first, second, third = invited(agent, mission, "Un", "Deux", "Trois")
    assert actions.answer_invitation(first.user, first, Answer.ACCEPT).state == PartState.ACCEPTED
    assert actions.answer_invitation(third.user, third, Answer.ACCEPT).state == PartState.WAITING
    assert actions.answer_invitation(second.user, second, Answer.ACCEPT).state == PartState.WAITING
    assert [row.name for row in waiting_list(mission)] == ["Trois", "Deux"]
    actions.answer_invitation(first.user, first, Answer.WITHDRAW)
    states = dict(Participant.objects.values_list("name", "state"))
    assert states == {"Un": "withdrawn", "Trois": "accepted", "Deux": "waiting"}
    assert Message.objects.get(kind="mission.seat").to == "trois@lichen.invalid"
    assert [row.name for row in change_settings(agent, mission, seats=2)] == ["Deux"]
    mission.refresh_from_db()
    assert seats_of(mission).free == 0
    change_settings(agent, mission, seats=1)  # takes nobody's seat away
    assert Participant.objects.filter(state="accepted").count() == 2


def test_the_same_answer_twice_is_one_and_a_late_one_is_told(mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    for _ in range(2):
        actions.answer_invitation(row.user, row, Answer.ACCEPT)
    assert Message.objects.filter(kind="mission.accepted").count() == 1
    with pytest.raises(actions.ParticipantChangedError) as late:
        actions.answer_invitation(row.user, row, Answer.DECLINE)
    assert late.value.participant.state == PartState.ACCEPTED


def test_an_officer_notes_an_answer_and_the_log_says_so(mission: Mission, agent: User, people: dict[str, User]) -> None:
    row = listed(agent, mission, "Sam", email="")
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(people["reader"], row, Answer.ACCEPT)
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(people["outsider"], row, Answer.ACCEPT)
    actions.answer_invitation(agent, row, Answer.ACCEPT)
    entry = AuditEntry.objects.get(action="participant.accepted")
    assert entry.actor == agent and entry.after["for_them"] is True
    assert Message.objects.count() == 0


def test_reminders_after_three_days_and_six_and_no_more(mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    assert row.invited_at is not None
    for days, sent in ((2, 0), (3, 1), (4, 0), (6, 1), (30, 0)):
        assert actions.remind_due(row.invited_at + dt.timedelta(days=days)) == sent, days
    assert Message.objects.filter(kind="mission.reminder").count() == 2
    assert any("remind_due" in name for name in periodic._sweeps)
    assert any("expire_due" in name for name in periodic._sweeps)


def test_partners_and_council_readers_see_no_firms_business(
    client: Client, mission: Mission, parts: dict[str, User]
) -> None:
    for who in ("partner", "council"):
        client.force_login(parts[who])
        assert list(shared_with(parts[who])) == [mission]
        assert "Aucun programme n’est encore public" in client.get(f"{HERE}agenda/").content.decode()
    mission.versions.update(state=VersionState.PROVISIONAL)
    pages = "".join(
        client.get(HERE + page).content.decode()
        for page in ("", "delegation/", "agenda/", "agenda/?view=list", "links/")
    )
    assert "Soudure Boréale" in pages and "Convoyeurs Granit" in pages
    for secret in (
        "De nouveaux clients",
        "offre ce que",
        "Ce que Soudure",
        "possible",
        "Compléter le profil de",
        "/matches/",
        "/requests/",
    ):
        assert secret not in pages, secret
    assert client.get(f"{HERE}matches/").status_code == 403


def test_listed_people_see_nothing_and_those_who_left_see_no_more(mission: Mission, agent: User) -> None:
    row = listed(agent, mission, "Sam")
    assert row.user is None
    actions.invite(agent, mission, [row])
    row.refresh_from_db()
    assert list(participations_of(row.user)) == [row]
    actions.answer_invitation(agent, row, Answer.WITHDRAW)
    assert not participations_of(row.user).exists()


def test_another_address_is_another_account(client: Client, mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    assert row.invited_at is not None and row.user is not None
    old, before = invitation_link(row.pk, row.invited_at.isoformat()), row.user
    changed = actions.change_participant(agent, row, email="autre@lichen.invalid")
    assert changed.user is not None and changed.user.email == "autre@lichen.invalid"
    assert client.get("/invitation/" + old.split("/invitation/")[1]).status_code == 404
    assert not participations_of(before).exists()


def test_a_telephone_is_shown_while_the_person_agrees(mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    actions.answer_invitation(row.user, row, Answer.ACCEPT, phone="418 555-0100", share_phone=True)
    home = [row.organisation_id or 0]
    assert [person.name for person in callable_people(mission, home)] == ["Sam"]
    consent.withdraw(row.user, Consent.objects.get(purpose="mission.telephone"))
    assert not callable_people(mission, home).exists()


def test_an_address_has_a_part_once(mission: Mission, agent: User) -> None:
    listed(agent, mission, "Sam")
    with pytest.raises(actions.AlreadyParticipantError):
        listed(agent, mission, "Sam")
    with pytest.raises(ValueError, match="organisation"):
        listed(agent, mission, "Max", code="")
    listed(agent, mission, "Max", code="", part=Part.READER)


def test_a_person_is_handed_over_and_forgotten(mission: Mission, agent: User) -> None:
    (row,) = invited(agent, mission, "Sam")
    actions.answer_invitation(row.user, row, Answer.ACCEPT, phone="418 555-0100", share_phone=True)
    room = next(keeper for keeper in data_registry.keepers() if keeper.name == "missions")
    kept = room.data.export_person(row.user)
    assert kept["participations"][0]["phone"] == "418 555-0100"
    assert row.user is not None and row.user.pk in data_registry.people_known_to(mission.agency)
    room.data.erase_person(row.user)
    row.refresh_from_db()
    assert (row.name, row.email, row.phone, row.user, row.state) == ("", "", "", None, "withdrawn")


def test_the_pages_work_from_listing_to_a_yes(officer: Client, mission: Mission) -> None:
    home = mission.agency.organisations.get(code="H1")
    contact = Contact.objects.create(organisation=home, name="Camille Essai", email="camille@granit.invalid")
    page = officer.get(f"{HERE}people/add/").content.decode()
    assert "Camille Essai" in page
    officer.post(f"{HERE}people/contacts/", {"contact": [contact.pk, "no-number", 999]})
    given = {"part": "delegate", "name": "Alix Exemple", "email": "pas une adresse", "language": "fr"}
    refused = officer.post(f"{HERE}people/add/", given)
    assert refused.status_code == 422
    assert "Choisissez l’organisation" in refused.content.decode()
    firm = mission.agency.organisations.get(code="F1")
    officer.post(f"{HERE}people/add/", given | {"email": "alix@lichen.invalid", "organisation": firm.pk})
    rows = {row.name: row for row in Participant.objects.all()}
    assert {name: row.part for name, row in rows.items()} == {"Camille Essai": "host", "Alix Exemple": "delegate"}
    officer.post(f"{HERE}people/invite/")
    assert Message.objects.filter(kind="mission.invitation").count() == 2
    alix = rows["Alix Exemple"]
    officer.post(f"{HERE}people/{alix.pk}/act/", {"do": "resend"})
    assert Message.objects.filter(kind="mission.invitation").count() == 3
    officer.post(f"{HERE}people/{alix.pk}/act/", {"do": "accept"})
    late = officer.post(f"{HERE}people/{alix.pk}/act/", {"do": "decline"})
    assert late.status_code == 409 and "a dit oui" in late.content.decode()
    assert officer.post(f"{HERE}people/{alix.pk}/act/", {"do": "dance"}).status_code == 404
    officer.post(
        f"{HERE}people/{alix.pk}/",
        {"name": "Alix E.", "email": "alix@lichen.invalid", "language": "en", "organisation": firm.pk, "quota": 9},
    )
    alix.refresh_from_db()
    assert (alix.name, alix.language, alix.quota) == ("Alix E.", "en", 9)


def test_settings_and_places(officer: Client, mission: Mission) -> None:
    given = {
        "title_fr": "A",
        "title_en": "B",
        "goal_fr": "",
        "goal_en": "",
        "seats": "",
        "quota": "4",
        "answer_days": "5",
        "language": "fr",
    }
    assert officer.post(f"{HERE}settings/", given | {"quota": "many"}).status_code == 422
    assert officer.post(f"{HERE}settings/", given).status_code == 302
    mission.refresh_from_db()
    assert (mission.title_en, mission.seats, mission.quota, mission.answer_days) == ("B", None, 4, 5)
    nowhere = officer.post(f"{HERE}sites/add/", {"name_fr": "Usine", "position": "par là"})
    assert nowhere.status_code == 422 and "Il n’y a pas de position" in nowhere.content.decode()
    officer.post(f"{HERE}sites/add/", {"name_fr": "Usine <b>", "position": "46.1, -71.3"})
    officer.post(
        f"{HERE}sites/add/", {"name_fr": "Usine <b>", "position": "https://www.google.com/maps/@46.11,-71.31,15z"}
    )
    page = officer.get(f"{HERE}sites/").content.decode()
    assert page.count("<circle") >= 2 and "Usine &lt;b&gt;" in page and "Usine <b>" not in page
    assert len(set(Site.objects.values_list("code", flat=True))) == Site.objects.count()
    placed = Site.objects.get(code="hall")
    officer.post(f"{HERE}sites/{placed.pk}/remove/")
    assert Site.objects.filter(pk=placed.pk).exists()


def test_the_list_takes_as_many_queries_with_thirty_people_as_with_one(
    officer: Client, mission: Mission, agent: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert officer.get(f"{HERE}people/").status_code == 200
        return len(caught)

    listed(agent, mission, "Zoe")
    few = count()
    for number in range(30):
        listed(agent, mission, f"P{number}", code=("F1", "H1")[number % 2], part=(Part.DELEGATE, Part.HOST)[number % 2])
    assert count() == few


def test_only_an_officer_writes(mission: Mission, people: dict[str, User], agent: User) -> None:
    row = listed(agent, mission, "Sam")
    for who in ("reader", "outsider", "operator"):
        for act in (
            lambda user: listed(user, mission, "Max"),
            lambda user: actions.invite(user, mission, [row]),
            lambda user: actions.change_participant(user, row, name="X"),
            lambda user: actions.end_sessions(user, row),
            lambda user: change_settings(user, mission, quota=1),
            lambda user: keep_site(user, mission, None, name_fr="x", name_en="x"),
        ):
            with pytest.raises(PermissionDenied):
                act(people[who])
    assert Participant.objects.get().name == "Sam"
