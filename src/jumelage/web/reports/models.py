"""Reports as they were when they were made, what a mission cost, and what it taught."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.missions.models import Mission

__all__ = ["MissionCost", "MissionLessons", "Report"]


class Report(models.Model):
    """A report of one mission, or of a year of an agency: the record, its figures and the document, all frozen."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="reports")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of a year's report")
    frozen = models.JSONField(help_text="record, figures, document")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports_made")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=["agency", "year"], name="reports_of_a_year"),)

    def __str__(self) -> str:
        """Say of what."""
        return f"{self.mission_id or self.year}, {self.made_at:%Y-%m-%d}"


class MissionCost(models.Model):
    """What a mission cost, where an officer entered it."""

    mission = models.OneToOneField(Mission, on_delete=models.CASCADE, related_name="cost")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="CAD")
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="costs_entered")
    entered_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Say how much."""
        return f"{self.mission_id}: {self.amount} {self.currency}"


class MissionLessons(models.Model):
    """What the officer would do again or otherwise, in three lines: shown when the next mission is planned."""

    mission = models.OneToOneField(Mission, on_delete=models.CASCADE, related_name="lessons")
    text = models.CharField(max_length=600)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons_written"
    )
    written_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Show the beginning."""
        return self.text[:60]
