"""Links between organisations, their dated steps, payment risks and notes."""

from __future__ import annotations

from django.db import models

from jumelage.outcomes import Attribution, Grade, Stage, ValueKind
from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import pair
from jumelage.web.directory.models import Organisation
from jumelage.web.links.rules import NoteVisibility
from jumelage.web.missions.models import Mission

__all__ = ["Link", "LinkNote", "LinkStep", "PaymentRisk"]


def _choices(kind: type[Stage | Attribution | Grade | ValueKind | NoteVisibility]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Link(models.Model):
    """A relation between two organisations, or an organisation and a named outsider.

    ``a`` and ``b`` are rows of the directory where they are known, so that a merge moves them; ``a_name`` and ``b_name``
    are what a reader sees, and all there is of an outsider. ``same_money_as`` names the link whose value this one
    repeats: it is then never added.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="links")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="links")
    code = models.CharField(max_length=40)
    a = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_as_a")
    a_name = models.CharField(max_length=200)
    a_town = models.CharField(max_length=120, blank=True)
    b = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_as_b")
    b_name = models.CharField(max_length=200)
    b_town = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=12)
    what_fr = models.TextField()
    what_en = models.TextField()
    years = models.CharField(max_length=20, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=12, choices=_choices(Stage))
    lost_why = models.CharField(max_length=400, blank=True)
    lost_to = models.CharField(max_length=200, blank=True)
    attribution = models.CharField(max_length=16, choices=_choices(Attribution))
    attribution_note_fr = models.TextField(blank=True)
    attribution_note_en = models.TextField(blank=True)
    grade = models.CharField(max_length=16, choices=_choices(Grade), default=Grade.NONE.value)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_owned")
    next_step = models.CharField(max_length=400, blank=True)
    next_due = models.DateField(null=True, blank=True, db_index=True)
    last_step_on = models.DateField(null=True, blank=True, help_text="the first day of its latest dated step")
    status_fr = models.TextField(blank=True)
    status_en = models.TextField(blank=True)
    caveat_fr = models.TextField(blank=True)
    caveat_en = models.TextField(blank=True)
    caveat_url = models.URLField(max_length=500, blank=True, help_text="where the caveat was read, if elsewhere")
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="CAD")
    value_kind = models.CharField(max_length=12, blank=True, choices=_choices(ValueKind))
    value_note_fr = models.TextField(blank=True)
    value_note_en = models.TextField(blank=True)
    same_money_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats")
    source_url = models.URLField(max_length=500, blank=True)

    what, status, caveat = pair("what"), pair("status"), pair("caveat")
    value_note, attribution_note = pair("value_note"), pair("attribution_note")

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["agency", "code"], name="one_link_for_a_code"),)
        indexes = (
            models.Index(fields=["agency", "stage"], name="links_by_stage"),
            models.Index(fields=["agency", "last_step_on"], name="links_by_last_step"),
        )

    def __str__(self) -> str:
        """Say between whom."""
        return f"{self.a_name} – {self.b_name}"

    @property
    def payment_at_risk(self) -> bool:
        """Tell whether a payment risk is open."""
        return any(risk.closed_on is None for risk in self.payment_risks.all())


class LinkStep(models.Model):
    """One dated step of a link's history: the stage it came to, who said so, on what evidence.

    ``dated`` is an ISO date, or its year or month where no source tells more.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=12, choices=_choices(Stage))
    dated = models.CharField(max_length=10)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    grade = models.CharField(max_length=16, choices=_choices(Grade), default=Grade.NONE.value)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="link_steps")
    recorded_at = models.DateTimeField(auto_now_add=True)

    note = pair("note")

    class Meta:
        ordering = ("dated", "id")

    def __str__(self) -> str:
        """Say what came when."""
        return f"{self.dated}: {self.stage}"


class PaymentRisk(models.Model):
    """A flag that a payment of a link may not come: raised and closed by somebody, for a reason."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="payment_risks")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="payment_risks")
    reason_fr = models.TextField()
    reason_en = models.TextField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    reason = pair("reason")

    class Meta:
        ordering = ("opened_on", "id")

    def __str__(self) -> str:
        """Say of what."""
        return f"{self.link_id}: {self.reason_fr or self.reason_en}"


class LinkNote(models.Model):
    """What an officer writes about a link: for the whole agency, or for the officer alone."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    visibility = models.CharField(max_length=8, choices=_choices(NoteVisibility))
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="link_notes")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        """Show the beginning."""
        return self.text[:60]
