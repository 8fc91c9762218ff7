"""Mail: written once, sent once, tried again, given up with words, stopped by its reader, worded by officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from small_smtp import small_smtp

from jumelage.language import Bilingual
from jumelage.web.accounts.models import Agency, AuditEntry
from jumelage.web.mail_settings import read_mail, read_sender, read_site
from jumelage.web.outbox import actions, sending
from jumelage.web.outbox.actions import filled
from jumelage.web.outbox.models import Message, Suppression, Template
from jumelage.web.outbox.rules import LAST_ATTEMPT, MessageState, next_try
from jumelage.web.outbox.sending import release_stale_claims, send_due
from jumelage.web.outbox.wordings import Wording, kinds, register

KIND = "invented.letter"
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
register(
    Wording(
        KIND,
        Bilingual(fr="Lettre inventée", en="Invented letter"),
        Bilingual(fr="Bonjour {person}", en="Hello {person}"),
        Bilingual(fr="Bonjour {person},\n\nLisez :\n{link}\n\nÀ {place}", en="Hello {person},\n\nRead:\n{link}\n\nAt {place}"),
        tuple((name, Bilingual(fr=name, en=name)) for name in ("person", "link", "place")),
        samples=(("person", Bilingual(fr="Marie Exemple", en="Mary Example")),),
    )
)  # fmt: skip


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EmailMessage]]:
    with small_smtp() as (port, taken):
        settings.MAIL_KIND = "smtp"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        settings.DEFAULT_FROM_EMAIL = "Jumelage <mission@service.invalid>"
        settings.SITE_URL = "https://jumelage.invalid"
        monkeypatch.setattr(sending, "_not_before", 0.0)
        yield taken


def write(agency: Agency, box: str = "marie", **more: Any) -> Message:
    values = {"person": "Marie <b>", "link": "https://jumelage.invalid/x/?a=1&b=2", "place": "Québec"}
    return actions.enqueue(agency, KIND, f"{box}@lichen.invalid", language="fr", **(values | more))


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_a_mail_carries_text_html_calendar_and_a_way_to_stop(agency: Agency, server: list[EmailMessage]) -> None:
    message = write(agency, name="Tremblay, Marie", calendar=CALENDAR)
    assert send_due() == 1
    (mail,) = server
    assert mail["To"] == '"Tremblay, Marie" <marie@lichen.invalid>'
    assert mail["From"] == "Agence Lichen <mission@service.invalid>"
    assert mail["Message-ID"] == f"<{message.uid}@service.invalid>"
    assert mail["List-Unsubscribe"].strip().startswith("<https://jumelage.invalid/stop/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert "Marie <b>" in text
    assert "Marie &lt;b&gt;" in html
    assert 'href="https://jumelage.invalid/x/?a=1&amp;b=2">Ouvrir la page</a>' in html
    (calendar,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content() == CALENDAR
    assert (now(message).state, message.attempts, message.problem) == (MessageState.SENT, 1, "")


def test_each_refusal_has_its_follow_up(agency: Agency, server: list[EmailMessage]) -> None:
    names = ("refused", "full", "spam", "marie")
    refused, full, spam, fine = (write(agency, name) for name in names)
    assert send_due() == 1
    assert [now(message).state for message in (refused, full, spam, fine)] == ["failed", "queued", "failed", "sent"]
    assert "550" in refused.problem
    assert "spam" in spam.problem
    assert full.next_try - timezone.now() < next_try(1)
    (stopped,) = Suppression.objects.all()
    assert (stopped.email, stopped.reason, stopped.note[:3]) == ("refused@lichen.invalid", "bounced", "550")
    assert write(agency, "refused").state == MessageState.SUPPRESSED
    Message.objects.filter(pk=full.pk).update(attempts=LAST_ATTEMPT - 1, next_try=timezone.now())
    send_due()
    assert now(full).state == MessageState.FAILED


def test_a_server_that_hangs_up_or_is_not_there_loses_nothing(
    agency: Agency, server: list[EmailMessage], settings: Any
) -> None:
    gone, fine = write(agency, "gone"), write(agency)
    assert send_due() == 0
    assert (now(gone).state, now(fine).state) == (MessageState.QUEUED, MessageState.QUEUED)
    assert send_due() == 1  # the others do not wait for the one that makes the server hang up
    settings.EMAIL_PORT = 1
    later = write(agency)
    assert send_due() == 0
    assert (now(later).state, later.attempts) == (MessageState.QUEUED, 0)  # an outage uses no attempt up
    assert later.problem
    settings.EMAIL_PORT = None
    assert send_due() == 0  # and is not asked about every second


def test_a_message_is_claimed_once_and_taken_up_again_when_its_worker_dies(
    agency: Agency, server: list[EmailMessage]
) -> None:
    message = write(agency)
    assert sending._claimed(message.pk)
    assert sending._claimed(message.pk) is None
    release_stale_claims()
    assert now(message).state == MessageState.SENDING  # it may still be leaving
    Message.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=6))
    release_stale_claims()
    send_due()
    assert (now(message).state, len(server), message.attempts) == (MessageState.SENT, 1, 2)


def test_urgent_first_and_what_cannot_be_a_mail_fails_alone(agency: Agency, server: list[EmailMessage]) -> None:
    first, urgent = write(agency), write(agency, "urgent")
    Message.objects.filter(pk=first.pk).update(subject="Deux\nlignes")
    Message.objects.filter(pk=urgent.pk).update(priority=5)
    write(agency, "other")
    send_due()
    assert now(first).state == MessageState.FAILED
    assert [mail["To"] for mail in server] == ["urgent@lichen.invalid", "other@lichen.invalid"]


def test_nothing_in_a_value_becomes_a_header_or_a_placeholder(agency: Agency) -> None:
    message = write(agency, person="{link}\r\nBcc: all@lichen.invalid", place="{person}", name="A\nB")
    assert message.subject == "Bonjour {link} Bcc: all@lichen.invalid"
    assert message.text.endswith("À {person}")
    assert message.to_name == "A B"


def test_a_key_writes_once(agency: Agency) -> None:
    assert write(agency, key="one").pk == write(agency, key="one", person="Autre").pk


class TestStopping:
    def test_the_link_asks_and_only_a_post_stops(self, client: Client, agency: Agency, settings: Any) -> None:
        from jumelage.web.outbox.composing import stop_address

        settings.SITE_URL = ""
        sent, waiting = write(agency), write(agency)
        Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT)
        address = stop_address(sent)
        page = client.get(address)
        assert page.status_code == 200
        assert "Agence Lichen" in page.content.decode()
        assert not Suppression.objects.exists()
        strict = Client(enforce_csrf_checks=True)  # as mail programs do it (RFC 8058)
        assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert (now(waiting).state, now(sent).state) == (MessageState.SUPPRESSED, MessageState.SENT)
        assert write(agency).state == MessageState.SUPPRESSED
        client.post(address)
        assert Suppression.objects.get().reason == "asked"

    @pytest.mark.parametrize("token", ["x", "eyJhIjoxfQ:1", "é", "a" * 900])
    def test_a_link_that_was_not_signed_here_stops_nobody(self, client: Client, db: None, token: str) -> None:
        assert client.post(f"/stop/{token}/").status_code == 404

    def test_an_officer_stops_and_allows_with_a_trace(self, officer: Client, agency: Agency) -> None:
        officer.post("/mail/stopped/", {"email": "A@lichen.invalid", "note": "parti"})
        made = Suppression.objects.get()
        assert (made.email, made.reason, made.note) == ("a@lichen.invalid", "officer", "parti")
        officer.post(f"/mail/stopped/{made.pk}/allow/")
        assert not Suppression.objects.exists()
        assert set(AuditEntry.objects.values_list("action", flat=True)) == {"mail.stopped", "mail.allowed"}


class TestPages:
    def test_the_list_asks_the_database_as_often_for_one_as_for_thirty(
        self, officer: Client, agency: Agency, django_assert_num_queries: Any
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for n in (1, 29):
            for number in range(n):
                write(agency, f"m{number}")
                Suppression.objects.create(agency=agency, email=f"s{n}{number}@x.invalid", reason="asked")
            with CaptureQueriesContext(connection) as asked:
                assert officer.get("/mail/").status_code == 200
                assert officer.get("/mail/stopped/").status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_filters_find_and_say_when_nothing_fits(self, officer: Client, agency: Agency) -> None:
        write(agency, "anne")
        Message.objects.update(state=MessageState.FAILED, problem="550 <i>no</i>")
        write(agency, "benoit")
        shown = officer.get("/mail/?state=failed").content.decode()
        assert "anne@" in shown
        assert "benoit@" not in shown
        assert "550 &lt;i&gt;no&lt;/i&gt;" in shown
        assert "benoit@" in officer.get("/mail/?q=BENOIT&page=99").content.decode()
        assert "Aucun message ne correspond" in officer.get("/mail/?q=personne&state=sent").content.decode()
        assert officer.get("/mail/?state=nonsense&kind=%00&q=%00&page=x").status_code == 200

    def test_what_failed_goes_out_again_and_the_rest_does_not(self, officer: Client, agency: Agency) -> None:
        failed, sent = write(agency), write(agency)
        Message.objects.filter(pk=failed.pk).update(state=MessageState.FAILED, attempts=6)
        Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT)
        for message in (failed, sent):
            officer.post(f"/mail/{message.pk}/again/")
        assert (now(failed).state, failed.attempts, now(sent).state) == (MessageState.QUEUED, 0, MessageState.SENT)

    def test_a_wording_is_changed_previewed_and_given_back(self, officer: Client, agency: Agency) -> None:
        page = f"/mail/wordings/{KIND}/"
        given = {
            "subject_fr": "Salut {person}",
            "body_fr": "{link} {place} {inconnu}",
            "subject_en": "Hi",
            "body_en": "x",
        }
        assert "Marie Exemple" in officer.get(page).content.decode()
        refused = officer.post(page, given)
        assert refused.status_code == 422
        assert "{inconnu}" in refused.content.decode()
        assert not Template.objects.exists()
        shown = officer.post(f"{page}preview/", given | {"body_fr": "<script>{person}"}).content.decode()
        assert "&lt;script&gt;Marie Exemple" in shown
        officer.post(page, given | {"body_fr": "{link}\r\n{place}"}, follow=True)
        message = write(agency)
        assert (message.subject, message.text) == ("Salut Marie <b>", "https://jumelage.invalid/x/?a=1&b=2\nQuébec")
        officer.post(f"{page}default/")
        assert write(agency).subject == "Bonjour Marie <b>"

    def test_codes_are_shown_and_worded_by_nobody(self, officer: Client, agency: Agency) -> None:
        actions.enqueue(
            None, "accounts.code", "a@b.invalid", language="fr", code="1234-5678", minutes="10", address="x"
        )
        assert "a@b.invalid" not in officer.get("/mail/").content.decode()
        assert officer.get("/mail/wordings/accounts.code/").status_code == 404
        assert officer.get(f"/mail/{Message.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize(
    ("url", "kind", "host", "port", "tls", "ssl"),
    [
        ("smtps://u%40x:p%3A@mail.example:465", "smtp", "mail.example", 465, False, True),
        ("smtp://mail.example", "smtp", "mail.example", 587, True, False),
        ("smtp://mail.example:2525?starttls=0", "smtp", "mail.example", 2525, False, False),
        ("smtp://localhost", "smtp", "localhost", 25, False, False),
    ],
)
def test_the_mail_server_is_read_from_its_address(
    url: str, kind: str, host: str, port: int, tls: bool, ssl: bool
) -> None:
    mail = read_mail(url)
    read = [mail.settings[f"EMAIL_{name}"] for name in ("HOST", "PORT", "USE_TLS", "USE_SSL")]
    assert [mail.kind, *read] == [kind, host, port, tls, ssl]
    if "@" in url:
        assert (mail.settings["EMAIL_HOST_USER"], mail.settings["EMAIL_HOST_PASSWORD"]) == ("u@x", "p:")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: read_mail("http://x"),
        lambda: read_mail("smtp://"),
        lambda: read_mail("smtp://x:port"),
        lambda: read_mail("file:"),
        lambda: read_sender("personne"),
        lambda: read_sender("a@b.ca\nBcc: c@d.ca"),
        lambda: read_site("jumelage.ca", (), False),
        lambda: read_site("https://jumelage.ca/sous/chemin", (), False),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(wrong: Any) -> None:
    from jumelage.errors import InputError

    with pytest.raises(InputError, match="JUMELAGE_"):
        wrong()


def test_links_begin_with_the_address_of_the_site() -> None:
    assert read_site("https://jumelage.ca/", (), False) == "https://jumelage.ca"
    assert read_site("", ("jumelage.ca", "x"), True) == "https://jumelage.ca"
    assert read_site("", (), False) == "http://127.0.0.1:8000"
    assert read_mail("").kind == "none"
    assert read_sender("") == "Jumelage <jumelage@localhost>"


def test_a_preview_shows_values_and_not_their_meanings() -> None:
    for kind in kinds():
        for name, meaning in kind.values:
            assert kind.kind.startswith("invented.") or kind.sample(name).fr not in (name, meaning.fr), (
                kind.kind,
                name,
            )


def test_only_mail_that_awaits_an_answer_speaks_of_a_button() -> None:
    button = "vous répondez par un bouton"
    asking = {kind.kind for kind in kinds() if button in kind.body.fr}
    assert asking == {"mission.invitation", "mission.reminder", "mission.request", "link.wave"}


def test_a_name_fits_its_sentence() -> None:
    assert filled("Profil de {who}. Fin", {"who": "Acier inc."}, "fr") == "Profil d’Acier inc. Fin"
