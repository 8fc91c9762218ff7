"""Twenty people at once on a service with 1,000 organisations and a mission of 300 meetings, SQLite, two cores.

``python -m benchmarks.web.load [--short]``. A server of its own on a database of its own; each person is signed in and
opens one page after the other at three paces (``PAUSES``), all of them after a warm-up at full speed; officers also
decide on matches. Errors are counted, and should be none.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from urllib.parse import urlencode

import numpy as np
from benchmarks.results import arguments, publish, table

SLUG = "essai-2031"
HERE = f"/missions/{SLUG}/"
PAGES = {
    "missions": "/missions/",
    "mission": HERE,
    "delegation": f"{HERE}delegation/",
    "one delegate": f"{HERE}delegation/F003/",
    "matches": f"{HERE}matches/",
    "matches, page 3": f"{HERE}matches/?page=3",
    "agenda by person": f"{HERE}agenda/",
    "agenda by hour": f"{HERE}agenda/?view=hour",
    "links": f"{HERE}links/",
    "documents": f"{HERE}documents/",
    "directory": "/directory/",
    "directory, searched": "/directory/?q=usinage",
    "one organisation": "/directory/100/",
    "people": f"{HERE}people/",
    "requests": f"{HERE}requests/",
    "agenda, edited": f"{HERE}agenda/edit/",
    "versions": f"{HERE}agenda/versions/",
    "the day": f"{HERE}day/?at=2031-05-06T09:40",
    "towns": "/towns/",
    "API, organisations": "/api/organisations?limit=100",
}
PEOPLE = 20
WANTED = 200
PAUSES = (5.0, 1.0, 0.0)
"""Seconds between two pages of a person: reading, hurrying, not looking at all."""

SET_UP = """
import json, sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.conf import settings
from django.test import Client
from benchmarks.web.made import ORIGIN, TARGET, made_plan, made_profile
from jumelage.web.accounts.actions import found_agency
from jumelage.web.accounts.models import Membership, User
from jumelage.web.directory.actions import enter_organisations
from jumelage.web.missions.agenda.actions.plans import load_plan
organisations, meetings, people = map(int, sys.argv[1:])
agency, officer = found_agency("Agence d'essai", "essai", officer_email="agent@essai.invalid", officer_name="Agent")
load_plan(agency, made_plan(30, 60, meetings // 30), officer)
more = [made_profile(f"O{n:03d}", ORIGIN if n % 2 else TARGET) for n in range(organisations - 90)]
enter_organisations(agency, more, {})
keys = []
for number in range(people):
    user = User.objects.create_user(f"agent{number}@essai.invalid", name=f"Agent {number}")
    Membership.objects.create(user=user, agency=agency, role="officer")
    browser = Client()
    browser.force_login(user)
    keys.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
print(json.dumps(keys))
"""


class Person(threading.Thread):
    """Somebody who opens pages until the time is over, and decides on matches when an officer."""

    def __init__(self, number: int, port: int, key: str, until: float, pause: float) -> None:
        super().__init__()
        self.number, self.port, self.key, self.until, self.pause = number, port, key, until, pause
        self.times: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self.random = random.Random(number)

    def run(self) -> None:
        """Open pages."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        names = list(PAGES)
        time.sleep(self.random.uniform(0.0, self.pause))  # nobody waits for the others to press
        while time.perf_counter() < self.until:
            name = self.random.choice(names)
            body = self._ask(connection, name, "GET", PAGES[name])
            if name == "matches" and self.number % 4 == 0:
                self._decide(connection, body)
            if self.pause:
                time.sleep(self.random.uniform(0.5, 1.5) * self.pause)
        connection.close()

    def _ask(
        self, connection: http.client.HTTPConnection, name: str, method: str, path: str, form: dict | None = None
    ) -> str:
        headers = {"Cookie": f"sessionid={self.key}; csrftoken={'c' * 32}; django_language=fr"}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        start = time.perf_counter()
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        self.times[name].append(1_000 * (time.perf_counter() - start))
        if answer.status not in (200, 302) and not (form and answer.status == 422):  # a form may say no
            self.wrong.append(f"{name}: {answer.status}")
        return body

    def _decide(self, connection: http.client.HTTPConnection, page: str) -> None:
        """Accept a pair of the page, and take it back: two changes to the database."""
        pairs = re.findall(r'name="pair" value="(\d+-\d+)"', page)
        if not pairs:
            return
        form = {
            "csrfmiddlewaretoken": "c" * 32,
            "pair": self.random.choice(pairs),
            "verdict": "accepted",
            "relation": "partner",
        }
        self._ask(connection, "decide", "POST", f"{HERE}matches/decide/", form)


def measured(
    port: int, keys: list[str], seconds: float, pause: float
) -> tuple[dict[str, list[float]], list[str], float]:
    """Let everyone in at once; return the milliseconds of each page, what went wrong, pages a second."""
    until = time.perf_counter() + seconds
    people = [Person(number, port, key, until, pause) for number, key in enumerate(keys)]
    start = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    times: dict[str, list[float]] = defaultdict(list)
    for person in people:
        for name, taken in person.times.items():
            times[name] += taken
    total = sum(map(len, times.values()))
    return times, [text for person in people for text in person.wrong], total / (time.perf_counter() - start)


def main() -> None:
    """Set up, serve, measure, write."""
    short = arguments(__doc__ or "").short
    organisations, meetings, people, seconds = (120, 60, 4, 4.0) if short else (1_000, 300, PEOPLE, 40.0)
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"JUMELAGE_HOME": home, "DJANGO_SETTINGS_MODULE": "jumelage.web.settings"}
        env.pop("DATABASE_URL", None)
        made = subprocess.run(
            [sys.executable, "-c", SET_UP, str(organisations), str(meetings), str(people)],
            env=env, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        keys = json.loads(made.stdout.strip().splitlines()[-1])
        command = [sys.executable, "-c", "from jumelage.cli.serve import serve; serve()", "--port", "18765"]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            assert server.stdout is not None
            server.stdout.readline()
            measured(18765, keys, seconds / 4, 0.0)  # each process has read its templates
            rounds = [(pause, *measured(18765, keys, seconds, pause)) for pause in PAUSES]
            server.terminate()
    publish("web", "Twenty people at once", _said(rounds, organisations, meetings, people), short=short)
    if any(wrong for _, _, wrong, _ in rounds):
        sys.exit(f"errors: {[wrong[:5] for _, _, wrong, _ in rounds]}")


def _said(rounds: list, organisations: int, meetings: int, people: int) -> str:
    lines = []
    for pause, times, wrong, rate in rounds:
        everything = [taken for page in times.values() for taken in page]
        pace = f"a page every {pause:g} s each" if pause else "no pause at all"
        lines.append(
            (pace, f"{rate:.1f}", f"{np.median(everything):.0f}", f"{np.percentile(everything, 95):.0f}", len(wrong))
        )
    read = rounds[0][1]
    pages = [
        (name, *(f"{np.percentile(times.get(name, [0.0]), 95):.0f}" for _, times, _, _ in rounds))
        for name in sorted(read, key=lambda page: -np.percentile(read[page], 95))
    ]
    slow = [line[0] for line in lines if float(line[3]) >= WANTED]
    verdict = (
        f"reached, but at {', '.join(slow)}" if slow and len(slow) < len(lines) else "**missed**" if slow else "reached"
    )
    return (
        f"{organisations:,} organisations, {meetings} meetings, {people} people at once, SQLite, the program that asks on "
        f"the same two cores. Wanted: p95 under {WANTED} ms a page: {verdict}.\n\n"
        + table(("pace", "pages a second", "median ms", "p95 ms", "errors"), lines)
        + "\n\n"
        + table(("page, p95 ms", *(line[0] for line in lines)), pages)
    )


if __name__ == "__main__":
    main()
