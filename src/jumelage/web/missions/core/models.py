"""A mission, what it is to learn, where it meets, who travels and who has a part in it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.rules import Part, PartState, Side
from jumelage.web.practices.models import Practice
from jumelage.web.towns.models import Town

__all__ = ["NEEDS", "PERSONAL", "Delegate", "Mission", "Participant", "Site", "Topic"]

NEEDS = ("dietary_needs", "access_needs")
"""Columns that say what a participant needs on the day: officers and the person write them, the day sheet prints them."""
PERSONAL = ("name", "email", "phone", *NEEDS)
"""Columns of a participant that are personal data: an officer corrects them; they are exported and erased on demand."""


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
    language = models.CharField(max_length=2, default="fr", help_text="of people who are listed without another")
    first_day = models.DateField(null=True, blank=True, help_text="empty while a draft has no dates")
    last_day = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="places of the delegation; empty: no limit"
    )
    quota = models.PositiveSmallIntegerField(default=6, help_text="how many requests an organisation may make")
    answer_days = models.PositiveSmallIntegerField(default=7, help_text="days after which a request expires")

    setup = models.JSONField(default=dict, help_text="hours, limits, group visits, meals: a Setup, as a document")
    hosts = models.ManyToManyField(
        Organisation, blank=True, related_name="missions_hosted", help_text="who may receive; none: the whole town"
    )
    archived_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def planned(self) -> bool:
        """Tell whether there is a version of its agenda: days and delegation are settled by it."""
        return bool(self.versions.exists())


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
    address = models.CharField(max_length=240, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

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


class Participant(models.Model):
    """A person's part in a mission: invited, then in or out. The person signs in by a code sent to the address.

    A delegate who accepts takes a seat of the delegation (``delegate``); when none is free the person waits, in the
    order of ``answered_at``. ``attendee`` is the person's id in the agenda's problem, where there is one.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="participants")
    part = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Part])
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="participants"
    )
    delegate = models.OneToOneField(
        Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="participant"
    )
    attendee = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="participations")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    share_phone = models.BooleanField(default=False, help_text="the person agreed that those they meet may call")
    dietary_needs = models.CharField(max_length=300, blank=True)
    access_needs = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in PartState], default=PartState.LISTED)
    quota = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how many requests the person may make; empty: the mission's"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, help_text="how often the person was reminded")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("part", "organisation__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "part", "email"], condition=~models.Q(email=""), name="one_part_an_address"
            ),
        )

    def __str__(self) -> str:
        """Name the person."""
        return self.name or self.email or f"{self.part} {self.pk}"

    @property
    def side(self) -> Side:
        """Return the side of a meeting that the person sits on."""
        return Side.HOST if self.part == Part.HOST else Side.DELEGATION
