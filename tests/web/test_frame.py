"""The frame around the pages: headers, the demonstration's sign-in, the environment, the catalogue, the documentation."""

from __future__ import annotations

import datetime as dt
import logging
import re
import stat
import time
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone

from jumelage.errors import InputError
from jumelage.web import translate
from jumelage.web.accounts.actions import found_agency
from jumelage.web.accounts.models import Agency
from jumelage.web.environment import read_environment
from jumelage.web.jobs.models import Job, Worker
from jumelage.web.logs import Line, NoFlood
from jumelage.web.outbox.models import Message
from jumelage.web.service import health

ROOT = Path(__file__).parents[2]


def test_answers_carry_strict_headers(client: Client, db: None) -> None:
    answer = client.get("/sign-in/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/sign-in/")["Content-Security-Policy"] != policy  # a nonce serves once


def test_text_is_compressed_and_the_rest_is_as_it_was(client: Client, db: None) -> None:
    def encoding(address: str) -> str:
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        answer.close()
        return answer.get("Content-Encoding", "")

    assert encoding("/sign-in/") == encoding("/static/web/jumelage.css") == "gzip"
    assert encoding("/static/web/fonts/InterVariable-latin.woff2") == encoding("/static/web/icon-192.png") == ""


def test_forms_from_elsewhere_are_refused_with_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Ce formulaire a trop attendu" in answer.content.decode()


def test_no_line_of_a_template_is_longer_than_a_screen() -> None:
    files = (ROOT / "src/jumelage/web/templates").rglob("*.html")
    lines = [(file.name, n, len(line)) for file in files for n, line in enumerate(file.read_text().split("\n"), 1)]
    assert len(lines) > 10_000
    assert [one for one in lines if one[2] > 160] == []


def test_an_inline_template_adds_no_space_at_its_ends(rf: RequestFactory) -> None:
    written = (
        engines["django"].from_string('[{% inline "practices/step_name.html" name="re-use" %}]').render({}, rf.get("/"))
    )
    assert written == "[Réutiliser]"


