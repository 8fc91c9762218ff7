"""What happened to an organisation: changes, notes, merges, imports, missions; the latest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from jumelage.directory.lists import EMPTY, changes
from jumelage.web.accounts.models import AuditEntry
from jumelage.web.directory.models import ImportRow, Merge, Organisation
from jumelage.web.directory.rules import BatchState

__all__ = ["Happening", "missions_of", "timeline_of"]

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened.

    Parameters
    ----------
    kind
        ``organisation.changed``, ``import.created``, ``import.updated``, ``merge``…
    at, who
        When, and by whom; None for the machine.
    name
        What it is about where that is not the organisation: a file, the other record.
    changes
        Parts that changed, as a person reads them.
    target
        Key of what can be opened: the import.
    """

    kind: str
    at: dt.datetime
    who: Any
    name: str = ""
    changes: tuple[Any, ...] = ()
    target: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def timeline_of(organisation: Organisation) -> list[Happening]:
    """Return what happened to an organisation, the latest first; whoever sees it sees this."""
    found = [*_entries(organisation), *_imports(organisation), *_merges(organisation)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]


def _entries(organisation: Organisation) -> list[Happening]:
    subject = f"organisation:{organisation.pk}"
    rows = AuditEntry.objects.filter(agency=organisation.agency_id, subject=subject).select_related("actor")
    return [
        Happening(
            row.action,
            row.at,
            row.actor,
            str(row.after.get("name", "") or row.before.get("name", ""))
            if row.action.startswith(("contact", "note"))
            else "",
            changes(EMPTY | row.before, EMPTY | row.after) if row.action == "organisation.changed" else (),
        )
        for row in rows.exclude(action__in=("organisation.merged", "organisation.parted"))[:SHOWN]
    ]


def _imports(organisation: Organisation) -> list[Happening]:
    rows = ImportRow.objects.filter(organisation=organisation).select_related("batch__made_by", "batch__undone_by")
    found = []
    for row in rows[:SHOWN]:
        batch = row.batch
        kind = "import.created" if row.created else "import.updated"
        done = changes(EMPTY | row.before, row.after) if row.before else ()
        found.append(
            Happening(kind, batch.imported_at or batch.made_at, batch.made_by, batch.file_name, done, batch.pk)
        )
        if batch.state == BatchState.UNDONE and batch.undone_at:
            found.append(Happening("import.undone", batch.undone_at, batch.undone_by, batch.file_name, (), batch.pk))
    return found


def _merges(organisation: Organisation) -> list[Happening]:
    rows = Merge.objects.filter(kept=organisation).select_related("dropped", "made_by", "undone_by")
    found = []
    for made in rows[:SHOWN]:
        found.append(Happening("merge", made.made_at, made.made_by, made.dropped.name))
        if made.undone_at:
            found.append(Happening("merge.undone", made.undone_at, made.undone_by, made.dropped.name))
    return found


def missions_of(organisation: Organisation) -> list[Any]:
    """Return the missions that an organisation took part in, the latest first.

    The rooms above are not named here: Django knows who refers to an organisation, and which of those to a mission.
    """
    keys: set[int] = set()
    model: Any = None
    for relation in Organisation._meta.related_objects:
        fields = {f.name: f for f in relation.related_model._meta.get_fields()}
        if "mission" in fields and not relation.many_to_many:
            model = fields["mission"].related_model
            rows = relation.related_model._base_manager.filter(**{relation.field.name: organisation})
            keys |= set(rows.order_by().values_list("mission_id", flat=True).distinct())
    if not keys:
        return []
    found = model._default_manager.filter(pk__in=keys, agency=organisation.agency_id)
    long_ago = timezone.now().date() + dt.timedelta(days=36_500)
    return sorted(found, key=lambda mission: mission.first_day or long_ago, reverse=True)
