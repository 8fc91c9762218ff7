"""How the service is: measured once, for ``/healthz``, ``/metrics`` and ``jumelage check``."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

import jumelage
from jumelage.web.jobs.heartbeat import workers_alive
from jumelage.web.jobs.models import Job, Sweep, Worker
from jumelage.web.jobs.periodic import last_done
from jumelage.web.jobs.queue import answers
from jumelage.web.jobs.rules import JobState
from jumelage.web.outbox.models import Message
from jumelage.web.outbox.queries import due
from jumelage.web.outbox.rules import MessageState

__all__ = ["BACKUP", "TOO_LITTLE_DISK", "Health", "measure", "metrics", "tables"]

BACKUP = "service.backup"
"""The name under which the last copy is noted among what is periodic."""
NO_WORKER = dt.timedelta(minutes=2)
WAITS = dt.timedelta(minutes=10)
TOO_LITTLE_DISK = 100_000_000  # bytes
_STARTED = time.monotonic()


@dataclass(frozen=True, slots=True)
class Health:
    """What was measured; None where there is nothing to measure (no copy was ever made, nothing waits)."""

    migrations_waiting: int
    migrations_unknown: tuple[str, ...]
    disk_free: int
    workers: int = 0
    worker_seen: dt.timedelta | None = None
    oldest_job: dt.timedelta | None = None
    oldest_mail: dt.timedelta | None = None
    backup: dt.timedelta | None = None
    jobs: dict[str, int] = field(default_factory=dict)
    mail: dict[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[str]:
        """Name what keeps the service from its work, the gravest first; empty where it is well."""
        silent = self.worker_seen if self.worker_seen is not None else dt.timedelta(seconds=time.monotonic() - _STARTED)
        found = {
            "newer database": bool(self.migrations_unknown),
            "migrate": self.migrations_waiting > 0,
            "disk": self.disk_free < TOO_LITTLE_DISK,
            "no worker": not (self.migrations_unknown or self.migrations_waiting) and silent >= NO_WORKER,
            "job waits": self.oldest_job is not None and self.oldest_job >= WAITS,
            "mail waits": self.oldest_mail is not None and self.oldest_mail >= WAITS,
        }
        return [name for name, wrong in found.items() if wrong]


def tables() -> tuple[int, tuple[str, ...]]:
    """Return how many migrations wait, and the applied ones that this version does not know."""
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    ours = {app for app, _ in known}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations or ()
        if app in ours and (app, name) not in known
    )
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes())), tuple(unknown)


def measure() -> Health:
    """Measure (``DatabaseError`` where the database does not answer)."""
    waiting, unknown = tables()
    free = shutil.disk_usage(Path(settings.ENVIRONMENT.home)).free
    if waiting or unknown:
        return Health(waiting, unknown, free)
    answers()
    now = timezone.now()
    seen = [moment for moment in (Worker.objects.aggregate(at=Max("seen_at"))["at"], last_done()) if moment]
    return Health(
        waiting,
        unknown,
        free,
        workers=len(workers_alive()),
        worker_seen=now - max(seen) if seen else None,
        oldest_job=_age(Job.objects.filter(state=JobState.WAITING).aggregate(at=Min("asked_at"))["at"], now),
        oldest_mail=_age(due().order_by().aggregate(at=Min("next_try"))["at"], now),
        backup=_age(Sweep.objects.filter(name=BACKUP).aggregate(at=Max("begun_at"))["at"], now),
        jobs={state.value: 0 for state in JobState} | _by_state(Job.objects.order_by()),
        mail={state.value: 0 for state in MessageState} | _by_state(Message.objects.order_by()),
    )


def _age(moment: dt.datetime | None, now: dt.datetime) -> dt.timedelta | None:
    return now - moment if moment else None


def _by_state(rows: QuerySet[Job] | QuerySet[Message]) -> dict[str, int]:
    return dict(rows.values_list("state").annotate(n=Count("pk")))


def metrics(found: Health) -> Iterator[str]:
    """Write what was measured in the text format of Prometheus, line by line."""
    single = {
        "jumelage_healthy": (not found.problems, "Whether /healthz answers 200"),
        "jumelage_workers": (found.workers, "Workers heard of within a minute"),
        "jumelage_worker_seen_seconds": (found.worker_seen, "Since a worker was last heard of"),
        "jumelage_oldest_job_seconds": (found.oldest_job, "How long the oldest waiting job waits"),
        "jumelage_oldest_mail_seconds": (found.oldest_mail, "How long the oldest mail that is due waits"),
        "jumelage_backup_age_seconds": (found.backup, "Since the last copy was made"),
        "jumelage_disk_free_bytes": (found.disk_free, "Free on the disk of the home folder"),
        "jumelage_migrations_waiting": (found.migrations_waiting, "Updates of the tables not applied yet"),
        "jumelage_migrations_unknown": (len(found.migrations_unknown), "Applied updates that this version lacks"),
    }
    yield from _metric("jumelage_info", "The version that runs", {f'{{version="{jumelage.__version__}"}}': 1})
    for name, (value, meaning) in single.items():
        if value is not None:
            yield from _metric(name, meaning, {"": value.total_seconds() if isinstance(value, dt.timedelta) else value})
    yield from _metric("jumelage_jobs", "Jobs by state", {f'{{state="{state}"}}': n for state, n in found.jobs.items()})
    yield from _metric("jumelage_mail", "Mail by state", {f'{{state="{state}"}}': n for state, n in found.mail.items()})


def _metric(name: str, meaning: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}\n# TYPE {name} gauge\n"
    for labels, value in values.items():
        yield f"{name}{labels} {float(value):g}\n"
