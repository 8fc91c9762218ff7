"""Organisations of an agency's directory, what they offer and what they need."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency
from jumelage.web.bilingual import pair
from jumelage.web.towns.models import Town

__all__ = ["Need", "Offer", "Organisation"]


class Organisation(models.Model):
    """A firm, an agency, a chamber, a town or a research centre. ``code`` is its id in lists and plans."""

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
