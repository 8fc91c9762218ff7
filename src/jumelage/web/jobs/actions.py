"""Ask for a job, run it, stop it. The asking is part of the transaction: no change, no job."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.errors import CannotBeDone, InputError
from jumelage.language import Bilingual
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import Agency
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.registry import handler_of
from jumelage.web.jobs.rules import OVER, JobState

__all__ = ["ask", "cancel", "run"]

LOG = logging.getLogger(__name__)
TELL_EVERY = 0.5  # seconds between two writes of progress
UNEXPECTED = Bilingual(
    fr="Une erreur inattendue a arrêté ce travail; rien n’a été changé. Recommencez; si l’erreur revient, l’exploitant la trouvera au journal.",
    en="An unexpected error stopped this work; nothing was changed. Try again; if it returns, the operator will find it in the log.",
)


@transaction.atomic
def ask(agency: Agency, user: Any, kind: str, subject: str, **payload: Any) -> Job:
    """Ask for a job; where the same is already waiting or running on the subject, that one is returned.

    Parameters
    ----------
    agency, user
        For whom; the calling action has checked that the person may.
    kind, subject
        Which handler, on what: ``agenda.solve``, ``mission:12``.
    payload
        Plain values (JSON) that the handler gets.
    """
    from jumelage.web.jobs.tasks import perform

    Agency.objects.select_for_update().get(pk=agency.pk)  # two people who ask at once get one job
    same = Job.objects.filter(agency=agency, kind=kind, subject=subject).exclude(state__in=OVER).first()
    if same is not None:
        return same
    job = Job.objects.create(agency=agency, kind=kind, subject=subject, payload=payload, asked_by=user)
    perform.enqueue(job.pk)
    return job


@transaction.atomic
def cancel(user: Any, job: Job) -> None:
    """Ask a job to stop; one that still waits is over at once."""
    require_editor(user, job.agency)
    Job.objects.filter(pk=job.pk).exclude(state__in=OVER).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.CANCELLED, finished_at=timezone.now())


class _Running:
    """A job under way, as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.agency, self.user, self.subject, self.payload = job.agency, job.asked_by, job.subject, job.payload
        self._job, self._told, self._looked, self._stop = job, 0.0, 0.0, False

    def tell(self, **progress: Any) -> None:
        self._job.progress = progress
        if time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            Job.objects.filter(pk=self._job.pk).update(progress=progress)

    def cancelled(self) -> bool:
        if not self._stop and time.monotonic() - self._looked >= TELL_EVERY:
            self._looked = time.monotonic()
            self._stop = Job.objects.filter(pk=self._job.pk, cancel_asked=True).exists()
        return self._stop


def run(pk: int) -> None:
    """Do a job that waits; what goes wrong is said on it, in words for whoever asked."""
    now = timezone.now()
    if not Job.objects.filter(pk=pk, state=JobState.WAITING).update(state=JobState.RUNNING, started_at=now, attempts=1):
        return
    job = Job.objects.select_related("agency", "asked_by").get(pk=pk)
    running = _Running(job)
    try:
        done: dict[str, Any] = {"state": JobState.DONE, "result": handler_of(job.kind)(running) or {}}
        if running.cancelled():
            done["state"] = JobState.CANCELLED
    except InputError as error:
        done = {"state": JobState.FAILED, "problem": {"fr": error.say("fr"), "en": error.say("en")}}
    except CannotBeDone as error:
        done = {"state": JobState.FAILED, "problem": {"fr": error.say("fr"), "en": error.say("en")}}
    except Exception:
        LOG.exception("job %s failed", pk)
        done = {"state": JobState.FAILED, "problem": {"fr": UNEXPECTED.fr, "en": UNEXPECTED.en}}
    Job.objects.filter(pk=pk).update(finished_at=timezone.now(), progress=job.progress, **done)
