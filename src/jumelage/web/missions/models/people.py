"""People with a part in a mission, and what the two sides ask of one another."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.models.missions import Delegate, Mission
from jumelage.web.missions.rules import LIVE, Part, PartState, RequestState, Side, Wish

__all__ = ["Participant", "Request"]


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


class Request(models.Model):
    """A wish of one organisation to meet another on a mission: a meeting exists after a yes from both sides.

    The side that asks has its wish and priority (5: most); the other answers with its own. One request a pair lives
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
