"""Merges, and decisions that two records are distinct: who decided, when, and what undoing needs."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.directory.models.organisations import Organisation
from jumelage.web.directory.rules import COLUMNS

__all__ = ["DuplicateDecision", "Merge"]


class Merge(models.Model):
    """A merge of two records: both as they were, what the kept one took over, and what it does not show.

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
        both = [(name, mine.get(name), theirs.get(name)) for name in COLUMNS]
        return [(name, other) for name, own, other in both if own and other and own != other]


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
