"""Organisations of an agency's directory, what they offer and what they need."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.towns.models import Town

__all__ = ["Contact", "Need", "Note", "Offer", "Organisation", "Tag"]


class Tag(models.Model):
    """A word of the agency's own that groups organisations. ``folded`` keeps « Éolien » and "eolien" one tag."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=60)

    class Meta:
        ordering = ("folded",)
        constraints = (models.UniqueConstraint(fields=["agency", "folded"], name="one_tag_for_a_word"),)

    def __str__(self) -> str:
        """Say the word."""
        return self.name


class Organisation(models.Model):
    """A firm, an agency, a chamber, a town or a research centre. ``code`` is its id in lists and plans.

    A record merged into another stays, hidden: its code still leads to the one that was kept. An archived one is not
    shown in lists or choices, and keeps its part in the missions it took part in. ``folded`` is what a search looks
    through: name, town, offers, needs and tags without accents or capitals.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="organisations")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    town = models.ForeignKey(Town, null=True, blank=True, on_delete=models.SET_NULL, related_name="organisations")
    kind = models.CharField(max_length=40, blank=True)
    kind_fr = models.CharField(max_length=120, blank=True)
    kind_en = models.CharField(max_length=120, blank=True)
    naics = models.CharField(max_length=6, blank=True)
    naics_confidence = models.CharField(max_length=8, blank=True)
    languages = models.CharField(max_length=40, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    website = models.URLField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    enterprise_number = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=240, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="organisations")
    folded = models.TextField(blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    stated_by_officer = models.BooleanField(
        default=False, help_text="offers and needs are an officer's, not a source's"
    )

    kind_words = pair("kind")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["agency", "code"], name="one_organisation_for_a_code"),)

    def __str__(self) -> str:
        """Name the organisation."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page in the directory."""
        return reverse("directory-organisation", args=[self.pk])


class Statement(models.Model):
    """A sentence in both languages; one may be empty, and the other is then shown."""

    position = models.PositiveSmallIntegerField()
    text_fr = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    text = pair("text")

    class Meta:
        abstract = True
        ordering = ("position",)

    def __str__(self) -> str:
        """Say the sentence."""
        return self.text_fr or self.text_en


class Offer(Statement):
    """What an organisation does for others."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")


class Need(Statement):
    """What an organisation looks for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="needs")


class Contact(models.Model):
    """A person to write to at an organisation, or a general address when no name is given.

    ``consent`` says how the person agreed to be written to and when; nothing is sent to a contact by itself: a
    mission invites.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")])
    consent = models.CharField(max_length=300, blank=True)
    consent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        """Name the person."""
        return self.name or self.email or self.role


class Note(models.Model):
    """What an officer keeps in mind about an organisation: read by the agency only, signed and dated."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="directory_notes")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Say how it begins."""
        return self.text[:60]
