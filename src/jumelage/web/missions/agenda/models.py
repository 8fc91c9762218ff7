"""What people do together, each version of when and where, and the addresses that calendars follow."""

from __future__ import annotations

import datetime as dt

from django.db import models

from jumelage.web.accounts.models import User
from jumelage.web.bilingual import pair
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.models import Mission, Participant, Site
from jumelage.web.missions.matching.models import Meeting

__all__ = ["AgendaVersion", "Feed", "Placement"]


class AgendaVersion(models.Model):
    """An agenda as the engine returned it, with its problem, so that anyone can check it again.

    ``programme`` and ``report`` are what documents and pages show, stored whole (:mod:`jumelage.serialisation`):
    a version reads the same in ten years, whatever the directory has become.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in VersionState])
    revision = models.PositiveIntegerField(default=0, help_text="how often a draft was changed: who edits says which")
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors")
    locked = models.JSONField(default=list, help_text="codes of the meetings that must stay where they are")
    origin = models.CharField(max_length=12, choices=[(o.value, o.value) for o in Origin], default=Origin.PLAN)
    offered = models.BooleanField(default=False, help_text="a result that nobody has taken as the draft yet")
    changes = models.JSONField(default=dict, help_text="what a repair answers to")
    edits = models.JSONField(default=list, help_text="what was done to the draft, by whom, with what undoes it")
    undone = models.JSONField(default=list, help_text="what was taken back and may be done again")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12)
    problem = models.JSONField()
    result = models.JSONField()
    check_report = models.JSONField()
    programme = models.JSONField()
    report = models.JSONField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["mission", "number"], name="one_version_for_a_number"),)

    def __str__(self) -> str:
        """Name the version."""
        return f"{self.mission_id}, version {self.number}"


class Placement(models.Model):
    """When and where a version puts a meeting (local times of the mission, without zone)."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.CASCADE, related_name="placements")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="placements")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL)
    starts = models.CharField(max_length=16, help_text="2017-02-15T08:30")
    ends = models.CharField(max_length=16)
    place_fr = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    table = models.PositiveSmallIntegerField(null=True, blank=True)

    place = pair("place")

    class Meta:
        ordering = ("starts", "ends", "id")
        constraints = (models.UniqueConstraint(fields=["version", "meeting"], name="one_place_a_version"),)

    def __str__(self) -> str:
        """Say when."""
        return f"{self.meeting_id} {self.starts}"

    @property
    def start(self) -> dt.datetime:
        """Return when it starts, local time."""
        return dt.datetime.fromisoformat(self.starts)

    @property
    def end(self) -> dt.datetime:
        """Return when it ends, local time."""
        return dt.datetime.fromisoformat(self.ends)


class Feed(models.Model):
    """An address that a calendar follows: a person's programme, an organisation's, or the mission's. Only a digest of
    the secret part is kept; revoked, the address answers no more.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="feeds")
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds"
    )
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, default="fr")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Name whose programme it is."""
        return f"{self.mission_id}, {self.participant_id or self.organisation_id or 'all'}"
