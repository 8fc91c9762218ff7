"""Towns, each fact with its source and year, what happened when; tables of jobs by industry and what they say."""

from __future__ import annotations

from django.db import models

from jumelage.language import Bilingual, say_partial_date
from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair

__all__ = ["Panel", "Portrait", "Town", "TownEvent", "TownFact", "UploadedTable"]


class Town(models.Model):
    """A town. Its facts are public, so every person who signs in sees it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    industry_fr = models.CharField(max_length=200, blank=True)
    industry_en = models.CharField(max_length=200, blank=True)

    industry = pair("industry")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        """Name the town."""
        return self.name


class TownFact(models.Model):
    """One thing known of a town: a figure or a sentence, its year, its source."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    label_fr = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    value_fr = models.CharField(max_length=400)
    value_en = models.CharField(max_length=400)
    year = models.CharField(max_length=40, blank=True)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    label, value, note = pair("label"), pair("value"), pair("note")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["town", "position"], name="one_fact_at_a_position"),)

    def __str__(self) -> str:
        """Say the fact."""
        return f"{self.town_id}: {self.label_en} {self.value_en}"


class TownEvent(models.Model):
    """One step of an exchange between towns, dated as exactly as its source allows."""

    code = models.CharField(max_length=40, unique=True)
    towns = models.ManyToManyField(Town, related_name="events")
    date = models.CharField(max_length=10, help_text="2017, 2017-02 or 2017-02-15: what is known, no more")
    text_fr = models.TextField()
    text_en = models.TextField()
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    text, note = pair("text"), pair("note")

    class Meta:
        ordering = ("date", "code")

    def __str__(self) -> str:
        """Say the event."""
        return f"{self.date} {self.text_en}"

    @property
    def when(self) -> Bilingual:
        """Say the date as exactly as it is known: a day, a month or a year."""
        return Bilingual(fr=say_partial_date(self.date, "fr"), en=say_partial_date(self.date, "en"))


class Panel(models.Model):
    """A table of jobs by place, industry and year, with its source. Without an agency it is public."""

    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="panels")
    slug = models.SlugField(max_length=120, unique=True)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    table = models.JSONField(help_text="The table as read, in long form, one list a column")
    source = models.JSONField()
    people = models.BooleanField(default=True, help_text="People where they live; otherwise jobs where they are")
    forecast_quality = models.JSONField(
        null=True, blank=True, help_text="How well what comes next was foretold in the past"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    name = pair("name")

    class Meta:
        ordering = ("name_fr", "id")

    def __str__(self) -> str:
        """Name the table."""
        return self.name_fr


class Portrait(models.Model):
    """The portrait of one place of a table, stored whole with its settings: the figures stay as they were."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="portraits")
    town = models.ForeignKey(Town, null=True, blank=True, on_delete=models.SET_NULL, related_name="portraits")
    place = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    employment = models.FloatField()
    share = models.FloatField(help_text="Of the largest industry, 0 to 1")
    largest_fr = models.CharField(max_length=200)
    largest_en = models.CharField(max_length=200)
    effective = models.FloatField(help_text="Effective number of industries")
    settings = models.JSONField()
    result = models.JSONField()
    next_industries = models.JSONField(null=True, blank=True, help_text="Industries that could come, most likely first")
    made_at = models.DateTimeField(auto_now_add=True)

    largest = pair("largest")

    class Meta:
        ordering = ("-share", "name")
        constraints = (models.UniqueConstraint(fields=["panel", "slug"], name="one_portrait_for_a_place"),)

    def __str__(self) -> str:
        """Say whose portrait it is."""
        return f"{self.name}, {self.year}"


class UploadedTable(models.Model):
    """An uploaded table: kept until an officer has said which column is what and it is loaded, then removed."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="uploaded_tables")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    town = models.ForeignKey(Town, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name the file."""
        return self.name
