"""A job that a person asked for: what, on what, how far it is, what came of it. The queue itself is django-tasks'."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.jobs.rules import OVER, JobState

__all__ = ["Job"]


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

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (models.Index(fields=["agency", "kind", "subject"], name="jobs_on_a_subject"),)

    def __str__(self) -> str:
        """Say what is done to what."""
        return f"{self.kind} {self.subject}"

    @property
    def over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in OVER
