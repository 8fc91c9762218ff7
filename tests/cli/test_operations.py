"""Check, back up, restore; the slow ones as the operator does, each command a process on a home of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from jumelage.cli.service.check import check
from jumelage.errors import InputError, NoResultError
from jumelage.web.accounts.actions import found_agency
from jumelage.web.environment import read_environment
from jumelage.web.jobs.models import Job, Sweep
from jumelage.web.service.backup import make_copy, open_copy, read_copy
from jumelage.web.service.restore import check_plain, put_back

sys.path.insert(0, str(Path(__file__).parent))  # the server of PostgreSQL is imported by name

COMMAND = [sys.executable, "-c", "from jumelage.cli.main import run; run()"]
QUIET = {
    "DATABASE_URL": "",
    "JUMELAGE_DEMO": "",
    "JUMELAGE_HOSTS": "",
    "JUMELAGE_EMAIL_URL": "",
    "JUMELAGE_SECRET_KEY": "",
}
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jumelage.web.accounts.actions import found_agency, record_change
from jumelage.web.outbox.models import Message
agency, officer = found_agency("Agence Lichen", "lichen", officer_email="officer@lichen.invalid", officer_name="Élise")
record_change(agency, officer, "thing.changed", "thing:1", after={"é": [1, None, "«"]})
Message.objects.create(agency=agency, kind="x", to="a@b.invalid", subject="S", text="T")
from django.contrib.sessions.models import Session
from django.utils import timezone
Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
"""


def call(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    variables = os.environ | QUIET | {"JUMELAGE_HOME": str(home)} | env
    variables.pop("DJANGO_SETTINGS_MODULE", None)  # a person's shell does not set it
    return subprocess.run(
        [*COMMAND, *arguments], env=variables, check=False, capture_output=True, text=True, timeout=120
    )


def fill(home: Path, **env: str) -> None:
    variables = (
        os.environ | QUIET | {"JUMELAGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jumelage.web.settings"} | env
    )
    subprocess.run([sys.executable, "-c", FILL], env=variables, check=True, timeout=120)


def ask(home: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(home / "jumelage.sqlite3")) as database:
        return database.execute(question).fetchall()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds something, and a copy of it beside."""
    home = tmp_path_factory.mktemp("kept")
    fill(home)
    made = call(home, "backup", str(home / "copy.zip"), "--json", "--with-secret")
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


def checks(answer: Any) -> dict[str, str]:
    return {row["name"]: row["state"] for row in json.loads(answer.stdout)["checks"]}


def run_check(*arguments: str, **env: str) -> Any:
    return CliRunner(env=QUIET | env).invoke(check, arguments)


def test_check_names_what_is_wrong_with_its_remedy(db: None, tmp_path: Path, settings: Any) -> None:
    home = {"JUMELAGE_HOME": str(tmp_path)}
    fine = run_check("--json", **home)
    assert fine.exit_code == 0, fine.stdout
    assert checks(fine) | {"mail": "warning", "worker": "warning", "tables": "ok", "secret": "ok"} == checks(fine)
    (tmp_path / "secret_key").chmod(0o644)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    bad = run_check(
        "--json", "--lang", "en", JUMELAGE_HOSTS="ville.example", JUMELAGE_EMAIL_URL="smtp://127.0.0.1:1", **home
    )
    assert bad.exit_code == 1
    assert checks(bad) | {"secret": "wrong", "https": "wrong", "mail": "wrong", "sender": "wrong"} == checks(bad)
    assert all(row["remedy"] for row in json.loads(bad.stdout)["checks"] if row["state"] == "wrong")
    unreadable = run_check("--json", JUMELAGE_EMAIL_URL="carrier-pigeon://x", **home)
    assert (unreadable.exit_code, checks(unreadable)) == (1, {"JUMELAGE_EMAIL_URL": "wrong"})


def test_check_starts_django_by_itself(copy: Path) -> None:
    answer = call(copy.parent / "home", "check", "--json")
    assert answer.returncode == 0, answer.stderr
    assert checks(answer)["tables"] == "ok"


def test_check_sees_tables_behind_late_work_and_failing_sweeps(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency, _ = found_agency("A", "a", officer_email="a@a.invalid", officer_name="A")
    Job.objects.create(agency=agency, kind="x", subject="y")
    Job.objects.update(asked_at=timezone.now() - dt.timedelta(hours=1))
    Sweep.objects.create(name="remind", problem="RuntimeError: boom")
    late = run_check("--json", JUMELAGE_HOME=str(tmp_path))
    assert checks(late) | {"worker": "wrong", "sweeps": "wrong", "accounts": "ok"} == checks(late)
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_: [("towns", "0002")])
    behind = run_check("--lang", "fr", JUMELAGE_HOME=str(tmp_path))
    assert behind.exit_code == 1
    assert "Lancez «\u00a0jumelage migrate\u00a0»" in behind.stdout


def test_a_copy_with_more_than_it_lists_or_with_triggers_is_refused(copy: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.zip"
    shutil.copy(copy, more)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("rows.jsonl", "{}")
    with pytest.raises(InputError):
        read_copy(more)
    database = open_copy(copy, tmp_path)
    check_plain(database, copy)
    with closing(sqlite3.connect(database)) as changed:
        changed.execute("CREATE TRIGGER t AFTER INSERT ON accounts_agency BEGIN DELETE FROM accounts_user; END")
    with pytest.raises(InputError, match="not sound"):
        check_plain(database, copy)


def test_what_the_service_keeps_is_its_owners_alone(tmp_path: Path) -> None:
    environment = read_environment({"JUMELAGE_HOME": str(tmp_path / "home")})
    environment.keep_private()
    for path, mode in ((environment.home, 0o700), (environment.home / "jumelage.sqlite3", 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.fixture
def copy(db: None, tmp_path: Path) -> Path:
    """A copy of an embedded database that holds something, a session included."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database")
    found_agency("A", "a", officer_email="a@a.invalid", officer_name="A")
    Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
    home = tmp_path / "home"
    environment = read_environment({"JUMELAGE_HOME": str(home)})
    (home / "jumelage.sqlite3").write_bytes(connection.connection.serialize())
    make_copy(tmp_path / "copy.zip", environment, with_secret=True)
    return tmp_path / "copy.zip"


