"""Practices with their evidence and lineage, transfers of a practice to a town, and the model towns of a search."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db import models

from jumelage.economy.model_towns import VERDICTS as TOWN_VERDICTS
from jumelage.language import Bilingual
from jumelage.practices import QUALIFIERS, RELATIONS, VERDICTS, evidence_of, has_evidence
from jumelage.reference import ontario
from jumelage.web.accounts.models import Agency
from jumelage.web.bilingual import pair
from jumelage.web.practices.rules import KINDS, Outcome, StepName, Verdict
from jumelage.web.towns.models import Town

__all__ = [
    "Evidence",
    "Home",
    "Lineage",
    "LineageNode",
    "ModelTown",
    "Practice",
    "Requirement",
    "TownSearch",
    "Transfer",
    "TransferStep",
]


class Home(models.Model):
    """The town that an agency works for: where practices are brought to."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="home")
    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="agencies")

    def __str__(self) -> str:
        """Say which town."""
        return f"{self.agency_id}: {self.town_id}"


class Practice(models.Model):
    """Something that a town tried. ``search`` holds its words in both languages, folded, for looking up.

    ``town`` is empty for a practice of several towns or of none in particular; ``town_name`` says which.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    town = models.ForeignKey(Town, null=True, blank=True, on_delete=models.SET_NULL, related_name="practices")
    town_name_fr = models.CharField(max_length=160, blank=True)
    town_name_en = models.CharField(max_length=160, blank=True)
    year_started = models.PositiveSmallIntegerField(null=True, blank=True)
    problem_fr = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    method_fr = models.TextField(blank=True)
    method_en = models.TextField(blank=True)
    actors_fr = models.TextField(blank=True)
    actors_en = models.TextField(blank=True)
    cost_fr = models.TextField(blank=True)
    cost_en = models.TextField(blank=True)
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    qualifier = models.CharField(max_length=24, blank=True, choices=[(q, q) for q in QUALIFIERS])
    prerequisites_fr = models.TextField(blank=True)
    prerequisites_en = models.TextField(blank=True)
    origins_fr = models.TextField(blank=True)
    origins_en = models.TextField(blank=True)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    reliability = models.CharField(max_length=1)
    source_url = models.URLField(max_length=500, blank=True)
    source_exact = models.BooleanField(default=True, help_text="the page itself, not only its site or folder")
    search = models.TextField(blank=True)

    name, town_name = pair("name"), pair("town_name")
    problem, method, actors, cost = pair("problem"), pair("method"), pair("actors"), pair("cost")
    prerequisites, origins, note = pair("prerequisites"), pair("origins"), pair("note")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        """Name the practice."""
        return f"{self.code} {self.name_fr}"

    @property
    def kind_words(self) -> Bilingual:
        """Name its kind."""
        return KINDS[self.kind]

    @property
    def verdict_words(self) -> Bilingual:
        """Say the verdict alone: the qualifier stands beside it."""
        return VERDICTS[self.verdict]

    @property
    def qualifier_words(self) -> Bilingual | None:
        """Say what bounds the verdict; None where nothing."""
        return QUALIFIERS.get(self.qualifier)

    @property
    def has_evidence(self) -> bool:
        """Tell whether anything is known of the results."""
        return has_evidence(self.record)

    @property
    def evidence_said(self) -> Bilingual:
        """Say what is known of the results; where nothing is, that first."""
        return evidence_of(self.record)

    @property
    def record(self) -> Any:
        """The practice as the engine reads it."""
        return _Record(self)


class _Record:
    """A practice in the shape that :mod:`jumelage.practices` takes."""

    def __init__(self, row: Practice) -> None:
        self.id, self.verdict, self.qualifier = row.code, row.verdict, row.qualifier
        self.name, self.town, self.problem, self.method = row.name, row.town_name, row.problem, row.method
        self.actors, self.prerequisites = row.actors, row.prerequisites
        said = [evidence.text for evidence in row.evidence.all()]
        self.evidence = Bilingual(fr=" ".join(text.fr for text in said), en=" ".join(text.en for text in said))


class Evidence(models.Model):
    """One thing known of a practice's results, with its source."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    text_fr = models.TextField()
    text_en = models.TextField()
    source_url = models.URLField(max_length=500, blank=True)

    text = pair("text")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["practice", "position"], name="one_evidence_at_a_position"),)

    def __str__(self) -> str:
        """Say it."""
        return self.text_fr


