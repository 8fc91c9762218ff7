"""Sign-in by code: who gets in, who learns nothing, how often one may try, and how connections end."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.web.accounts import consent
from jumelage.web.accounts.actions import close_account, end_sessions_of, know_person
from jumelage.web.accounts.connections import device_of, end_sessions
from jumelage.web.accounts.data_export import may_handle
from jumelage.web.accounts.models import Agency, Connection, User
from jumelage.web.api.actions import make_key
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.outbox.rules import MessageState
from jumelage.web.outbox.sending import send_due

HER = "elle@lichen.invalid"


@pytest.fixture
def person(db: None, settings: Any) -> User:
    settings.MAIL_KIND = "smtp"
    return know_person(" Elle@Lichen.invalid", "Elle Boréale", "fr")


def ask(client: Client, email: str, **more: str) -> Any:
    return client.post("/sign-in/", {"email": email} | more)


def code() -> str:
    send_due()
    found = re.search(r"^\d{4}-\d{4}$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[0]


def enter(client: Client, typed: str, **more: str) -> Any:
    return client.post("/sign-in/code/", {"code": typed} | more)


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_code_signs_in_once_the_browser_that_asked(client: Client, person: User) -> None:
    answer = ask(client, "ELLE@lichen.INVALID ")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    sent = code()
    assert mail.outbox[0].to == [HER]
    assert "pendant 10 minutes" in mail.outbox[0].body
    assert enter(Client(), sent)["Location"] == "/sign-in/"  # another browser, even with the right code
    assert client.get("/sign-in/code/?code=" + sent).status_code == 200  # a link only shows
    assert not signed_in(client)
    answer = enter(client, f" {sent.replace('-', ' ')} ")
    assert (answer.status_code, answer["Location"]) == (302, "/my/")  # no agency: a participant's own pages
    assert signed_in(client)
    client.post("/sign-out/")
    assert enter(client, sent)["Location"] == "/sign-in/"
    assert not Message.objects.filter(text__contains=sent).exists()  # the code is not kept


def test_an_officer_lands_on_the_missions_or_where_she_was_going(client: Client, agency: Agency, settings: Any) -> None:
    settings.MAIL_KIND = "smtp"
    for wanted, reached in (("", "/missions/"), ("/towns/", "/towns/"), ("https://evil.example/", "/missions/")):
        ask(client, "officer@lichen.invalid", next=wanted)
        assert enter(client, code(), next=wanted)["Location"] == reached
        client.post("/sign-out/")


def test_nothing_tells_whether_an_address_is_known(client: Client, person: User) -> None:
    """The answer is the same, byte for byte, and the work is the same: the database is asked the same things."""
    closed = know_person("closed@lichen.invalid", "Fermée")
    close_account(closed)
    Suppression.objects.create(agency=None, email=HER, reason="asked")
    pages, queries = [], []
    for n, email in enumerate((HER, "nobody@lichen.invalid", closed.email)):
        browser = Client(REMOTE_ADDR=f"192.0.2.{n}")
        browser.get("/sign-in/")
        with CaptureQueriesContext(connection) as asked:
            answers = [ask(browser, email), browser.get("/sign-in/code/"), enter(browser, "0000-0000")]
        queries.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked])
        shown = [
            re.sub(r'value="\w{64}"|nonce-\S+', "", answer.content.decode()).replace(email, "X") for answer in answers
        ]
        pages.append(([answer.status_code for answer in answers], shown))
    assert pages[0] == pages[1] == pages[2]
    assert queries[0] == queries[1] == queries[2]
    send_due()
    assert [message.to for message in mail.outbox] == [[HER]]  # asked for by its reader: no suppression holds it
    assert Message.objects.values_list("to", flat=True).get() == HER  # nothing is kept of strangers


def test_a_code_ends_after_five_mistakes_and_after_ten_minutes(
    client: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, HER)
    sent = code()
    for _ in range(4):
        assert enter(client, "0000-0001").status_code == 422
    assert enter(client, "0000-0001")["Location"] == "/sign-in/"
    assert enter(client, sent)["Location"] == "/sign-in/"
    other = Client()
    ask(other, HER)
    sent = code()
    later = timezone.now().timestamp() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    assert enter(other, sent)["Location"] == "/sign-in/"
    assert not signed_in(client)
    assert not signed_in(other)


def test_a_new_code_replaces_the_one_before(client: Client, person: User) -> None:
    ask(client, HER)
    first = code()
    ask(client, HER)
    second = code()
    assert enter(client, first).status_code == 422
    assert enter(client, second).status_code == 302


def test_asking_is_limited_by_where_it_comes_from(person: User) -> None:
    answers = [ask(Client(REMOTE_ADDR="192.0.2.1"), HER).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 422, 422]
    assert ask(Client(REMOTE_ADDR="192.0.2.2"), HER).status_code == 302  # nobody else is kept out
    assert ask(Client(REMOTE_ADDR="192.0.2.1"), "other@lichen.invalid").status_code == 302


def test_a_flood_from_everywhere_keeps_nobody_out_of_a_browser_that_was_in_before(
    client: Client, person: User, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code_all": "4/h/key"}
    ask(client, HER)
    enter(client, code())
    client.post("/sign-out/")
    flood = [ask(Client(REMOTE_ADDR=f"192.0.2.{n}"), HER).status_code for n in range(9)]
    assert flood.count(422) == 6  # a mailbox gets no more than this
    mark = client.cookies["jumelage_browser"].value
    assert HER not in mark
    assert ask(client, HER).status_code == 302
    assert enter(client, code()).status_code == 302
    forged = Client(REMOTE_ADDR="192.0.2.77")
    forged.cookies["jumelage_browser"] = mark[:-4] + "AAAA"
    assert ask(forged, HER).status_code == 422


def test_passwords_are_limited_even_the_right_one(client: Client, person: User) -> None:
    person.set_password("un mot de passe assez long")
    person.save()
    given = [client.post("/sign-in/password/", {"username": HER, "password": "faux"}) for _ in range(5)]
    assert all(answer.status_code == 200 for answer in given)
    last = client.post("/sign-in/password/", {"username": HER, "password": "un mot de passe assez long"})
    assert "Trop d’essais" in last.content.decode()
    assert client.get("/operator/login/")["Location"].startswith("/sign-in/")  # no other door


@pytest.mark.parametrize(
    "typed", ["", "pas une adresse", "a@b", "x" * 400 + "@y.invalid", "a@b.invalid\nBcc: c@d.invalid"]
)
def test_what_is_no_address_is_refused_with_words(client: Client, person: User, typed: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("typed", ["", " ", "é" * 9, "1" * 41, "\x00", "٠١٢٣٤٥٦٧"])
def test_what_is_no_code_is_refused_with_words(client: Client, person: User, typed: str) -> None:
    ask(client, HER)
    assert enter(client, typed).status_code == 422


def test_an_account_closed_meanwhile_does_not_get_in(client: Client, person: User) -> None:
    ask(client, HER)
    sent = code()
    User.objects.filter(pk=person.pk).update(is_active=False)
    enter(client, sent)
    assert not signed_in(client)


def test_a_code_that_waited_too_long_never_leaves(client: Client, person: User) -> None:
    ask(client, HER)
    Message.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert send_due() == 0
    late = Message.objects.get()
    assert (late.state, late.problem, mail.outbox) == (MessageState.FAILED, "expired", [])
    assert not re.search(r"\d{4}-\d{4}", late.text)


def test_without_a_mail_server_the_operator_finds_the_code_in_the_log(
    client: Client, person: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_KIND = "none"
    ask(client, HER)
    send_due()
    found = re.search(r"\d{4}-\d{4}", caplog.text)
    assert found
    assert enter(client, found[0]).status_code == 302


class TestConnections:
    def test_each_or_all_others_can_be_ended(self, person: User) -> None:
        person.set_password("un mot de passe assez long")
        person.save()
        here, phone, forgotten = (
            Client(headers={"User-Agent": f"{name} (Windows)"}) for name in ("Firefox", "Chrome", "")
        )
        for browser in (here, phone, forgotten):
            browser.post("/sign-in/password/", {"username": HER, "password": "un mot de passe assez long"})
            assert signed_in(browser)
        page = here.get("/account/connections/").content.decode()
        assert "Firefox, Windows" in page
        assert page.count("Terminer<") == 2  # not the one that looks
        first = Connection.objects.exclude(device="Firefox, Windows").first()
        assert first
        here.post(f"/account/connections/{first.pk}/end/")
        assert [signed_in(phone), signed_in(forgotten)].count(True) == 1
        here.post("/account/connections/end-others/")
        assert not signed_in(phone)
        assert not signed_in(forgotten)
        assert signed_in(here)
        assert Connection.objects.count() == 1

    def test_nobody_ends_the_connections_of_others(self, person: User, officer: Client) -> None:
        browser = Client()
        browser.force_login(person)
        pk = Connection.objects.get(user=person).pk
        assert officer.post(f"/account/connections/{pk}/end/").status_code == 404
        assert signed_in(browser)

    def test_ending_reaches_connections_that_nobody_noted(self, person: User) -> None:
        browser = Client()
        browser.force_login(person)
        Connection.objects.all().delete()
        end_sessions(person)
        assert not signed_in(browser)

    def test_an_officer_signs_out_whom_the_agency_knows_only(self, people: dict[str, User], person: User) -> None:
        browser, stranger = Client(), Client()
        browser.force_login(people["reader"])
        stranger.force_login(person)
        end_sessions_of(people["officer"], people["reader"])
        assert not signed_in(browser)
        with pytest.raises(PermissionDenied):
            end_sessions_of(people["officer"], person)
        assert signed_in(stranger)

    def test_an_invitation_is_a_claim_and_a_yes_of_ones_own_is_not(self, people: dict[str, User], person: User) -> None:
        """Who types an address gets no power over its account: not the operator's, not another agency's people's."""
        officer, agency = people["officer"], Agency.objects.get(slug="lichen")
        yes = {"language": "fr", "version": "1", "about": "mission:1", "agency": agency}
        words = Bilingual(fr="Oui.", en="Yes.")
        for victim in (person, people["outsider"], people["operator"]):
            consent.give(victim, "mission.taking_part", words, by=officer, **yes)  # an officer wrote it down
            with pytest.raises(PermissionDenied):
                end_sessions_of(officer, victim)
            assert not may_handle(victim, officer)
        elsewhere = {**yes, "agency": Agency.objects.get(slug="ailleurs")}
        consent.give(person, "mission.taking_part", words, **yes)  # her own yes
        consent.give(person, "mission.telephone", words, by=people["outsider"], **elsewhere)  # a claim of others
        assert may_handle(person, officer)  # blocks nothing
        end_sessions_of(officer, person)
        for victim in (people["outsider"], people["operator"]):
            consent.give(victim, "mission.taking_part", words, **yes)
            with pytest.raises(PermissionDenied):
                end_sessions_of(officer, victim)  # others rely on them

    def test_keys_of_programs_end_with_the_connections(self, person: User) -> None:
        _, secret = make_key(person, "tableau", may_write=False)
        asked = {"headers": {"Authorization": f"Bearer {secret}"}}
        assert Client().get("/api/me", **asked).status_code == 200
        end_sessions(person)
        assert Client().get("/api/me", **asked).status_code == 401

    def test_a_closed_account_is_out_at_once_and_stays_out_when_opened_again(self, person: User) -> None:
        browser = Client()
        browser.force_login(person)
        close_account(person)
        assert not signed_in(browser)
        User.objects.filter(pk=person.pk).update(is_active=True)
        assert not signed_in(browser)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128 Safari/537.36 Edg/128", "Edge, Windows"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_two_words(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_a_person_is_known_once_and_keeps_name_and_language(db: None) -> None:
    first = know_person("A@b.invalid", "Une", "en")
    again = know_person(" a@B.invalid", "Autre", "fr")
    assert (first.pk, again.name, again.language, again.has_usable_password()) == (again.pk, "Une", "en", False)
