"""Write plain records into the tables, many at once: what an import brings and what its undoing puts back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from jumelage.directory.lists import EMPTY, KINDS
from jumelage.text import fold
from jumelage.web.accounts.models import Agency
from jumelage.web.directory.models import Contact, Need, Offer, Organisation, Tag
from jumelage.web.directory.queries.records import folded, record_of, with_parts
from jumelage.web.directory.rules import COLUMNS
from jumelage.web.towns.models import Town
from jumelage.web.towns.rules import town_slug

__all__ = ["Write", "Written", "forget_towns_and_tags", "free_codes", "refold", "write_records"]

BATCH = 400
_COLUMNS = tuple(name for name in COLUMNS if name != "town")
_SAVED = (*_COLUMNS, "town", "kind_fr", "kind_en", "naics_confidence", "stated_by_officer", "folded")
_CONTACT = ("name", "role", "email", "phone", "language", "consent")


@dataclass(slots=True)
class Write:
    """One record to write: ``row`` is None for a new organisation, which then takes ``code``.

    ``after`` is completed by the keys of contacts that are made.
    """

    row: Organisation | None
    before: dict[str, Any]
    after: dict[str, Any]
    code: str = ""


@dataclass(slots=True)
class Written:
    """What was made beside the organisations: towns and tags that nobody had named before."""

    rows: list[Organisation] = field(default_factory=list)
    towns: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


def write_records(agency: Agency, writes: Sequence[Write]) -> Written:
    """Write records, in a number of queries that grows by batch and not by record. The caller holds the transaction."""
    towns, towns_made = _towns(write.after["town"] for write in writes)
    tags, tags_made = _tags(agency, (tag for write in writes for tag in write.after["tags"]))
    for write in writes:
        _as_known(write.after, towns, tags)
    fresh = [write for write in writes if write.row is None]
    for write in fresh:
        write.row = Organisation(agency=agency, code=write.code)
    for write in writes:
        _set(write, towns)
    Organisation.objects.bulk_create([w.row for w in fresh if w.row], batch_size=BATCH)
    kept = [w.row for w in writes if w.row and w not in fresh] if len(fresh) < len(writes) else []
    if kept:
        Organisation.objects.bulk_update(kept, _SAVED, batch_size=BATCH)
    for part, model in (("offers", Offer), ("needs", Need)):
        _statements(model, [w for w in writes if w.before.get(part) != w.after[part]], part)
    _contacts([w for w in writes if w.before.get("contacts") != w.after["contacts"]])
    _tagging([w for w in writes if w.before.get("tags") != w.after["tags"]], tags)
    return Written([w.row for w in writes if w.row], towns_made, tags_made)


def _as_known(record: dict[str, Any], towns: dict[str, Town], tags: dict[str, Tag]) -> None:
    """Return a town and tags under the names that the agency already uses, in order of reading."""
    town = towns.get(_slug(record["town"]))
    record["town"] = town.name if town else ""
    keys = sorted({fold(tag) for tag in record["tags"]})
    record["tags"] = [tags[key].name for key in keys]


def _set(write: Write, towns: dict[str, Town]) -> None:
    row, record, before = write.row, write.after, write.before or EMPTY
    assert row is not None
    for name in _COLUMNS:
        setattr(row, name, record[name])
    row.town = towns.get(_slug(record["town"]))
    if record["kind"] != before["kind"]:
        both = KINDS.get(record["kind"])
        words = [both.fr, both.en] if both else [record["kind"], record["kind"]]
        record["kind_words"] = record["kind_words"] if record.get("kind_words") != before.get("kind_words") else words
    row.kind_fr, row.kind_en = record.setdefault("kind_words", ["", ""])
    row.naics_confidence = record.setdefault("naics_confidence", "")
    row.stated_by_officer = record.setdefault("stated_by_officer", False)
    row.folded = folded(record)


def _slug(town: str) -> str:
    return town_slug(town) if town else ""


def _towns(names: Iterable[str]) -> tuple[dict[str, Town], list[int]]:
    wanted = {_slug(name): name for name in names if name}
    known = {town.slug: town for town in Town.objects.filter(slug__in=wanted)} if len(wanted) < BATCH else {
        town.slug: town for town in Town.objects.all() if town.slug in wanted
    }  # fmt: skip
    made = Town.objects.bulk_create([Town(slug=s, name=n[:120]) for s, n in wanted.items() if s not in known])
    return known | {town.slug: town for town in made}, [town.pk for town in made]


def _tags(agency: Agency, names: Iterable[str]) -> tuple[dict[str, Tag], list[int]]:
    wanted = {fold(name): name for name in names}
    if not wanted:
        return {}, []
    known = {tag.folded: tag for tag in Tag.objects.filter(agency=agency)}
    fresh = [Tag(agency=agency, name=name[:40], folded=key[:60]) for key, name in wanted.items() if key not in known]
    made = Tag.objects.bulk_create(fresh)
    return known | {tag.folded: tag for tag in made}, [tag.pk for tag in made]


def _statements(model: type[Offer] | type[Need], writes: Sequence[Write], part: str) -> None:
    for start in range(0, len(writes), BATCH):
        some = writes[start : start + BATCH]
        model._default_manager.filter(organisation__in=[w.row.pk for w in some if w.row and w.before]).delete()
        made: list[Any] = [
            model(organisation=w.row, position=position, text_fr=fr, text_en=en)
            for w in some
            for position, (fr, en) in enumerate(w.after[part])
        ]
        model._default_manager.bulk_create(made)


def _contacts(writes: Sequence[Write]) -> None:
    """Make, change and remove contacts; those made give their key to the record."""
    fresh: list[tuple[dict[str, Any], Contact]] = []
    changed: list[Contact] = []
    gone: list[int] = []
    for write in writes:
        was = {c["id"]: c for c in write.before.get("contacts", ())}
        now = {c["id"] for c in write.after["contacts"]}
        gone += [id for id in was if id not in now]
        for said in write.after["contacts"]:
            if said["id"] not in was:
                fresh.append((said, _contact(write.row, said)))
            elif said != was[said["id"]]:
                changed.append(_contact(write.row, said))
    for start in range(0, len(fresh), BATCH):
        some = fresh[start : start + BATCH]
        for (said, _), made in zip(some, Contact.objects.bulk_create([c for _, c in some]), strict=True):
            said["id"] = made.pk
    if changed:
        Contact.objects.bulk_update(changed, [*_CONTACT, "consent_on"], batch_size=BATCH)
    for start in range(0, len(gone), BATCH):
        Contact.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def _contact(row: Organisation | None, said: dict[str, Any]) -> Contact:
    values = {name: said[name] for name in _CONTACT}
    return Contact(pk=said["id"] or None, organisation=row, consent_on=said["consent_on"] or None, **values)


def _tagging(writes: Sequence[Write], tags: dict[str, Tag]) -> None:
    through = Organisation.tags.through
    joined = []
    for write in writes:
        assert write.row is not None
        was, now = ({fold(tag) for tag in record.get("tags", ())} for record in (write.before, write.after))
        joined += [through(organisation_id=write.row.pk, tag_id=tags[key].pk) for key in sorted(now - was)]
        if was - now:
            through._default_manager.filter(organisation=write.row, tag__folded__in=was - now).delete()
    through._default_manager.bulk_create(joined, batch_size=BATCH, ignore_conflicts=True)


def free_codes(agency: Agency, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """Return a code that no organisation of the agency has, for each wanted code and name."""
    taken = set(Organisation.objects.filter(agency=agency).values_list("code", flat=True))
    found = []
    for code, name in wanted:
        base = code or slugify(name)[:40].strip("-") or "organisation"
        free, number = base, 1
        while free in taken:
            number += 1
            free = f"{base[:52]}-{number}"
        taken.add(free)
        found.append(free)
    return found


def forget_towns_and_tags(agency: Agency, towns: Sequence[int], tags: Sequence[int]) -> None:
    """Remove towns and tags that an import was the first to name, where nothing refers to them any more."""
    for some in _cut(tags):
        Tag.objects.filter(agency=agency, pk__in=some, organisations=None).delete()
    for some in _cut(towns):
        rows = Town.objects.filter(pk__in=some)
        for relation in Town._meta.related_objects:
            rows = rows.filter(**{f"{relation.field.related_query_name()}__isnull": True})
        Town.objects.filter(pk__in=[town.pk for town in rows]).delete()


def _cut(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def refold(keys: Iterable[int]) -> None:
    """Rebuild the search text of organisations; called by every action that writes them or their statements."""
    rows = list(with_parts(Organisation.objects.filter(pk__in=list(keys))))
    for row in rows:
        row.folded = folded(record_of(row))
    Organisation.objects.bulk_update(rows, ["folded"], batch_size=BATCH)