def test_a_copy_is_whole_private_and_without_what_is_passing(copy: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    manifest = read_copy(copy)
    assert set(manifest["files"]) == {"database.sqlite3", "secret_key"}
    with closing(sqlite3.connect(open_copy(copy, tmp_path))) as database:
        assert database.execute("SELECT count(*) FROM accounts_user").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert {path.name for path in tmp_path.iterdir()} == {"home", "copy.zip", "database.sqlite3"}  # nothing half-made
    with pytest.raises(InputError, match="cannot be written"):
        make_copy(Path("/proc/nowhere/copy.zip"), read_environment({"JUMELAGE_HOME": str(tmp_path / "home")}))


def test_what_is_no_sound_copy_is_refused_before_anything_is_touched(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    changed = bytearray(parts["database.sqlite3"])
    changed[5000] ^= 1

    def written(name: str, **other: bytes) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part, content in (parts | other).items():
                archive.writestr(part, content)
        return tmp_path / name

    (tmp_path / "notes.txt").write_text("ceci n'est pas une copie", encoding="utf-8")
    (tmp_path / "cut.zip").write_bytes(copy.read_bytes()[:-200])
    cases = [
        tmp_path / "absent.zip",
        tmp_path / "notes.txt",
        tmp_path / "cut.zip",
        tmp_path,
        written("none.zip", **{"manifest.json": b"{}"}),
        written("list.zip", **{"manifest.json": b"[]"}),
        written("changed.zip", **{"database.sqlite3": bytes(changed)}),
    ]
    for file in cases:
        with pytest.raises(InputError):
            read_copy(file)
    with pytest.raises(NoResultError, match="later than this one"):
        read_copy(written("format.zip", **{"manifest.json": json.dumps(manifest | {"format": 99}).encode()}))
    home = read_environment({"JUMELAGE_HOME": str(tmp_path / "home")})
    later = json.dumps(manifest | {"migrations": [*manifest["migrations"], "accounts.9999_later"]}).encode()
    with pytest.raises(NoResultError, match=r"accounts\.9999_later"):
        put_back(written("later.zip", **{"manifest.json": later}), home, replace=True)
    with pytest.raises(NoResultError, match="nothing was changed"):
        put_back(copy, home)  # sound, but the service is not empty


@pytest.mark.slow
def test_a_copy_comes_back_elsewhere_or_in_place_of_what_changed(home: Path, tmp_path: Path) -> None:
    new = tmp_path / "elsewhere"
    done = call(new, "restore", str(home / "copy.zip"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["version"]
    for question in (
        "SELECT * FROM accounts_user",
        "SELECT * FROM accounts_auditentry",
        "SELECT * FROM outbox_message",
    ):
        assert ask(new, question) == ask(home, question)
    assert (new / "secret_key").read_text() == (home / "secret_key").read_text()
    with closing(sqlite3.connect(home / "jumelage.sqlite3")) as serving:  # as a server that runs
        serving.execute("UPDATE accounts_user SET name = 'autre'")
        serving.commit()
        assert call(home, "restore", str(home / "copy.zip"), "--replace").returncode == 0
        assert serving.execute("SELECT name FROM accounts_user").fetchone() == ("Élise",)
    assert not list(home.glob(".restore-*"))


@pytest.mark.postgres
def test_a_copy_made_on_one_database_comes_back_on_the_other(kept: Path, tmp_path: Path) -> None:
    from postgresql_server import server

    there, back = tmp_path / "there", tmp_path / "back"
    with server() as url:
        done = call(there, "restore", str(kept / "copy.zip"), "--json", DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        assert call(there, "restore", str(kept / "copy.zip"), DATABASE_URL=url).returncode == 1
        assert call(there, "restore", str(kept / "copy.zip"), "--replace", DATABASE_URL=url).returncode == 0
        opened = call(there, "account", "new@lichen.invalid", "--agency", "Agence Lichen", DATABASE_URL=url,
                      JUMELAGE_PASSWORD="un mot de passe assez long")  # fmt: skip
        assert opened.returncode == 0, opened.stderr  # new rows are numbered after those that came
        made = call(there, "backup", str(there / "rows.zip"), "--json", DATABASE_URL=url)
        assert set(json.loads(made.stdout)["files"]) == {"rows.jsonl"}
        assert call(there, "restore", str(there / "rows.zip"), "--replace", DATABASE_URL=url).returncode == 0
        assert call(there, "check", "--json", DATABASE_URL=url).returncode == 0
    assert call(back, "restore", str(there / "rows.zip")).returncode == 0
    for columns, table in (("action, subject, after", "accounts_auditentry"), ("kind, text, uid", "outbox_message")):
        assert ask(back, f"SELECT {columns} FROM {table}") == ask(kept, f"SELECT {columns} FROM {table}")
    assert ask(back, "SELECT email FROM accounts_user ORDER BY id")[1:] == [("new@lichen.invalid",)]
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(there / "rows.zip") as archive, zipfile.ZipFile(damaged, "w") as other:
        lines = archive.read("rows.jsonl")[:-30] + b'\n{"model": "auth.permission"}\n'
        manifest = json.loads(archive.read("manifest.json"))
        manifest["files"]["rows.jsonl"]["sha256"] = hashlib.sha256(lines).hexdigest()
        other.writestr("manifest.json", json.dumps(manifest))
        other.writestr("rows.jsonl", lines)
    before = ask(back, "SELECT count(*) FROM accounts_user")
    refused = call(back, "restore", str(damaged), "--replace")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert ask(back, "SELECT count(*) FROM accounts_user") == before
