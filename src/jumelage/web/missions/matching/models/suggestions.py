"""Whom a mission could meet and why, what was decided, which pairs are proposed."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models

from jumelage.language import Bilingual
from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.rules import Rejection, Verdict

__all__ = ["Decision", "Proposal", "Reason", "Shortlist", "Suggestion"]


class Reason(NamedTuple):
    """A reason to meet and its part of the evidence."""

    text: Bilingual
    weight: float


class Suggestion(models.Model):
    """A match: two organisations that should meet, as what, and why. Reasons: ``[{kind, fr, en, weight, piece, value}]``."""

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
    def bilingual_reasons(self) -> list[Reason]:
        """Return the reasons in matching's order: what the two say of themselves before what industries do on average."""
        return [Reason(Bilingual(fr=r["fr"], en=r["en"]), r["weight"]) for r in self.reasons]

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
