"""Imports of lists: the file, the officer's choices, what each row changed, and what undoing needs."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import Agency, User
from jumelage.web.directory.models.organisations import Organisation
from jumelage.web.directory.rules import BatchState

__all__ = ["ColumnMapping", "ImportBatch", "ImportRow"]


class ImportBatch(models.Model):
    """One import: a file that waits, was imported, or was undone.

    ``content`` is the file, kept only until the import is made or given up. ``choices`` is what the officer decided:
    ``{sheet, mapping, mode, good_rows, erase, decisions}``. ``counts`` is what came of it. ``returned`` is the
    workbook of rejected rows that goes back to whoever made the list.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="import_batches")
    file_name = models.CharField(max_length=160)
    content = models.BinaryField(default=b"")
    sheet = models.CharField(max_length=120, blank=True)
    choices = models.JSONField(default=dict)
    preview = models.JSONField(
        default=dict, help_text="what it would change under these choices, for its officer to see"
    )
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="rejected rows: [{row, column, problem: {fr, en}, remedy}]")
    returned = models.BinaryField(default=b"")
    towns_made = models.JSONField(default=list, help_text="towns that this import was the first to name")
    tags_made = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in BatchState])
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="import_batches")
    made_at = models.DateTimeField(auto_now_add=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_after_undo = models.JSONField(default=list, help_text="what was not undone, and why: [{name, fields}]")

    class Meta:
        ordering = ("-made_at", "-id")
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        """Name the file."""
        return self.file_name


class ImportRow(models.Model):
    """What one row of a file changed: the fields of its record before and after; ``before`` is empty for a new one."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="import_rows")
    number = models.PositiveIntegerField(help_text="of the row, as the file counts them")
    created = models.BooleanField()
    name = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        """Say which row it was."""
        return f"{self.number}: {self.name}"


class ColumnMapping(models.Model):
    """Which column is which field, as an officer said it: asked once for all files with the same headers."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="column_mappings")
    headers = models.CharField(max_length=64, help_text="what the headers come to (SHA-256)")
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agency", "headers"], name="one_mapping_for_headers"),)

    def __str__(self) -> str:
        """Say which headers."""
        return self.headers[:12]
