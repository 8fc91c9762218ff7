"""A whole service as an operator runs it: commands, a server, a worker, mail in a folder; only its clock is the test's."""

from __future__ import annotations

import datetime as dt
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from jumelage.cli.main import run; run()"]
PASSWORD = "Un-passage-de-12-lichens"
ZONE = ZoneInfo("America/Toronto")
PATIENCE = 60  # seconds that a worker of a busy machine may take


@dataclass
class Service:
    """A service that runs: its address, what its filling wrote, its mail and its clock."""

    address: str
    known: dict[str, Any]
    home: Path

    def set_clock(self, moment: dt.datetime) -> None:
        """Make it this hour in the service, counting from now on; a moment without a zone is the mission's own."""
        ahead = moment.replace(tzinfo=moment.tzinfo or ZONE) - dt.datetime.now(ZONE)
        fresh = self.home / "ahead.new"
        fresh.write_text(str(ahead.total_seconds()))
        fresh.replace(self.home / "ahead")

    def mails(self, to: str) -> list[EmailMessage]:
        """Read what was sent to an address, oldest first."""
        found = []
        for file in sorted((self.home / "mail").glob("*.log"), key=lambda file: file.name):
            for part in re.split(rb"\n-{79}\n", file.read_bytes()):
                if part.strip():
                    found.append(email.message_from_bytes(part.lstrip(), policy=email.policy.default))
        return [mail for mail in found if to in str(mail["To"])]

    def mail(self, to: str, subject: str, *, after: int = 0) -> EmailMessage:
        """Wait for the newest mail to an address with these words in its subject, the first ``after`` left out."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            fitting = [mail for mail in self.mails(to) if subject in str(mail["Subject"])]
            if len(fitting) > after:
                return fitting[-1]
            time.sleep(0.3)
        raise AssertionError(f"no “{subject}” to {to}: {[str(mail['Subject']) for mail in self.mails(to)]}")


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage, path: str = "/") -> str:
    """Return the first address of a mail that goes to a path of the service."""
    found = re.search(rf"http://127\.0\.0\.1:\d+({re.escape(path)}\S*)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def calendar_of(mail: EmailMessage) -> Any:
    """Read the calendar of a mail."""
    from icalendar import Calendar

    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1, str(mail)
    return Calendar.from_ical(parts[0].get_content())


@contextmanager
def serviced(home: Path, officer: str, agency: str, fill: str) -> Iterator[Service]:
    """Open an account by command, run ``fill`` in the database, serve with a worker beside; ``fill`` writes JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ahead = home / "ahead"
    ahead.write_text("0")
    env = os.environ | {
        "JUMELAGE_HOME": str(home),
        "JUMELAGE_EMAIL_URL": f"file:{home / 'mail'}",
        "JUMELAGE_SITE_URL": f"http://127.0.0.1:{port}",
        "JUMELAGE_PASSWORD": PASSWORD,
        "JUMELAGE_TESTED_AHEAD": str(ahead),
        "DJANGO_SETTINGS_MODULE": "jumelage.web.settings",
        "PYTHONPATH": os.pathsep.join(map(str, (HERE / "clock", HERE.parents[1] / "src", HERE.parent / "web"))),
    }
    for name in ("DATABASE_URL", "JUMELAGE_DEMO"):
        env.pop(name, None)
    opened = [*COMMAND, "account", officer, "--agency", agency, "--name", "Sacha Agente"]
    subprocess.run(opened, env=env, check=True, timeout=180, capture_output=True)
    filled = [sys.executable, "-c", f"import django; django.setup()\n{fill}"]
    written = subprocess.run(filled, env=env, check=True, timeout=120, stdout=subprocess.PIPE, text=True).stdout
    command = [*COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found
            wait(lambda: _well(found[0]), "the service with its worker")
            yield Service(found[0].rstrip("/"), json.loads(written.splitlines()[-1]), home)
        finally:
            server.terminate()


def _well(address: str) -> bool:
    """Tell whether the service and its queue answer."""
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, f"never came: {what}"
        time.sleep(0.2)
