"""A job that a person asked for: what, on what, how far it is, what came of it. The queue itself is django-tasks'."""

from __future__ import annotations

import hashlib
import json

from django.db import models

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.accounts.models import Agency, User
from jumelage.web.jobs.registry import kind_of
from jumelage.web.jobs.rules import OVER, JobState

__all__ = ["Job", "Sweep", "Worker"]

WORK = Bilingual(fr="Travail", en="Work")


class Job(models.Model):
    """One piece of work. ``progress`` and ``result`` are the handler's, in plain values; ``problem`` says in both
    languages why it failed and what to do: ``{fr, en}``.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40, help_text="which handler does it: agenda.solve")
    subject = models.CharField(max_length=80, help_text="on what: mission:12")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in JobState], default=JobState.WAITING)
    progress = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="jobs")
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    worker = models.CharField(max_length=80, blank=True, help_text="who does it, while it runs")

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=["agency", "kind", "subject"], name="jobs_on_a_subject"),
            models.Index(fields=["state"], name="jobs_in_a_state"),
        )

    def __str__(self) -> str:
        """Say what is done to what."""
        return f"{self.kind} {self.subject}"

    @property
    def over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in OVER

    @property
    def name(self) -> Bilingual:
        """Say what kind of work it is."""
        kind = kind_of(self.kind)
        return (kind.name if kind else NO_TEXT) or WORK

    @property
    def words(self) -> Bilingual:
        """Say how far it is, or what came of it, where the handler says so."""
        return _bilingual((self.result if self.over else self.progress).get("words"))

    @property
    def problem_words(self) -> Bilingual:
        """Say why it failed and what to do."""
        return _bilingual(self.problem)

    @property
    def share(self) -> float | None:
        """Say which part is done (0 to 1), None where it is not known."""
        share = self.progress.get("share")
        return min(1.0, max(0.0, float(share))) if isinstance(share, (int, float)) else None

    @property
    def seen(self) -> str:
        """Name what a page shows of it, so that only what changed is shown anew."""
        shown = json.dumps([self.cancel_asked, self.progress, self.result], sort_keys=True)
        return f"{self.state}:{hashlib.sha256(shown.encode()).hexdigest()[:12]}"

    @property
    def address(self) -> str:
        """Say where its result is: an address of this site, or nothing."""
        given = self.result.get("address")
        return given if isinstance(given, str) and given.startswith("/") and not given.startswith("//") else ""


def _bilingual(given: object) -> Bilingual:
    """Read a stored text; anything else that a handler wrote is ignored."""
    if isinstance(given, dict):
        return Bilingual(fr=str(given.get("fr", "")), en=str(given.get("en", "")))
    return NO_TEXT


class Worker(models.Model):
    """A worker process and its latest heartbeat; one without a recent heartbeat is taken for dead."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("started_at",)

    def __str__(self) -> str:
        """Name the worker."""
        return self.name


class Sweep(models.Model):
    """The latest run of a periodic task; its row is the lock that lets one worker run it, once a period."""

    name = models.CharField(max_length=160, unique=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        """Name what is done."""
        return self.name