def test_a_failure_says_what_to_do(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("jumelage.web.towns.queries.visible_to", fail)
    client.raise_request_exception = False
    client.force_login(found_agency("A", "a", officer_email="a@a.invalid", officer_name="A")[1])
    answer = client.get("/towns/")
    assert answer.status_code == 500
    assert "Une panne de notre côté" in answer.content.decode()
    assert "boom" not in answer.content.decode()


def test_health_tells_when_the_database_is_behind(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_: [("towns", "0002")])
    assert client.get("/healthz").status_code == 503


def test_health_tells_what_keeps_the_service_from_its_work(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def problems() -> list[str]:
        answer = client.get("/healthz")
        assert answer.status_code == (503 if "problems" in answer.json() else 200)
        return list(answer.json().get("problems", []))

    settings.MAIL_KIND = "smtp"
    ago = timezone.now() - dt.timedelta(minutes=11)
    monkeypatch.setattr(health, "_STARTED", time.monotonic() - 121)
    assert problems() == ["no worker"]
    Worker.objects.create(name="w", seen_at=timezone.now())
    assert problems() == []
    job = Job.objects.create(agency=agency, kind="x", subject="y")
    message = Message.objects.create(agency=agency, kind="x", to="a@b.invalid", subject="S", text="T")
    assert problems() == []
    Job.objects.update(asked_at=ago)
    Message.objects.update(next_try=ago)
    assert problems() == ["job waits", "mail waits"]
    assert 'jumelage_jobs{state="waiting"} 1\n' in client.get("/metrics").content.decode()
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    job.delete()
    message.delete()
    MigrationRecorder(connection).record_applied("jobs", "0999_of_a_later_version")
    assert problems() == ["newer database"]


def test_the_log_counts_what_repeats_and_names_nobody() -> None:
    line, filter_ = Line(), NoFlood()
    records = [logging.LogRecord("a", logging.ERROR, "f.py", 3, "no answer to %s", ("elle@b.invalid",), None)] * 20
    written = [line.format(record) for record in records if filter_.filter(record)]
    assert len(written) == 5
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR a \[-\] no answer to …@…", written[0])


@pytest.mark.parametrize(
    ("more", "signed_in"),
    [
        ({}, True),
        ({"REMOTE_ADDR": "192.0.2.7"}, False),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
        ({"HTTP_FORWARDED": "for=192.0.2.7"}, False),
        ({"HTTP_HOST": "evil.example"}, False),
    ],
)
def test_the_demonstration_signs_in_this_machine_only(
    client: Client, db: None, settings: Any, more: dict[str, str], signed_in: bool
) -> None:
    found_agency("A", "a", officer_email=settings.DEMO_EMAIL, officer_name="Démo")
    settings.ALLOWED_HOSTS = ["*"]
    address = {"HTTP_HOST": "127.0.0.1:8000"} | more
    assert client.get("/missions/", **address).status_code == 302
    settings.DEMO = True
    assert (client.get("/missions/", **address).status_code == 200) is signed_in


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


class TestEnvironment:
    def test_the_secret_key_is_made_once_and_kept_private(self, tmp_path: Path) -> None:
        first = read_environment({"JUMELAGE_HOME": str(tmp_path / "new")})
        again = read_environment({"JUMELAGE_HOME": str(tmp_path / "new")})
        assert first.secret_key == again.secret_key
        assert len(first.secret_key) >= 50
        assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600

    def test_the_embedded_database_lets_readers_read_while_it_writes(self, tmp_path: Path) -> None:
        database = read_environment({"JUMELAGE_HOME": str(tmp_path)}).database
        assert database["NAME"] == tmp_path / "jumelage.sqlite3"
        assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]

    def test_postgresql_is_read_from_its_address(self, tmp_path: Path) -> None:
        values = {"JUMELAGE_HOME": str(tmp_path), "DATABASE_URL": "postgresql://u:p%40ss@db:6543/ville?sslmode=require"}
        database = read_environment(values).database
        assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"]) == (
            "u",
            "p@ss",
            "db",
            "6543",
        )
        assert (database["NAME"], database["OPTIONS"]) == ("ville", {"sslmode": "require"})

    @pytest.mark.parametrize(
        ("values", "place"),
        [
            ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
            ({"DATABASE_URL": "postgresql://host:port/x"}, "DATABASE_URL"),
            ({"JUMELAGE_DEMO": "maybe"}, "JUMELAGE_DEMO"),
            ({"JUMELAGE_HOME": "/proc/nowhere"}, "JUMELAGE_HOME"),
        ],
    )
    def test_a_mistake_names_the_variable_and_the_remedy(
        self, tmp_path: Path, values: dict[str, str], place: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            read_environment({"JUMELAGE_HOME": str(tmp_path)} | values)
        (problem,) = caught.value.problems
        assert problem.place == place
        assert problem.remedy.fr
        assert problem.remedy.en

    def test_every_variable_is_documented(self) -> None:
        source = (ROOT / "src/jumelage/web/environment.py").read_text(encoding="utf-8")
        variables = set(re.findall(r'"(JUMELAGE_\w+|DATABASE_URL)"', source))
        page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
        assert variables == set(re.findall(r"^\| `(\w+)`", page, re.M))


class TestCatalogue:
    catalogue = polib.pofile(str(translate.CATALOGUE))

    def test_french_is_complete(self) -> None:
        said = {(message.text, message.context) for message in translate.messages()}
        kept = {(entry.msgid, entry.msgctxt or "") for entry in self.catalogue}
        assert said == kept, "run python -m jumelage.web.translate"
        assert not [entry.msgid for entry in self.catalogue if not entry.translated() or entry.fuzzy]

    def test_the_compiled_catalogue_is_that_of_the_text(self) -> None:
        compiled = polib.mofile(str(translate.CATALOGUE.with_suffix(".mo")))
        assert {(e.msgid, e.msgstr, tuple(e.msgstr_plural.values())) for e in compiled} == {
            (e.msgid, e.msgstr, tuple(e.msgstr_plural.values())) for e in self.catalogue
        }

    def test_french_keeps_its_spaces_and_its_placeholders(self) -> None:
        for entry in self.catalogue:
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                assert not re.search(r"(?<=[^\u00a0\s])[:;?!»](?![/\d])|« ", text.replace("https:", "")), text
                assert not re.search(r" [:;?!»]", text), text
            wanted = set(re.findall(r"%\(\w+\)s|</?\w+>", entry.msgid + entry.msgid_plural))
            given = set(re.findall(r"%\(\w+\)s|</?\w+>", entry.msgstr + "".join(entry.msgstr_plural.values())))
            assert given <= wanted, entry.msgid
            assert wanted <= given | {"%(n)s"}, entry.msgid


def test_the_log_writes_no_token_that_lets_somebody_in() -> None:
    for path in ("request/a:b-c_d", "invitation/a.b", "after/a:b", "stop/a:b", "calendar/secret.ics"):
        words = ("Unprocessable Entity", f"/{path}/")
        record = logging.LogRecord("django.request", logging.WARNING, "f.py", 3, "%s: %s", words, None)
        assert Line().format(record).endswith(f"/{path.partition('/')[0]}/…/"), path
