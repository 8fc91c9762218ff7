"""What users of other software reported of pages and mail: rows 43, 44 and 101 to 110 of the reference cases."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from jumelage.cli.service.serve import links_lead_to
from jumelage.web.accounts.actions import know_person
from jumelage.web.accounts.models import User
from jumelage.web.directory.models import ImportBatch
from jumelage.web.environment import read_environment
from jumelage.web.missions.agenda.actions.feeds import make_feed
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.actions.versions import draft_of
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.models import Mission, Participant
from jumelage.web.missions.people.actions.participants import AlreadyParticipantError, invite, list_participant
from jumelage.web.outbox.composing import compose, stop_address
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.sending import send_due

INITIALS = """Nom;Ville;Téléphone
R. Fictive Électrique inc.;Port-Fictif;418 555-0160
L. Fictive Électrique inc.;Port-Fictif;
Garage C. Néant;Val-Imaginaire;418 555-0162
Garage D. Néant;Val-Imaginaire;
Plan A Conseil;Lac-Inventé;
Plan E Conseil;Lac-Inventé;
"""


@pytest.fixture
def agent(people: dict[str, User], settings: Any) -> User:
    settings.MAIL_KIND, settings.SITE_URL = "smtp", "https://jumelage.invalid"
    return people["officer"]


def listed(agent: User, mission: Mission, name: str, email: str, **more: Any) -> Participant:
    firm = mission.agency.organisations.get(code="F1")
    return list_participant(agent, mission, Part.DELEGATE, organisation=firm, name=name, email=email, **more)


def code_sent() -> str:
    send_due()
    found = re.search(r"^\d{4}-\d{4}$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[0]


def sign_in(client: Client, email: str) -> int:
    return client.post("/sign-in/", {"email": email}).status_code


def enter(client: Client, typed: str) -> int:
    return client.post("/sign-in/code/", {"code": typed}).status_code


def test_43_and_44_a_feed_before_and_after_publishing(client: Client, mission: Mission, agent: User) -> None:
    _, token = make_feed(agent, mission, organisation=mission.agency.organisations.get(code="F1"))
    address = f"/calendar/{token}.ics"
    before = Calendar.from_ical(client.get(address).content)
    assert before.walk("VTIMEZONE") and not before.events
    publish(agent, draft_of(agent, mission), VersionState.FINAL, 0)
    answer = client.get(address)
    after = Calendar.from_ical(answer.content)
    assert after.events and after.walk("VTIMEZONE")
    assert (before["UID"], before["NAME"]) == (after["UID"], after["NAME"])  # named as its owner's, from the start
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", answer["ETag"])
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_101_scanners_that_open_every_link_decide_nothing(client: Client, mission: Mission, agent: User) -> None:
    row = listed(agent, mission, "Sam", "sam@lichen.invalid")
    invite(agent, mission, [row])
    message = Message.objects.get(kind="mission.invitation")
    links = ["/invitation/" + message.text.split("/invitation/")[1].split()[0]]
    links.append(stop_address(message).removeprefix("https://jumelage.invalid"))
    for link in links * 10:
        assert (client.get(link).status_code, client.head(link).status_code) == (200, 200)
    row.refresh_from_db()
    assert row.state == PartState.INVITED and not Suppression.objects.exists()
    assert client.post(links[0], {"answer_given": "accept"}).status_code == 200
    row.refresh_from_db()
    assert row.state == PartState.ACCEPTED


def test_102_capitals_and_a_plus_are_one_person(client: Client, agent: User) -> None:
    known = know_person("Elle+Mission@Lichen.INVALID")
    assert know_person("elle+mission@lichen.invalid") == known
    assert sign_in(client, "ELLE+mission@LICHEN.invalid") == 302
    code = code_sent()
    assert mail.outbox[-1].to == ["elle+mission@lichen.invalid"]
    assert enter(client, code) == 302


def test_103_of_two_codes_asked_the_second_serves(client: Client, agent: User) -> None:
    know_person("elle@lichen.invalid")
    sign_in(client, "elle@lichen.invalid")
    first = code_sent()
    sign_in(client, "elle@lichen.invalid")
    second = code_sent()
    refused = client.post("/sign-in/code/", {"code": first})
    assert refused.status_code == 422 and "field-error" in refused.content.decode()
    assert enter(client, second) == 302


@pytest.mark.parametrize("between", ["–", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", " - ", ""])  # fmt: skip
def test_104_only_the_digits_of_a_code_count(client: Client, agent: User, between: str) -> None:
    know_person("elle@lichen.invalid")
    sign_in(client, "elle@lichen.invalid")
    assert enter(client, f" {code_sent().replace('-', between)}\n") == 302


ACCENTED, SENT = "info@forêt-bidon.example", "info@xn--fort-bidon-k7a.example"


@pytest.mark.parametrize("written", ["info@forêt-bidon.example", "INFO@FORE\u0302T-bidon.Example"])
def test_105_an_accented_domain_that_is_accepted_leaves(mission: Mission, agent: User, written: str) -> None:
    row = listed(agent, mission, "Sam", written)
    invite(agent, mission, [row])
    send_due()
    (sent,) = mail.outbox
    assert (row.email, sent.to) == (ACCENTED, [f"Sam <{'@'.join((ACCENTED.partition('@')[0], _network(ACCENTED)))}>"])
    assert sent.recipients()[0].isascii()


def _network(address: str) -> str:
    return address.rpartition("@")[2].encode("idna").decode()


def test_106_letters_and_punycode_are_one_person(client: Client, mission: Mission, agent: User) -> None:
    other = f"info@{_network(ACCENTED)}"
    assert know_person(other) == know_person(ACCENTED)
    listed(agent, mission, "Sam", ACCENTED)
    with pytest.raises(AlreadyParticipantError):
        listed(agent, mission, "Sam", other)
    assert sign_in(client, other) == 302
    assert enter(client, code_sent()) == 302


def test_107_links_in_mail_begin_with_what_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUMELAGE_SITE_URL", "")
    links_lead_to("127.0.0.1", 8123)
    assert read_environment().site_url == "http://127.0.0.1:8123"
    links_lead_to("::1", 9000)  # a setting that is there stays
    assert read_environment().site_url == "http://127.0.0.1:8123"


def test_108_what_stands_in_titles_and_names_makes_no_header(mission: Mission, agent: User) -> None:
    Mission.objects.update(title_fr="Visite\nBcc: tous@lichen.invalid 🎪 " + "é" * 150)
    mission.refresh_from_db()
    row = listed(agent, mission, "Zoé\r\nBcc: autre@lichen.invalid 🎪" + "é" * 60, "zoe@lichen.invalid")
    invite(agent, mission, [row])
    message = Message.objects.get(kind="mission.invitation")
    made: EmailMessage = compose(message).message()
    assert "Bcc" not in made and made["Subject"]
    assert send_due() == 1 and mail.outbox[0].recipients() == [mail.outbox[0].to[0]]


def test_109_two_people_without_an_address_are_both_listed(officer: Client, mission: Mission, agent: User) -> None:
    listed(agent, mission, "Alix Sans-Adresse", "")
    listed(agent, mission, "Camille Sans-Adresse", "")
    page = officer.get(f"/missions/{mission.slug}/people/").content.decode()
    assert "Alix Sans-Adresse" in page and "Camille Sans-Adresse" in page


def test_110_firms_that_differ_by_an_initial_stay_six(officer: Client, mission: Mission) -> None:
    officer.post(
        "/directory/imports/", {"file": SimpleUploadedFile("a41_initials.csv", INITIALS.encode())}, follow=True
    )
    counts = ImportBatch.objects.get().preview["counts"]
    assert counts["rows"] == 6 and counts["created"] + counts["to_confirm"] == 6  # none joined without being asked
