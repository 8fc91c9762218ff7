"""A mission: who travels, whom they could meet and why, what was planned, and each version of the agenda."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import models
from django.urls import reverse

from jumelage.language import Bilingual
from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.rules import Rejection, Verdict, VersionState
from jumelage.web.practices.models import Practice
from jumelage.web.towns.models import Town

__all__ = [
    "AgendaVersion",
    "Decision",
    "Delegate",
    "Meeting",
    "Mission",
    "Placement",
    "Proposal",
    "Shortlist",
    "Site",
    "Suggestion",
    "Topic",
]


class Mission(models.Model):
    """A journey of a delegation from one town to another."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="missions")
    code = models.CharField(max_length=80)
    slug = models.SlugField(max_length=140, unique=True)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    goal_fr = models.TextField(blank=True)
    goal_en = models.TextField(blank=True)
    origin = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="missions_from")
    destination = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="missions_to")
    timezone = models.CharField(max_length=60)
    first_day = models.DateField(null=True, blank=True, help_text="empty while a draft has no dates")
    last_day = models.DateField(null=True, blank=True)

    title, goal = pair("title"), pair("goal")

    class Meta:
        ordering = (models.F("first_day").desc(nulls_first=True), "slug")
        constraints = (models.UniqueConstraint(fields=["agency", "code"], name="one_mission_for_a_code"),)

    def __str__(self) -> str:
        """Name the mission."""
        return self.title_fr

    def get_absolute_url(self) -> str:
        """Return the address of the mission's overview."""
        return reverse("mission", args=[self.slug])

    @property
    def days(self) -> int:
        """Count the days, first and last included; none while a draft has no dates."""
        return (self.last_day - self.first_day).days + 1 if self.first_day and self.last_day else 0


class Topic(models.Model):
    """Something to see and ask about on a group visit: a practice of the town visited, or what grew there since."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField()
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="topics")
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    reason_fr = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    host_fr = models.CharField(max_length=300, blank=True, help_text="whom to ask, as the sources name them")
    host_en = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    title, reason, host = pair("title"), pair("reason"), pair("host")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["mission", "position"], name="one_topic_at_a_position"),)

    def __str__(self) -> str:
        """Name the topic."""
        return self.title_fr


class Site(models.Model):
    """A place where meetings happen."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sites")
    code = models.CharField(max_length=60)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    tables = models.PositiveSmallIntegerField(null=True, blank=True)

    name = pair("name")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mission", "code"], name="one_site_for_a_code"),)

    def __str__(self) -> str:
        """Name the site."""
        return self.name_fr


class Delegate(models.Model):
    """A person who travels, named by role until the person gives a name."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="delegates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delegates")
    code = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    label_fr = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)

    label = pair("label")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["mission", "code"], name="one_delegate_for_a_code"),)

    def __str__(self) -> str:
        """Name the delegate."""
        return self.label_fr


class Reason(NamedTuple):
    """A reason to meet and its part of the evidence."""

    text: Bilingual
    weight: float


class Suggestion(models.Model):
    """A match: two organisations that should meet, as what, and why. Reasons: ``[{kind, fr, en, weight}]``."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="suggestions")
    delegation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="suggested_hosts")
    host = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="suggested_guests")
    relation = models.CharField(max_length=12)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    missing = models.JSONField(default=list, help_text="what to complete before more can be said: [{fr, en}]")
    planned = models.BooleanField(default=False, help_text="the two organisations meet on the current agenda")

    class Meta:
        ordering = ("-planned", "-score", "id")
        constraints = (
            models.UniqueConstraint(fields=["mission", "delegation", "host", "relation"], name="one_match_a_relation"),
        )

    def __str__(self) -> str:
        """Say who could meet whom."""
        return f"{self.delegation_id} – {self.host_id} ({self.relation})"

    @property
    def pair(self) -> tuple[int, int]:
        """Return who it is between."""
        return self.delegation_id, self.host_id

    @property
    def said(self) -> list[Reason]:
        """Return the reasons, the weightiest first."""
        rows = [Reason(Bilingual(fr=r["fr"], en=r["en"]), r["weight"]) for r in self.reasons]
        return sorted(rows, key=lambda reason: -reason.weight)

    @property
    def lacking(self) -> list[Bilingual]:
        """Return what is missing to say more."""
        return [Bilingual(fr=text["fr"], en=text["en"]) for text in self.missing]


class Decision(models.Model):
    """What an officer decided on a pair, and why. Undone, it stays as a trace and counts no more."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="decisions")
    delegation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="decisions_made")
    host = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="decisions_met")
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    relation = models.CharField(max_length=12, blank=True, help_text="as what an accepted pair meets")
    reason = models.CharField(max_length=16, blank=True, choices=[(r.value, r.value) for r in Rejection])
    words = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="decisions")
    decided_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "delegation", "host"],
                condition=models.Q(undone_at=None),
                name="one_standing_decision_a_pair",
            ),
        )

    def __str__(self) -> str:
        """Say what was decided."""
        return f"{self.delegation_id} – {self.host_id}: {self.verdict}"

    @property
    def pair(self) -> tuple[int, int]:
        """Return who it is between."""
        return self.delegation_id, self.host_id


class Shortlist(models.Model):
    """The set of pairs proposed to all, with the limits that it was chosen under; the latest not withdrawn stands."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="shortlists")
    per_delegate = models.PositiveSmallIntegerField()
    per_host = models.PositiveSmallIntegerField()
    least_per_delegate = models.PositiveSmallIntegerField()
    least_per_host = models.PositiveSmallIntegerField()
    spread = models.PositiveSmallIntegerField(help_text="hundredths of a score")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="shortlists")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Name the shortlist."""
        return f"{self.mission_id}, {self.made_at}"


class Proposal(models.Model):
    """A pair of a shortlist, in the relation that it would meet for."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="proposals")
    delegation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposed_hosts")
    host = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposed_guests")
    relation = models.CharField(max_length=12)
    score = models.FloatField()

    class Meta:
        ordering = ("-score", "id")
        constraints = (models.UniqueConstraint(fields=["shortlist", "delegation", "host"], name="one_proposal_a_pair"),)

    def __str__(self) -> str:
        """Say who is proposed to whom."""
        return f"{self.delegation_id} – {self.host_id}"


class Meeting(models.Model):
    """Something that people do together: a visit, an exchange, a meal. When and where is a :class:`Placement`."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="meetings")
    code = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    relation_fr = models.CharField(max_length=80, blank=True)
    relation_en = models.CharField(max_length=80, blank=True)
    reasons = models.JSONField(default=list)
    exploratory = models.BooleanField(default=False)
    delegations = models.ManyToManyField(Organisation, related_name="meetings_made")
    hosts = models.ManyToManyField(Organisation, related_name="meetings_hosted")

    title, relation = pair("title"), pair("relation")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mission", "code"], name="one_meeting_for_a_code"),)

    def __str__(self) -> str:
        """Name the meeting."""
        return self.title_fr

    @property
    def said(self) -> list[Bilingual]:
        """Return the reasons to meet."""
        return [Bilingual(fr=reason["fr"], en=reason["en"]) for reason in self.reasons]


class AgendaVersion(models.Model):
    """An agenda as the engine returned it, with its problem, so that anyone can check it again.

    ``programme`` and ``report`` are what documents and pages show, stored whole (:mod:`jumelage.web.stored`):
    a version reads the same in ten years, whatever the directory has become.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in VersionState])
    made_at = models.DateTimeField(auto_now_add=True)
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
