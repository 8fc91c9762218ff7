"""Messages, their wording, and the addresses that nothing is sent to any more."""

from __future__ import annotations

import uuid

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.outbox.rules import MessageState, SuppressionReason

__all__ = ["Message", "Suppression", "Template"]


class Message(models.Model):
    """One e-mail to one address, worded when it was written: what is kept is what was sent."""

    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=40, help_text="which wording: mission.invitation")
    about = models.CharField(max_length=80, blank=True, help_text="of what: mission:12")
    key = models.CharField(
        max_length=160, null=True, blank=True, unique=True, help_text="a message with the same key is written once"
    )
    to = models.EmailField()
    to_name = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=2, default="fr")
    subject = models.CharField(max_length=240)
    text = models.TextField()
    calendar = models.TextField(blank=True, help_text="a calendar file to go with it")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in MessageState], default=MessageState.QUEUED
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False, help_text="in the mail's Message-ID")
    priority = models.SmallIntegerField(default=0, help_text="the higher, the sooner")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="not worth sending any more after")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="since when a worker sends it")
    problem = models.CharField(max_length=400, blank=True)
    written_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-written_at", "-id")
        indexes = (
            models.Index(fields=["state", "next_try"], name="messages_to_send"),
            models.Index(fields=["agency", "about"], name="messages_on_a_subject"),
        )

    def __str__(self) -> str:
        """Say what is sent to whom."""
        return f"{self.kind} → {self.to}"


class Template(models.Model):
    """An agency's own wording of a kind of message; without one, the room's default is used."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=40)
    subject_fr = models.CharField(max_length=240)
    subject_en = models.CharField(max_length=240)
    body_fr = models.TextField()
    body_en = models.TextField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    subject, body = pair("subject"), pair("body")

    class Meta:
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=["agency", "kind"], name="one_wording_a_kind"),)

    def __str__(self) -> str:
        """Name the wording."""
        return self.kind


class Suppression(models.Model):
    """An address that nothing is sent to any more, by this agency, or by any (no agency)."""

    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="suppressions")
    email = models.EmailField()
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in SuppressionReason])
    note = models.CharField(max_length=400, blank=True, help_text="what the other server answered")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(fields=["agency", "email"], name="one_suppression_an_address"),
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(agency=None), name="one_suppression_for_all_an_address"
            ),
        )

    def __str__(self) -> str:
        """Name the address."""
        return self.email
