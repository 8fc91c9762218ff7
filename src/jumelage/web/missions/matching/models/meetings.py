"""What people do together: agreed by both sides, or planned by an officer."""

from __future__ import annotations

from django.db import models

from jumelage.documents.programme import RELATIONS
from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.bilingual import pair
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models.requests import Request

__all__ = ["Meeting"]


class Meeting(models.Model):
    """Something that people do together: a visit, an exchange, a meal. When and where is a :class:`Placement`."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="meetings")
    code = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    relation = models.CharField(max_length=12, blank=True)
    reasons = models.JSONField(default=list)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: as long as its slots")
    exploratory = models.BooleanField(default=False)
    request = models.OneToOneField(Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting")
    sequence = models.PositiveIntegerField(default=0, help_text="how often its time or place was changed in public")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    delegations = models.ManyToManyField(Organisation, related_name="meetings_made")
    hosts = models.ManyToManyField(Organisation, related_name="meetings_hosted")

    title, note = pair("title"), pair("note")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mission", "code"], name="one_meeting_for_a_code"),)

    def __str__(self) -> str:
        """Name the meeting."""
        return self.title_fr

    @property
    def relation_words(self) -> Bilingual:
        """Return what the host would be to the visitor, in words; none where nothing is known."""
        return RELATIONS.get(self.relation, NO_TEXT)

    @property
    def bilingual_reasons(self) -> list[Bilingual]:
        """Return the reasons to meet."""
        return [Bilingual(fr=reason["fr"], en=reason["en"]) for reason in self.reasons]
