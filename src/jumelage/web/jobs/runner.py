"""Run a job and keep its result, or its error in words for the person who asked."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual
from jumelage.web.jobs.heartbeat import stopping, this_worker
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.registry import kind_of
from jumelage.web.jobs.rules import JobState, try_again_in

__all__ = ["hand_back", "run"]

LOG = logging.getLogger(__name__)
Enqueue = Callable[[int, dt.timedelta], None]
TELL_EVERY = 0.5  # seconds between two writes of progress
UNEXPECTED = Bilingual(
    fr="Une erreur inattendue a arrêté ce travail\u00a0; rien n’a été changé. Recommencez\u00a0; si l’erreur revient, "
    "l’exploitant la trouvera au journal.",
    en="An unexpected error stopped this work; nothing was changed. Try again; if it returns, the operator will find "
    "it in the log.",
)
INTERRUPTED = Bilingual(
    fr="L’ordinateur qui faisait ce travail s’est arrêté avant la fin. Lancez le travail de nouveau.",
    en="The computer that did this work stopped before the end. Start the work again.",
)


class _Running:
    """A job under way, as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.agency, self.user, self.subject, self.payload = job.agency, job.asked_by, job.subject, job.payload
        self.stopped = self.handed_back = False
        self._job, self._told, self._looked = job, 0.0, 0.0

    def tell(self, **progress: Any) -> None:
        self._job.progress = plain(progress)
        if time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            Job.objects.filter(pk=self._job.pk).update(progress=self._job.progress)

    def cancelled(self) -> bool:
        if stopping.is_set():
            self.handed_back = True
        if not self.stopped and time.monotonic() - self._looked >= TELL_EVERY:
            self._looked = time.monotonic()
            self.stopped = Job.objects.filter(pk=self._job.pk, cancel_asked=True).exists()
        return self.stopped or self.handed_back


def plain(values: dict[str, Any] | None) -> dict[str, Any]:
    """Turn bilingual texts into what JSON carries."""
    return {
        name: {"fr": value.fr, "en": value.en} if isinstance(value, Bilingual) else value
        for name, value in (values or {}).items()
    }


def run(pk: int, enqueue: Enqueue) -> None:
    """Run a job that waits; idempotent, for whoever comes second finds it taken. ``enqueue`` puts it back if needed."""
    taken = {"state": JobState.RUNNING, "started_at": timezone.now(), "attempts": F("attempts") + 1}
    if not Job.objects.filter(pk=pk, state=JobState.WAITING).update(**taken, worker=this_worker()):
        return
    job = Job.objects.select_related("agency", "asked_by").get(pk=pk)
    running = _Running(job)
    done = _outcome(job, running)
    if done["state"] == JobState.WAITING:
        hand_back(job, enqueue)
        return
    # The number of the attempt is the key: who was taken for dead and comes back writes nothing.
    mine = Job.objects.filter(pk=pk, state=JobState.RUNNING, attempts=job.attempts)
    mine.update(finished_at=timezone.now(), progress=job.progress, worker="", **done)


def _outcome(job: Job, running: _Running) -> dict[str, Any]:
    kind = kind_of(job.kind)
    try:
        if kind is None:
            raise LookupError(f"no handler for {job.kind}")
        result = plain(kind.handler(running))
    except (InputError, NoResultError) as error:
        return {"state": JobState.FAILED, "problem": {"fr": error.say("fr"), "en": error.say("en")}}
    except Exception:
        LOG.exception("job %s failed", job.pk)
        if kind is not None and job.attempts < kind.attempts:
            return {"state": JobState.WAITING}
        return {"state": JobState.FAILED, "problem": {"fr": UNEXPECTED.fr, "en": UNEXPECTED.en}}
    if running.stopped:
        return {"state": JobState.CANCELLED, "result": result}
    return {"state": JobState.WAITING if running.handed_back else JobState.DONE, "result": result}


@transaction.atomic
def hand_back(job: Job, enqueue: Enqueue, *, dead: bool = False) -> bool:
    """Requeue a job that was interrupted.

    Parameters
    ----------
    job
        As it was read: whoever began it again meanwhile keeps it.
    enqueue
        Puts a job in the queue (:func:`jumelage.web.jobs.tasks.enqueue`).
    dead
        Its worker died: only a kind that may be begun again is, the others fail with words.

    Returns
    -------
    bool
        Whether it waits again.
    """
    same = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if job.cancel_asked or Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
        same.update(state=JobState.CANCELLED, finished_at=timezone.now(), worker="")
        return False
    kind = kind_of(job.kind)
    if dead and (kind is None or job.attempts >= kind.attempts):
        words = {"fr": INTERRUPTED.fr, "en": INTERRUPTED.en}
        same.update(state=JobState.FAILED, finished_at=timezone.now(), worker="", problem=words)
        return False
    if not same.update(state=JobState.WAITING, worker="", progress={}):
        return False
    enqueue(job.pk, dt.timedelta() if stopping.is_set() or dead else try_again_in(job.attempts))
    return True
