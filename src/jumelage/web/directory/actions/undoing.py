"""Undo an import: remove what it created, restore what it changed; what people changed since stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.directory.lists import taken_back
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.directory.actions.records import Write, forget_towns_and_tags, write_records
from jumelage.web.directory.models import Contact, ImportBatch, ImportRow, Need, Offer, Organisation
from jumelage.web.directory.queries.records import record_of, with_parts
from jumelage.web.directory.rules import BatchState

__all__ = ["undo_import"]

OWN = (Offer, Need, Contact, ImportRow)
"""Rows that go with a record that an import created."""

_BESIDE = {
    "naics": ("naics_confidence",),
    "kind": ("kind_words",),
    "offers": ("stated_by_officer",),
    "needs": ("stated_by_officer",),
}
MOST_READ = 500


@transaction.atomic
def undo_import(user: AnyUser, batch: ImportBatch) -> ImportBatch:
    """Undo an import, updates included; what was changed or used by somebody since stays, and is named. Idempotent.

    Raises
    ------
    PermissionDenied
        The person is not an officer of the agency.
    """
    require_editor(user, batch.agency)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("agency").get(pk=batch.pk)
    if batch.state != BatchState.DONE:
        return batch
    Agency.objects.select_for_update().get(pk=batch.agency_id)
    kept: list[dict[str, Any]] = []
    rows = list(batch.rows.all())
    for start in range(0, len(rows), MOST_READ):
        _undo_some(batch.agency, rows[start : start + MOST_READ], kept)
    forget_towns_and_tags(batch.agency, batch.towns_made, batch.tags_made)
    batch.state, batch.undone_by, batch.undone_at, batch.kept_after_undo = (
        BatchState.UNDONE,
        author(user),
        timezone.now(),
        kept,
    )
    batch.save(update_fields=["state", "undone_by", "undone_at", "kept_after_undo"])
    after = {"file": batch.file_name, "undone": len(rows) - len(kept), "kept": [one["name"] for one in kept]}
    record_change(batch.agency, user, "import.undone", f"import:{batch.pk}", after=after)
    return batch


def _undo_some(agency: Agency, rows: list[ImportRow], kept: list[dict[str, Any]]) -> None:
    present = with_parts(Organisation.objects.select_for_update(of=("self",))).in_bulk(
        [row.organisation_id for row in rows if row.organisation_id]
    )
    created = [row.organisation_id for row in rows if row.created and row.organisation_id]
    used = _used(created)
    removed: list[int] = []
    writes: list[Write] = []
    for row in rows:
        organisation = present.get(row.organisation_id)
        if organisation is None or organisation.merged_into_id:
            kept.append(_kept(row, "merged" if organisation else "gone"))
            continue
        now = record_of(organisation)
        if row.created:
            if now != row.after or organisation.archived_at:
                kept.append(_kept(row, "changed"))
            elif organisation.pk in used:
                kept.append(_kept(row, "used"))
            else:
                removed.append(organisation.pk)
            continue
        back, parts = taken_back(row.before, row.after, now)
        for part, beside in _BESIDE.items():
            if row.before[part] != row.after[part] and part not in parts:
                back.update({name: row.before.get(name, back.get(name)) for name in beside})
        if parts:
            kept.append(_kept(row, "changed", parts))
        if back != now:
            writes.append(Write(organisation, now, back))
    write_records(agency, writes)
    Organisation.objects.filter(pk__in=removed).delete()


def _kept(row: ImportRow, why: str, parts: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": row.name, "organisation": row.organisation_id, "why": why, "parts": list(parts)}


def _used(created: list[int]) -> set[int]:
    """Return which of these organisations a note, a merge or a row of another app refers to."""
    found: set[int] = set()
    for relation in Organisation._meta.related_objects:
        if relation.related_model in OWN:
            continue
        through = getattr(relation, "through", None)
        model = through or relation.related_model
        name = (
            next(f.name for f in through._meta.fields if f.related_model is Organisation)
            if through
            else relation.field.name
        )
        rows = model._base_manager.filter(**{f"{name}__in": created})
        found |= set(rows.values_list(f"{name}_id", flat=True))
    return found
