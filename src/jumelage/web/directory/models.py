"""Organisations of an agency's directory, what they offer and what they need."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.directory.rules import COLUMNS
from jumelage.web.towns.models import Town

__all__ = ["DuplicateDecision", "Merge", "Need", "Offer", "Organisation"]


class Organisation(models.Model):
    """A firm, an agency, a chamber, a town or a research centre. ``code`` is its id in lists and plans.

    A record merged into another stays, hidden: its code still leads to the one that was kept.
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


class Merge(models.Model):
    """Two records made one: both as they were, what the kept one took over, and what it does not show.

    Undone, it stays as a trace, and both records read as before.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges_kept")
    dropped = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges_dropped")
    kept_before = models.JSONField()
    dropped_before = models.JSONField()
    filled = models.JSONField(default=list, help_text="columns that the kept record had empty and took over")
    copied = models.JSONField(default=dict, help_text="offers and needs copied: {offer: [ids], need: [ids]}")
    moved = models.JSONField(default=list, help_text="rows that pointed at the dropped record: [[model, field, [ids]]]")
    probability = models.FloatField(null=True, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="merges")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Say what became what."""
        return f"{self.dropped_id} → {self.kept_id}"

    @property
    def unshown(self) -> list[tuple[str, str]]:
        """Return what the dropped record said otherwise than the kept one: column and value."""
        mine, theirs = self.kept_before, self.dropped_before
        return [(name, theirs[name]) for name in COLUMNS if mine[name] and theirs[name] and mine[name] != theirs[name]]


class DuplicateDecision(models.Model):
    """Two records that an officer said are not one organisation: never asked again, unless undone. ``a`` is the older."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="duplicate_decisions")
    a = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="duplicate_decisions")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["a", "b"], condition=models.Q(undone_at=None), name="one_answer_a_pair"),
        )

    def __str__(self) -> str:
        """Say which two."""
        return f"{self.a_id} ≠ {self.b_id}"
