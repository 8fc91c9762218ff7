"""The survey waves after a mission: one letter a person and wave, and what the person answers of each meeting."""

from __future__ import annotations

from django.db import models

from jumelage.outcomes import Stage
from jumelage.web.links.rules import NOTHING, WaveCode, Without
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.models import Meeting, Participant

__all__ = ["Wave", "WaveAnswer"]

STANDS = (NOTHING, *(stage.value for stage in Stage))


class Wave(models.Model):
    """One survey letter to one participant, written once: a week, or 6, 12, 24 or 36 months after a mission."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="waves")
    code = models.CharField(max_length=12, choices=[(c.value, c.value) for c in WaveCode])
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    obstacle = models.CharField(max_length=600, blank=True, help_text="what is in the way; to the agency only")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when an officer put the answer aside")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (models.UniqueConstraint(fields=["participant", "code"], name="one_letter_a_wave"),)
        indexes = (models.Index(fields=["answered_at"], name="waves_answered"),)

    def __str__(self) -> str:
        """Say to whom and which."""
        return f"{self.participant_id}: {self.code}"


class WaveAnswer(models.Model):
    """What a person says of one meeting in one wave: where it stands, and whether it would have come about anyway."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="wave_answers")
    side = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Side])
    in_touch_before = models.BooleanField(null=True, blank=True)
    stands = models.CharField(max_length=12, choices=[(one, one) for one in STANDS])
    worth = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    without = models.CharField(max_length=12, blank=True, choices=[(w.value, w.value) for w in Without])

    class Meta:
        ordering = ("wave_id", "meeting_id")
        constraints = (models.UniqueConstraint(fields=["wave", "meeting"], name="one_answer_a_meeting_and_wave"),)

    def __str__(self) -> str:
        """Say where it stands."""
        return f"{self.meeting_id}: {self.stands}"
