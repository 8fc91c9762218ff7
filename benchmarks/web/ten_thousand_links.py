"""An agency with ten thousand links: the board, Today, one link and a mission's report, as an officer asks for them.

``python -m benchmarks.web.ten_thousand_links [--short]``. A database of its own; pages go through the whole application
by Django's client, one after the other, without a network; the report through the function of the job and the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from benchmarks.results import arguments, publish, table

PAGES = {
    "board": "/links/",
    "board, searched": "/links/?q=Acier+77",
    "Today": "/today/",
    "one link": "/links/5000/",
}
WANTED_MS, WANTED_REPORT_S = 200, 10
LINKS = 10_000
COLUMNS = ("page", "median, ms", "p95, ms", "CPU median, ms", "CPU p95, ms", f"p95 under {WANTED_MS} ms")

RUN = """
import datetime as dt, json, sys, time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.conf import settings
from django.test import Client
from django.utils import timezone
from benchmarks.web.made import made_plan
from jumelage.mission.reporting.files import report_files
from jumelage.outcomes import Attribution, Stage
from jumelage.web.accounts.actions import found_agency
from jumelage.web.links.models import Link, LinkStep
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.reports.actions import freeze_mission
links, times, pages = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
settings.ALLOWED_HOSTS.append("testserver")
agency, officer = found_agency("Agence d'essai", "essai", officer_email="agent@essai.invalid", officer_name="Agent")
mission = load_plan(agency, made_plan(30, 60, 10), officer)
today = timezone.localdate()
stages, origins = list(Stage), list(Attribution)
Link.objects.bulk_create([
    Link(agency=agency, mission=mission, code=f"made-{n}", a_name=f"Acier {n % 900}", b_name=f"Quai {n % 700}", relation="client",
         what_fr="Une première pièce à l'essai", what_en="A first part on trial", stage=stages[n % len(stages)],
         attribution=origins[n % len(origins)], owner=officer, opened_on=today - dt.timedelta(days=n % 1000),
         last_step_on=today - dt.timedelta(days=n % 400),
         next_step="Envoyer le dessin" if n % 3 == 0 else "", next_due=today + dt.timedelta(days=n % 90 - 5) if n % 3 == 0 else None)
    for n in range(links)
], batch_size=500)
LinkStep.objects.bulk_create([
    LinkStep(link_id=pk, stage="talks", dated="2031-01-01") for pk in Link.objects.values_list("pk", flat=True) for _ in range(3)
], batch_size=500)
browser = Client()
browser.force_login(officer)
first = Link.objects.order_by("pk").first().pk
found = {}
for name, path in pages.items():
    path = path.replace("5000", str(first + links // 2))
    spent = []
    for _ in range(times + 3):
        started, worked = time.perf_counter(), time.process_time()
        answer = browser.get(path)
        spent.append((time.perf_counter() - started, time.process_time() - worked))
        assert answer.status_code == 200, (path, answer.status_code)
    found[name] = spent[3:]
started, worked = time.perf_counter(), time.process_time()
frozen = freeze_mission(mission, timezone.now())
computed = time.perf_counter() - started, time.process_time() - worked
sizes = {file: len(make()) for file, make in report_files(frozen, "fr").items()}
found["report"] = [computed, (time.perf_counter() - started, time.process_time() - worked)]
print(json.dumps(found))
"""


def main() -> None:
    """Measure, and keep the table."""
    short = arguments(__doc__ or "").short
    links, times = (300, 3) if short else (LINKS, 25)
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"JUMELAGE_HOME": home, "DJANGO_SETTINGS_MODULE": "jumelage.web.settings"}
        command = [sys.executable, "-c", RUN, str(links), str(times), json.dumps(PAGES)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
    found = json.loads(done.stdout.splitlines()[-1])
    computed, written = found.pop("report")
    rows = []
    for name, spent in found.items():
        wall, work = ([1000 * one[which] for one in spent] for which in (0, 1))
        shown = [float(np.percentile(given, q)) for given, q in ((wall, 50), (wall, 95), (work, 50), (work, 95))]
        rows.append((name, *(f"{ms:.0f}" for ms in shown), "yes" if shown[1] < WANTED_MS else "no"))
    text = (
        f"{times} requests a page, one after the other, through the whole application without a network.\n\n"
        f"{table(COLUMNS, rows)}\n\n"
        f"The report of a mission with all of them: figures and document {computed[0]:.1f} s ({computed[1]:.1f} s of CPU), with "
        f"all seven files {written[0]:.1f} s ({written[1]:.1f} s of CPU; wanted: under {WANTED_REPORT_S} s). Wall times are "
        "those of a machine shared with other work; CPU times are this process's."
    )
    publish("web", f"{links:,} links".replace(",", " "), text, short=short)


if __name__ == "__main__":
    main()
