"""The day itself: who came, who did not, what changed, what each side says came of a meeting.

What is noted in a rehearsal (an officer who tries the pages at a chosen hour) is kept apart by ``rehearsal``.
"""

from __future__ import annotations

import datetime as dt

from django.db import models

from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.core.models import Delegate, Mission, Site
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.rules import (
    TWO_SIDED,
    DisruptionKind,
    DisruptionState,
    Presence,
    Result,
    disruption_state,
)
from jumelage.web.missions.matching.models import Meeting

__all__ = ["CheckIn", "Disruption", "Outcome"]


class CheckIn(models.Model):
    """What was noted of somebody at a meeting: arrived, late by so many minutes, did not come.

    ``speaker`` says so: the organisation itself, the one across, or nobody's organisation (the agency). What several
    notes amount to is :func:`jumelage.web.missions.day.rules.seen`.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="check_ins")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="check_ins")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="check_ins")
    presence = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Presence])
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.CharField(max_length=16, blank=True, help_text="the hour that it was noted for: 2017-02-15T12:00")
    speaker = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", help_text="empty: the agency"
    )
    rehearsal = models.BooleanField(default=False)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-noted_at", "-id")

    def __str__(self) -> str:
        """Say what was noted."""
        return f"{self.meeting_id}, {self.organisation_id}: {self.presence}"


class Disruption(models.Model):
    """Something that changes a day: who cannot come, which place closes, which meeting starts late.

    Times are local, as in :class:`Placement`. It is open until a version that answers to it (``version``) is published.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="disruptions")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in DisruptionKind])
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="disruptions")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="disruptions"
    )
    delegate = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.CASCADE, related_name="disruptions")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, related_name="disruptions")
    instead = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="which place takes over"
    )
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how late a meeting starts")
    tables = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how many tables are left")
    begins = models.CharField(max_length=16, blank=True, help_text="2017-02-15T12:00")
    ends = models.CharField(max_length=16, blank=True)
    words = models.CharField(max_length=400, blank=True)
    rehearsal = models.BooleanField(default=False)
    version = models.ForeignKey(
        AgendaVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_to"
    )
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_for = models.BooleanField(default=False, help_text="an officer noted it in the organisation's place")
    noted_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-noted_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "organisation", "rehearsal"],
                condition=models.Q(kind=DisruptionKind.CANCELLED.value, withdrawn_at=None),
                name="one_standing_cancellation",
            ),
        )

    def __str__(self) -> str:
        """Say what changed."""
        return f"{self.mission_id}: {self.kind} {self.meeting_id or self.organisation_id or self.site_id}"

    @property
    def begin(self) -> dt.datetime:
        """Return when it begins, local time."""
        return dt.datetime.fromisoformat(self.begins)

    @property
    def end(self) -> dt.datetime:
        """Return when it ends, local time."""
        return dt.datetime.fromisoformat(self.ends)

    @property
    def across(self) -> list[str]:
        """Name those whom the organisation was to meet; nobody for a visit of all."""
        if self.meeting is None or self.meeting.kind not in TWO_SIDED:
            return []
        everyone = (*self.meeting.delegations.all(), *self.meeting.hosts.all())
        return [one.name for one in everyone if one.pk != self.organisation_id]

    @property
    def state(self) -> DisruptionState:
        """Tell what became of it."""
        version = self.version
        return disruption_state(
            withdrawn=self.withdrawn_at is not None,
            answered=version is not None,
            published=version is not None and version.published_at is not None,
        )


class Outcome(models.Model):
    """What one side says came of a meeting, and the next step; the latest of a side counts, older ones stay."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="outcomes")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="outcomes")
    side = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Side])
    result = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Result])
    next_step = models.CharField(max_length=400, blank=True)
    due = models.DateField(null=True, blank=True)
    private_note = models.CharField(max_length=600, blank=True, help_text="to the agency only")
    rehearsal = models.BooleanField(default=False)
    said_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    said_for = models.BooleanField(default=False, help_text="an officer wrote it in the organisation's place")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-said_at", "-id")

    def __str__(self) -> str:
        """Say what came of it."""
        return f"{self.meeting_id}, {self.organisation_id}: {self.result}"