class LineageNode(models.Model):
    """A point of the lineage: a practice, or a place or idea that is none of the library's."""

    key = models.CharField(max_length=40, unique=True)
    practice = models.OneToOneField(
        Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="lineage_node"
    )
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    name = pair("name")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        """Name it."""
        return self.name_fr


class Lineage(models.Model):
    """One step of a lineage, from where it came to where it went; ``told_by`` is the record whose source says so."""

    position = models.PositiveSmallIntegerField()
    origin = models.ForeignKey(LineageNode, on_delete=models.CASCADE, related_name="went_to")
    target = models.ForeignKey(LineageNode, on_delete=models.CASCADE, related_name="came_from")
    relation = models.CharField(max_length=16, choices=[(relation, relation) for relation in RELATIONS])
    when = models.CharField(max_length=40, blank=True)
    told_by = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="tells")

    class Meta:
        ordering = ("position",)
        verbose_name_plural = "lineage"
        constraints = (models.UniqueConstraint(fields=["origin", "target"], name="one_step_between_two"),)

    def __str__(self) -> str:
        """Say from where to where."""
        return f"{self.origin_id} → {self.target_id}"


class Apart(NamedTuple):
    """One way in which two towns differ; ``apart`` from 0 to 1, None where it is not known."""

    name: Bilingual
    said: Bilingual
    to_check: Bilingual
    apart: float | None


def _both(text: dict[str, str]) -> Bilingual:
    return Bilingual(fr=text["fr"], en=text["en"])


class Transfer(models.Model):
    """A town's plan to re-use a practice, and what came of it. The practice and its origin are kept for good.

    ``distance`` keeps the comparison of the two towns as it was: ``{total, parts: [{part, name, apart, said, to_check}]}``.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="transfers")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="transfers")
    here = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="transfers")
    owner = models.CharField(max_length=120)
    started = models.DateField()
    review = models.DateField()
    caution_fr = models.TextField(blank=True)
    caution_en = models.TextField(blank=True)
    distance = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, blank=True, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    shared = models.BooleanField(default=True, help_text="the result is shown to every agency of this service")

    caution = pair("caution")

    class Meta:
        ordering = ("review", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "practice", "here"], condition=models.Q(outcome=""), name="one_open_transfer"
            ),
        )

    def __str__(self) -> str:
        """Say what goes where."""
        return f"{self.practice_id} → {self.here_id}"

    @property
    def parts(self) -> list[Apart]:
        """Return what differs between the two towns, part by part, as it was when the plan was made."""
        return [
            Apart(_both(p["name"]), _both(p["said"]), _both(p["to_check"]), p["apart"]) for p in self.distance["parts"]
        ]


class TransferStep(models.Model):
    """One step of a transfer: what to do (``[{fr, en}]``), who answers for it, when, and what comes next."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StepName])
    to_do = models.JSONField(default=list)
    owner = models.CharField(max_length=120)
    due = models.DateField()
    next = models.CharField(max_length=300, blank=True, help_text="the next thing to do, in the officer's words")
    done = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["transfer", "name"], name="each_step_once"),)

    def __str__(self) -> str:
        """Name the step."""
        return f"{self.transfer_id} {self.name}"

    @property
    def actions(self) -> list[Bilingual]:
        """Return what to do, in order."""
        return [Bilingual(fr=line["fr"], en=line["en"]) for line in self.to_do]

    def late(self, today: dt.date) -> bool:
        """Tell whether its date has passed."""
        return self.done is None and self.due < today


