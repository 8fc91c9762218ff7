"""The day itself: who came, who did not, what each side says came of a meeting."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.models.agenda import Meeting
from jumelage.web.missions.models.missions import Mission
from jumelage.web.missions.rules import Presence, Result, Side

__all__ = ["CheckIn", "Outcome"]


class CheckIn(models.Model):
    """What was noted of somebody at a meeting: arrived, late by so many minutes, did not come. The last note counts."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="check_ins")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="check_ins")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="check_ins")
    presence = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Presence])
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-noted_at", "-id")

    def __str__(self) -> str:
        """Say what was noted."""
        return f"{self.meeting_id}, {self.organisation_id}: {self.presence}"


class Outcome(models.Model):
    """What one side says came of a meeting, and the next step; the latest of a side counts, older ones stay."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="outcomes")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="outcomes")
    side = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Side])
    result = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Result])
    next_step = models.CharField(max_length=400, blank=True)
    due = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    said_for = models.BooleanField(default=False, help_text="an officer wrote it in the organisation's place")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-said_at", "-id")

    def __str__(self) -> str:
        """Say what came of it."""
        return f"{self.meeting_id}, {self.organisation_id}: {self.result}"
