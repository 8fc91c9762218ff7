"""Jobs: what a reader sees, how they stop, what happens when a worker dies; sweeps done once however many workers."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.web.accounts.models import Agency, User
from jumelage.web.jobs import periodic, registry, runner
from jumelage.web.jobs.actions import ask, cancel
from jumelage.web.jobs.heartbeat import stopping, workers_alive
from jumelage.web.jobs.maintenance import take_up_again
from jumelage.web.jobs.models import Job, Sweep, Worker
from jumelage.web.jobs.registry import Running, handles
from jumelage.web.jobs.rules import SILENCE, JobState
from jumelage.web.jobs.tasks import perform

KIND = "invented.work"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(periodic, "_sweeps", {})
    monkeypatch.setattr(runner, "TELL_EVERY", 0.0)
    yield
    stopping.clear()


def asked(agency: Agency, user: Any = None) -> Job:
    return ask(agency, user, KIND, "thing:1", size=3)


def fresh(job: Job) -> Job:
    job.refresh_from_db()
    return job


def queued() -> int:
    return DBTaskResult.objects.filter(status="READY").count()


def test_a_job_tells_how_far_it_is_and_where_its_result_is(officer: Client, agency: Agency) -> None:
    pages = []

    @handles(KIND, name=Bilingual(fr="Calcul inventé", en="Invented work"))
    def work(running: Running) -> dict[str, Any]:
        running.tell(share=0.4, words=Bilingual(fr="Quatre sur dix", en="Four in ten"), bound=7)
        pages.append(officer.get(f"/jobs/{job.pk}/").content.decode())
        return {"address": "/towns/", "words": Bilingual(fr="Dix sur dix", en="Ten in ten")}

    job = asked(agency)
    assert asked(agency).pk == job.pk  # idempotent
    assert "Attend son tour" in officer.get(f"/jobs/{job.pk}/").content.decode()
    perform.call(job.pk)
    perform.call(job.pk)
    assert len(pages) == 1
    assert "Calcul inventé" in pages[0]
    assert 'value="0.400"' in pages[0]
    assert "Quatre sur dix" in pages[0]
    assert fresh(job).progress["bound"] == 7
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert "Dix sur dix" in page
    assert 'href="/towns/"' in page
    assert "hx-get" not in page


def test_the_page_asks_for_what_changed_until_it_is_over(officer: Client, agency: Agency) -> None:
    job = asked(agency)
    address = f"/jobs/{job.pk}/progress/"
    assert officer.get(address, {"seen": job.seen}).status_code == 204
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    answer = officer.get(address, {"seen": job.seen})
    assert answer.status_code == 200
    assert 'role="status"' in answer.content.decode()  # a new state is said aloud, a new percentage is not
    seen = fresh(job).seen
    Job.objects.filter(pk=job.pk).update(progress={"share": 0.5})
    assert 'role="status"' not in officer.get(address, {"seen": seen}).content.decode()
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, problem={"fr": "Rien <b>", "en": "Nothing"})
    answer = officer.get(address, {"seen": seen, "reload": "1"})
    assert (answer.status_code, answer["HX-Trigger"], answer["HX-Refresh"]) == (286, "job-over", "true")
    assert "Rien &lt;b&gt;" in answer.content.decode()


@pytest.mark.parametrize("result", [{"address": "//evil.example"}, {"address": "https://evil.example"}, {"words": 3}])
def test_a_result_leads_nowhere_else(officer: Client, agency: Agency, result: dict[str, Any]) -> None:
    job = Job.objects.create(agency=agency, kind=KIND, subject="x", state=JobState.DONE, result=result)
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert "evil.example" not in page
    assert "C’est fait" in page


def test_stopping_is_asked_for_and_seen_by_the_handler(
    officer: Client, agency: Agency, people: dict[str, User]
) -> None:
    @handles(KIND)
    def work(running: Running) -> None:
        cancel(people["officer"], job)
        assert running.cancelled()

    job = asked(agency)
    perform.call(job.pk)
    assert fresh(job).state == JobState.CANCELLED
    waiting = asked(agency)
    assert officer.post(f"/jobs/{waiting.pk}/cancel/", {"next": "https://evil.example/"})["Location"].startswith(
        "/jobs/"
    )
    assert fresh(waiting).state == JobState.CANCELLED
    assert officer.post(f"/jobs/{waiting.pk}/cancel/", {"next": "/towns/"})["Location"] == "/towns/"


def test_a_handler_that_ended_before_it_saw_the_wish_to_stop_is_done(agency: Agency, people: dict[str, User]) -> None:
    @handles(KIND)
    def work(running: Running) -> None:
        cancel(people["officer"], job)

    job = asked(agency)
    perform.call(job.pk)
    assert fresh(job).state == JobState.DONE  # what it changed is changed: nobody is told otherwise


def test_what_goes_wrong_is_said_and_only_some_is_tried_again(agency: Agency) -> None:
    tries = []

    def boom(running: Running) -> None:
        tries.append(1)
        raise RuntimeError("secret detail")

    def no(running: Running) -> None:
        raise NoResultError(Bilingual(fr="Impossible.", en="Impossible."))

    handles(KIND, attempts=2)(boom)
    job = asked(agency)
    perform.call(job.pk)
    assert (fresh(job).state, queued()) == (JobState.WAITING, 2)
    perform.call(job.pk)
    assert (fresh(job).state, len(tries)) == (JobState.FAILED, 2)
    assert "inattendue" in job.problem_words.fr
    assert "secret" not in str(job.problem)
    handles(KIND, attempts=5)(no)
    other = asked(agency)
    perform.call(other.pk)
    assert (fresh(other).state, other.problem["fr"]) == (JobState.FAILED, "Impossible.")
    unknown = ask(agency, None, "no.such.kind", "x")
    perform.call(unknown.pk)
    assert fresh(unknown).state == JobState.FAILED


def test_the_work_of_a_dead_worker_is_taken_up_again_or_fails_with_words(agency: Agency) -> None:
    quiet = timezone.now() - 2 * SILENCE
    Worker.objects.create(name="dead", seen_at=quiet)
    Worker.objects.create(name="alive", seen_at=timezone.now())
    handles("again", attempts=2)(lambda running: None)
    handles("once")(lambda running: None)
    rows = {"agency": agency, "subject": "x", "state": JobState.RUNNING, "attempts": 1}
    again, once, busy = (
        Job.objects.create(kind=kind, worker=worker, **rows)
        for kind, worker in (("again", "dead"), ("once", "dead"), ("again", "alive"))
    )
    take_up_again()
    assert [fresh(job).state for job in (again, once, busy)] == [JobState.WAITING, JobState.FAILED, JobState.RUNNING]
    assert "s’est arrêté avant la fin" in once.problem["fr"]
    assert (queued(), workers_alive()) == (1, ["alive"])
    Job.objects.filter(pk=again.pk).update(attempts=2, state=JobState.RUNNING, worker="gone")
    take_up_again()
    assert fresh(again).state == JobState.FAILED


def test_who_was_taken_for_dead_and_comes_back_changes_nothing(agency: Agency) -> None:
    @handles(KIND, attempts=2)
    def work(running: Running) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(attempts=2)  # somebody else has begun it again meanwhile
        return {"late": True}

    job = asked(agency)
    perform.call(job.pk)
    assert (fresh(job).state, job.result) == (JobState.RUNNING, {})


def test_a_job_whose_place_in_the_queue_was_lost_gets_another(agency: Agency) -> None:
    job = asked(agency)
    DBTaskResult.objects.all().delete()
    take_up_again()
    assert queued() == 0  # it may be on its way
    Job.objects.update(asked_at=timezone.now() - dt.timedelta(minutes=5))
    take_up_again()
    take_up_again()
    assert queued() == 1
    assert fresh(job).state == JobState.WAITING


def test_a_worker_that_ends_hands_back_what_can_stop(agency: Agency) -> None:
    @handles(KIND)
    def work(running: Running) -> None:
        stopping.set()
        assert running.cancelled()

    job = asked(agency)
    perform.call(job.pk)
    assert (fresh(job).state, queued()) == (JobState.WAITING, 2)


class TestSweeps:
    def test_each_is_done_once_a_period_by_whoever_is_first(self, db: None) -> None:
        done: list[int] = []
        again: list[list[str]] = []

        def remind() -> None:
            done.append(1)
            again.append([name for name in periodic.sweep_due(now) if "remind" in name])  # another worker, at once

        def fail() -> None:
            raise RuntimeError("boom")

        now = timezone.now()
        periodic.every("minutes", remind)
        periodic.every("minutes", remind)
        periodic.every("hours", fail)
        periodic.sweep_due(now)
        assert (done, again) == ([1], [[]])
        assert periodic.sweep_due(now + dt.timedelta(seconds=50)) == []
        assert len(periodic.sweep_due(now + dt.timedelta(seconds=59))) == 1
        assert len(done) == 2
        assert Sweep.objects.get(name__endswith="fail").problem == "RuntimeError: boom"

    def test_one_whose_worker_died_is_done_again_after_a_while(self, db: None) -> None:
        def stuck() -> None:
            raise KeyboardInterrupt

        periodic.every("minutes", stuck)
        now = timezone.now()
        with pytest.raises(KeyboardInterrupt):
            periodic.sweep_due(now)
        assert periodic.sweep_due(now + dt.timedelta(minutes=5)) == []
        with pytest.raises(KeyboardInterrupt):
            periodic.sweep_due(now + dt.timedelta(minutes=11))


PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jumelage.web.accounts.actions import found_agency
from jumelage.web.outbox.models import Message
agency, _ = found_agency("A", "a", officer_email="a@a.invalid", officer_name="A")
for n in range(40):
    Message.objects.create(agency=agency, kind="x", to=f"m{n}@a.invalid", subject="S", text="T")
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.actions import ask
for n in range(10):
    ask(agency, None, "no.such.kind", f"x:{n}")
"""
LOOK = """
import django; django.setup()
from collections import Counter
from jumelage.web.outbox.models import Message
from jumelage.web.jobs.models import Job, Worker
print(dict(Counter(Message.objects.values_list("state", "attempts"))), dict(Counter(Job.objects.values_list("state", "attempts"))), Worker.objects.count())
"""
WORKER = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "worker"]


@pytest.mark.slow
def test_two_workers_at_once_do_everything_once_and_end_when_asked(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    env = os.environ | {
        "JUMELAGE_HOME": str(tmp_path), "JUMELAGE_EMAIL_URL": f"file:{mail}", "JUMELAGE_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "jumelage.web.settings",
    }  # fmt: skip
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True, timeout=120)
    workers = [subprocess.Popen(WORKER, env=env, stderr=subprocess.DEVNULL, text=True) for _ in range(2)]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and _sent(mail) < 40:
        time.sleep(0.3)
    time.sleep(1.5)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(timeout=20) for worker in workers] == [0, 0]
    seen = subprocess.run([sys.executable, "-c", LOOK], env=env, check=True, capture_output=True, text=True, timeout=60)
    assert seen.stdout.strip() == "{('sent', 1): 40} {('failed', 1): 10} 0"
    assert _sent(mail) == 40


def _sent(folder: Path) -> int:
    return sum(path.read_text(encoding="utf-8").count("\nMessage-ID:") for path in folder.glob("*.log"))