class Requirement(models.Model):
    """One thing that must be true here; ``met`` is None while nobody has looked."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="requirements")
    number = models.PositiveSmallIntegerField()
    text_fr = models.TextField()
    text_en = models.TextField()
    met = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    text = pair("text")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["transfer", "number"], name="each_requirement_once"),)

    def __str__(self) -> str:
        """Say it."""
        return self.text_fr


class TownSearch(models.Model):
    """A search for model towns in one table, with its settings and source, as the engine returned it."""

    slug = models.SlugField(unique=True)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    outcome = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True, help_text="the panel to ask again, where it is shipped")
    source_fr = models.TextField()
    source_en = models.TextField()
    unit_fr = models.TextField(blank=True)
    unit_en = models.TextField(blank=True)
    licence = models.CharField(max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    searched = models.PositiveIntegerField()
    chance = models.FloatField(help_text="towns that would be called better by chance alone")
    settings = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    breaks = models.JSONField(default=list)
    asking = models.JSONField(default=list, help_text="places of the table that may ask: [{place, name}]")
    pooled = models.JSONField(default=dict, help_text="all towns hit, together: text, effect, low, high, p, hit, unhit")
    made_at = models.DateTimeField(auto_now=True)

    title, source, unit = pair("title"), pair("source"), pair("unit")

    class Meta:
        ordering = ("slug",)
        verbose_name_plural = "town searches"

    def __str__(self) -> str:
        """Name the search."""
        return self.title_fr

    @property
    def licence_said(self) -> Bilingual:
        """Name the licence, in both languages where it is known in both."""
        given = Bilingual(fr=self.licence, en=self.licence)
        return ontario.LICENCE if self.licence in (ontario.LICENCE.fr, ontario.LICENCE.en) else given

    @property
    def said_notes(self) -> list[Bilingual]:
        """Return what a reader must know."""
        return [Bilingual(fr=note["fr"], en=note["en"]) for note in self.notes]


class ModelTown(models.Model):
    """A town that was hit: its shock, its verdict with the reason, its story and the evidence.

    ``evidence`` is empty where nothing could be computed: there is then no number. ``chart``: years, actual, without,
    low, high; ``path`` the town's own figures, null where there is none. ``later``: since, until, gains, jobs, caution.
    """

    search = models.ForeignKey(TownSearch, on_delete=models.CASCADE, related_name="towns")
    slug = models.SlugField(max_length=140)
    place = models.CharField(max_length=120)
    name = models.CharField(max_length=160)
    rank = models.PositiveIntegerField()
    verdict = models.CharField(max_length=12)
    reason_fr = models.TextField()
    reason_en = models.TextField()
    story_fr = models.TextField()
    story_en = models.TextField()
    shock_year = models.PositiveSmallIntegerField()
    earliest = models.PositiveSmallIntegerField()
    latest = models.PositiveSmallIntegerField()
    shock_fr = models.TextField()
    shock_en = models.TextField()
    size_fr = models.CharField(max_length=80)
    size_en = models.CharField(max_length=80)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    path = models.JSONField(default=list)
    chart = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    later = models.JSONField(default=dict)
    pooled = models.JSONField(default=dict, help_text="beside all towns hit: effect, interval, rank_probability")

    reason, story, shock, size = pair("reason"), pair("story"), pair("shock"), pair("size")

    class Meta:
        ordering = ("rank",)
        constraints = (models.UniqueConstraint(fields=["search", "slug"], name="one_model_town_for_a_slug"),)

    def __str__(self) -> str:
        """Name the town."""
        return self.name

    @property
    def verdict_words(self) -> Bilingual:
        """Say the verdict."""
        return TOWN_VERDICTS[self.verdict]  # type: ignore[index]
