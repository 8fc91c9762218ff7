"""What the two sides ask of one another."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.rules import LIVE, RequestState, Wish

__all__ = ["Request"]


class Request(models.Model):
    """A wish of one organisation to meet another on a mission: a meeting exists after a yes from both sides.

    The side that asks has its wish and priority (5: most); the other answers with its own. One request a pair is active
    at a time; those that ended stay as a trace.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="requests")
    delegation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="requests_as_delegation")
    host = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="requests_as_host")
    relation = models.CharField(max_length=12, blank=True)
    asked_by_side = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Side])
    delegation_wish = models.CharField(max_length=8, blank=True, choices=[(w.value, w.value) for w in Wish])
    delegation_priority = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    host_wish = models.CharField(max_length=8, blank=True, choices=[(w.value, w.value) for w in Wish])
    host_priority = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.CharField(max_length=600, blank=True, help_text="what the asking side says to the other")
    answer_words = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RequestState])
    expires_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_for = models.BooleanField(default=False, help_text="an officer asked in the organisation's place")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_for = models.BooleanField(default=False, help_text="an officer answered in the organisation's place")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "delegation", "host"],
                condition=models.Q(state__in=[state.value for state in LIVE]),
                name="one_living_request_a_pair",
            ),
        )

    def __str__(self) -> str:
        """Say who asks whom."""
        return f"{self.delegation_id} – {self.host_id}: {self.state}"
