"""What came of a mission: a link between organisations, its stage, and whether the mission made it."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency
from jumelage.web.bilingual import pair
from jumelage.web.links.rules import Attribution, Stage, ValueKind
from jumelage.web.missions.models import Mission

__all__ = ["Link"]


class Link(models.Model):
    """A relation between organisations of two towns.

    ``same_money_as`` names the link whose value this one repeats: it is then never added. ``value_kind`` tells a
    project's value from a claim or a cost, which are not added to it either.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="links")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="links")
    code = models.CharField(max_length=40)
    a_name = models.CharField(max_length=200)
    a_town = models.CharField(max_length=120, blank=True)
    b_name = models.CharField(max_length=200)
    b_town = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=12)
    what_fr = models.TextField()
    what_en = models.TextField()
    years = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage])
    attribution = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Attribution])
    attribution_note_fr = models.TextField(blank=True)
    attribution_note_en = models.TextField(blank=True)
    status_fr = models.TextField(blank=True)
    status_en = models.TextField(blank=True)
    caveat_fr = models.TextField(blank=True)
    caveat_en = models.TextField(blank=True)
    caveat_url = models.URLField(max_length=500, blank=True, help_text="where the caveat was read, if elsewhere")
    value_cad = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_kind = models.CharField(max_length=12, blank=True, choices=[(k.value, k.value) for k in ValueKind])
    value_note_fr = models.TextField(blank=True)
    value_note_en = models.TextField(blank=True)
    same_money_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats")
    payment_at_risk = models.BooleanField(default=False)
    source_url = models.URLField(max_length=500, blank=True)

    what, status, caveat = pair("what"), pair("status"), pair("caveat")
    value_note, attribution_note = pair("value_note"), pair("attribution_note")

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["agency", "code"], name="one_link_for_a_code"),)

    def __str__(self) -> str:
        """Say between whom."""
        return f"{self.a_name} – {self.b_name}"
