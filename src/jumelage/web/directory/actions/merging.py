"""Make two records one, tell two records apart, and take either answer back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.actions.records import refold
from jumelage.web.directory.models import DuplicateDecision, ImportRow, Merge, Need, Offer, Organisation
from jumelage.web.directory.rules import COLUMNS

__all__ = ["AlreadyAnsweredError", "keep_apart", "merge", "rejoin", "undo_merge"]

OWN = (Offer, Need, Merge, DuplicateDecision, ImportRow, Organisation)
"""Rows of the directory itself: they stay with the record that they speak of."""


class AlreadyAnsweredError(Exception):
    """Somebody answered meanwhile: one of the two records is merged already."""


@transaction.atomic
def merge(user: AnyUser, kept: Organisation, dropped: Organisation, probability: float | None = None) -> Merge:
    """Make two records one: the kept one's values, completed by the other's, and everything that pointed at either.

    Nothing is lost: the other record stays, hidden, and the merge keeps both as they were.

    Raises
    ------
    AlreadyAnsweredError
        When one of the two was merged meanwhile.
    """
    require_editor(user, kept.agency)
    if kept.agency_id != dropped.agency_id or kept.pk == dropped.pk:
        raise PermissionDenied
    locked = Organisation.objects.select_for_update().filter(pk__in=(kept.pk, dropped.pk), merged_into=None)
    if len(rows := {row.pk: row for row in locked}) < 2:
        raise AlreadyAnsweredError
    kept, dropped = rows[kept.pk], rows[dropped.pk]
    made = Merge(agency=kept.agency, kept=kept, dropped=dropped, made_by=author(user), probability=probability)
    made.kept_before, made.dropped_before = _read(kept), _read(dropped)
    made.filled = [name for name in _attributes() if not getattr(kept, name) and getattr(dropped, name)]
    for name in made.filled:
        setattr(kept, name, getattr(dropped, name))
    kept.save(update_fields=made.filled)
    made.copied = {"offer": _copy(Offer, dropped, kept), "need": _copy(Need, dropped, kept)}
    made.moved = [[model._meta.label, field, moved] for model, field, moved in _move(dropped, kept) if moved]
    dropped.merged_into = kept
    dropped.save(update_fields=["merged_into"])
    made.save()
    refold([kept.pk])
    record_change(
        made.agency,
        user,
        "organisation.merged",
        f"organisation:{kept.pk}",
        before=made.dropped_before,
        after=_read(kept),
    )
    return made


@transaction.atomic
def undo_merge(user: AnyUser, made: Merge) -> None:
    """Put two records back as they were; what somebody wrote on the kept one since then stays. Idempotent.

    Raises
    ------
    AlreadyAnsweredError
        When the kept record was itself merged since: that merge is undone first.
    """
    require_editor(user, made.agency)
    made = Merge.objects.select_for_update(of=("self",)).select_related("kept", "dropped", "agency").get(pk=made.pk)
    if made.undone_at is not None:
        return
    kept, dropped = made.kept, made.dropped
    if kept.merged_into_id is not None:
        raise AlreadyAnsweredError
    untouched = [name for name in made.filled if getattr(kept, name) == getattr(dropped, name)]
    for name in untouched:
        setattr(kept, name, getattr(Organisation(), name))
    kept.save(update_fields=untouched)
    Offer.objects.filter(organisation=kept, pk__in=made.copied["offer"]).delete()
    Need.objects.filter(organisation=kept, pk__in=made.copied["need"]).delete()
    for label, field, moved in made.moved:
        model = apps.get_model(label)
        _point(model._base_manager.filter(pk__in=moved, **{field: kept.pk}), field, dropped.pk)
    dropped.merged_into = None
    dropped.save(update_fields=["merged_into"])
    refold([kept.pk])
    made.undone_by, made.undone_at = author(user), timezone.now()
    made.save(update_fields=["undone_by", "undone_at"])
    record_change(made.agency, user, "organisation.parted", f"organisation:{kept.pk}", after=made.dropped_before)


@transaction.atomic
def keep_apart(user: AnyUser, one: Organisation, other: Organisation) -> DuplicateDecision:
    """Remember that two records are not one organisation: they are not asked about again."""
    require_editor(user, one.agency)
    if one.agency_id != other.agency_id or one.pk == other.pk:
        raise PermissionDenied
    a, b = sorted((one, other), key=lambda row: row.pk)
    made, fresh = DuplicateDecision.objects.get_or_create(
        agency=a.agency, a=a, b=b, undone_at=None, defaults={"made_by": author(user)}
    )
    if fresh:
        names = {"a": a.name, "b": b.name}
        record_change(a.agency, user, "duplicate.refused", f"organisation:{a.pk}", after=names)
    return made


@transaction.atomic
def rejoin(user: AnyUser, made: DuplicateDecision) -> None:
    """Undo the decision that two records are distinct: the pair is proposed again. Idempotent."""
    require_editor(user, made.agency)
    standing = DuplicateDecision.objects.filter(pk=made.pk, undone_at=None)
    if standing.update(undone_at=timezone.now(), undone_by=user):
        record_change(made.agency, user, "duplicate.reopened", f"organisation:{made.a_id}")


def _attributes() -> list[str]:
    """Name the columns that a merge completes; the town by its row, a code with how sure it is."""
    names = [f"{name}_id" if name == "town" else name for name in COLUMNS]
    return [*names, "kind_fr", "kind_en", "naics_confidence"]


def _read(row: Organisation) -> dict[str, Any]:
    said = {"offers": row.offers.all(), "needs": row.needs.all()}
    statements = {kind: [{"fr": one.text_fr, "en": one.text_en} for one in rows] for kind, rows in said.items()}
    town = row.town.name if row.town else ""
    return {"code": row.code, "town": town} | {name: getattr(row, name) for name in _attributes()} | statements


def _copy(model: type[Offer] | type[Need], dropped: Organisation, kept: Organisation) -> list[int]:
    """Add to the kept record the statements that it does not make; return their keys."""
    mine = list(model._default_manager.filter(organisation=kept))
    said = {(row.text_fr, row.text_en) for row in mine}
    theirs = [row for row in model._default_manager.filter(organisation=dropped) if _texts(row) not in said]
    start = max((row.position for row in mine), default=-1) + 1
    copies = [
        model._default_manager.create(organisation=kept, position=place, text_fr=row.text_fr, text_en=row.text_en)
        for place, row in enumerate(theirs, start=start)
    ]
    return [row.pk for row in copies]


def _texts(row: Offer | Need) -> tuple[str, str]:
    return row.text_fr, row.text_en


def _move(dropped: Organisation, kept: Organisation) -> Iterator[tuple[type[models.Model], str, list[int]]]:
    """Point at the kept record every row of any room that pointed at the dropped one, through the models' own relations.

    The rooms above are not named here: Django knows who refers to an organisation.
    """
    for relation in Organisation._meta.related_objects:
        if relation.many_to_many:
            through = relation.through  # type: ignore[attr-defined]
            field = next(f.name for f in through._meta.fields if f.related_model is Organisation)
            yield through, field, _point(through._base_manager.filter(**{field: dropped.pk}), field, kept.pk)
        elif (model := relation.related_model) not in OWN:
            field = relation.field.name
            yield model, field, _point(model._base_manager.filter(**{field: dropped.pk}), field, kept.pk)


def _point(rows: models.QuerySet[Any], field: str, target: int) -> list[int]:
    """Point rows at another record; a row whose like is there already stays where it is."""
    moved: list[int] = []
    for row in list(rows):
        try:
            with transaction.atomic():
                rows.model._base_manager.filter(pk=row.pk).update(**{field: target})
            moved.append(row.pk)
        except IntegrityError:
            continue
    return moved
