"""Bring a list in, and take it back: one transaction each, with what every row changed kept in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.text import slugify

from jumelage.directory.lists import EMPTY, Listing, RowProblem, completed, open_list, read_source, return_list
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.text import clean
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.accounts.queries import agency_named
from jumelage.web.directory.actions.records import Write, free_codes, write_records
from jumelage.web.directory.models import ColumnMapping, ImportBatch, ImportRow, Organisation
from jumelage.web.directory.queries.imports import (
    Decided,
    ImportPreview,
    compute_preview,
    listing_of,
    preview_document,
    subject_of,
)
from jumelage.web.directory.queries.records import record_of, with_parts
from jumelage.web.directory.rules import AT_ONCE, COMPARED_AT_ONCE, BatchState, Mode
from jumelage.web.jobs import actions as jobs

__all__ = [
    "agency_to_fill",
    "choose",
    "compare",
    "give_up",
    "import_file",
    "preview",
    "put_back",
    "receive",
    "run_import",
    "start",
]

KEPT = dt.timedelta(days=2)
"""How long a file waits to be imported before it is forgotten."""

RETURNED_KEPT = dt.timedelta(days=60)
"""How long the workbook of rejected rows can be downloaded."""

LONGEST_SHEET = 120
READ_AT_ONCE = 2_000
FIRST_AGENCY = "Répertoire"
MOST_PROBLEMS_KEPT = 2_000

Tell = Callable[[int, int], None]


def receive(user: AnyUser, agency: Agency, name: str, content: bytes) -> ImportBatch:
    """Keep a file that reads as a list, with the columns as they were named last time for the same headers.

    The file is read before any transaction opens, in a process of its own where it is no text.

    Raises
    ------
    PermissionDenied
        The person is not an officer of the agency.
    InputError
        The file is no list: nothing is kept.
    """
    require_editor(user, agency)
    listing = read_source(open_list(content, name, apart=True), strict=False)
    batch = _kept(user, agency, name, content, listing)
    preview(user, batch)
    return batch


@transaction.atomic
def _kept(user: AnyUser, agency: Agency, name: str, content: bytes, listing: Listing) -> ImportBatch:
    _forget_old()
    said = ColumnMapping.objects.filter(agency=agency, headers=listing.headers_key).first()
    choices = {
        "mapping": said.mapping if said else {},
        "mode": Mode.BOTH,
        "remembered": said is not None,
        "kind": "company",
    }
    return ImportBatch.objects.create(
        agency=agency, made_by=author(user), file_name=clean(name)[-160:], content=content, sheet=listing.sheet if len(listing.sheet) <= LONGEST_SHEET else "",
        choices=choices, state=BatchState.PREVIEW,
    )  # fmt: skip


def _forget_old() -> None:
    now = timezone.now()
    ImportBatch.objects.filter(state=BatchState.PREVIEW, made_at__lt=now - KEPT).delete()
    ImportBatch.objects.filter(made_at__lt=now - RETURNED_KEPT).exclude(returned=b"").update(returned=b"")


def choose(user: AnyUser, batch: ImportBatch, choices: Mapping[str, Any], sheet: str = "") -> None:
    """Keep what the officer decided about a file so far, and see again what it would change.

    Raises
    ------
    InputError
        When the file cannot be read under these choices: they are not kept.
    """
    require_editor(user, batch.agency)
    if batch.state != BatchState.PREVIEW:
        return
    batch.choices = dict(batch.choices) | dict(choices)
    batch.sheet = sheet or batch.sheet
    listing_of(batch)  # it must read so before anything is kept
    batch.save(update_fields=["choices", "sheet"])
    preview(user, batch)


def preview(user: AnyUser, batch: ImportBatch) -> None:
    """See what a file would change as decided so far: now when it is short, else in a job."""
    listing = listing_of(batch)
    if listing.count <= COMPARED_AT_ONCE:
        batch.preview = preview_document(batch, compute_preview(batch))
        batch.save(update_fields=["preview"])
    else:
        jobs.ask(batch.agency, user, "directory.compare", subject_of(batch))


def compare(number: int, tell: Tell) -> None:
    """See what a long file would change, and keep it beside the file."""
    batch = ImportBatch.objects.select_related("agency").get(pk=number)
    preview = preview_document(batch, compute_preview(batch, tell))
    ImportBatch.objects.filter(pk=number, state=BatchState.PREVIEW).update(preview=preview)


@transaction.atomic
def give_up(user: AnyUser, batch: ImportBatch) -> None:
    """Forget a file that will not be imported."""
    require_editor(user, batch.agency)
    ImportBatch.objects.filter(pk=batch.pk, state__in=(BatchState.PREVIEW, BatchState.FAILED)).delete()


def start(user: AnyUser, batch: ImportBatch) -> ImportBatch:
    """Import now when it is short, else ask a worker to.

    Raises
    ------
    NoResultError
        When nothing could be imported as decided.
    """
    require_editor(user, batch.agency)
    listing = listing_of(batch)
    require_something(listing, batch.choices)
    if listing.count <= AT_ONCE:
        return run_import(batch.pk, user)
    with transaction.atomic():
        if ImportBatch.objects.filter(pk=batch.pk, state=BatchState.PREVIEW).update(state=BatchState.RUNNING):
            jobs.ask(batch.agency, user, "directory.import", subject_of(batch))
    batch.refresh_from_db(fields=["state"])
    return batch


def put_back(number: int) -> None:
    """Let a file wait again, whose import was stopped or failed."""
    ImportBatch.objects.filter(pk=number, state=BatchState.RUNNING).update(state=BatchState.PREVIEW)


def require_something(listing: Listing, choices: Mapping[str, Any]) -> None:
    if listing.rejected and not choices.get("good_rows"):
        n = len(listing.rejected)
        few = n == 1
        fr = "1 ligne ne peut pas l'être. Corrigez-la" if few else f"{n} lignes ne peuvent pas l'être. Corrigez-les"
        en = "1 row cannot be. Mend it" if few else f"{n} rows cannot be. Mend them"
        raise NoResultError(
            Bilingual(
                f"Rien n'a été importé\u00a0: {fr} dans le fichier, ou acceptez d'importer les autres.",
                f"Nothing was imported: {en} in the file, or agree to import the others.",
            )
        )
    if not listing.rows:
        raise NoResultError(Bilingual("Il n'y a aucune ligne à importer.", "There is no row to import."))


def run_import(number: int, user: AnyUser | None, tell: Tell = lambda done, of: None) -> ImportBatch:
    """Write what a file brings: all of it as decided, or nothing. Idempotent.

    Parameters
    ----------
    number
        Key of the batch.
    user
        For whom; None for the machine's command line.
    tell
        Called with how far it is.

    Raises
    ------
    NoResultError
        When nothing could be imported as decided.
    """
    batch = ImportBatch.objects.select_related("agency").get(pk=number)
    if batch.state not in (BatchState.PREVIEW, BatchState.RUNNING):
        return batch
    while True:
        seen = _state_of(batch.agency)
        preview = compute_preview(batch, tell)  # outside of the transaction: it reads the file and takes its time
        returned = _returned(batch, preview.listing)
        written = _write_if_unmoved(number, user, seen, preview, returned)
        if written is not None:
            return written


def _write_if_unmoved(
    number: int, user: AnyUser | None, seen: dict[str, Any], preview: ImportPreview, returned: bytes
) -> ImportBatch | None:
    """Write a file's rows in one transaction; None, and nothing written, where somebody entered organisations since."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_related("agency").get(pk=number)
        Agency.objects.select_for_update().get(pk=batch.agency_id)  # one import at a time in an agency
        batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)
        if batch.state not in (BatchState.PREVIEW, BatchState.RUNNING):
            return batch
        if _state_of(batch.agency) != seen:
            return None
        require_something(preview.listing, batch.choices)
        _write(batch, preview)
        _conclude(batch, preview, returned)
        after = {"file": batch.file_name} | batch.counts
        record_change(batch.agency, user, "import.made", subject_of(batch), after=after)
    return batch


def _state_of(agency: Agency) -> dict[str, Any]:
    """Tell whether somebody entered organisations meanwhile."""
    return Organisation.objects.filter(agency=agency).aggregate(count=Count("pk"), last=Max("pk"))


def _returned(batch: ImportBatch, listing: Listing) -> bytes:
    """Make the workbook of the rows that cannot be kept; empty where all can."""
    if not (batch.choices.get("good_rows") and listing.problems):
        return b""
    return return_list(listing, listing.problems, batch.choices.get("language", "fr"), bytes(batch.content))


def _conclude(batch: ImportBatch, preview: ImportPreview, returned: bytes) -> None:
    """Keep what came of it, and forget the file."""
    listing = preview.listing
    problems = listing.problems if batch.choices.get("good_rows") else ()
    batch.problems = [_plain(problem) for problem in problems[:MOST_PROBLEMS_KEPT]]
    batch.returned = returned
    undecided = [question for question in preview_document(batch, preview)["questions"] if question["does"] == "ask"]
    batch.counts, batch.preview = preview.counts(), {"questions": undecided}
    batch.state, batch.imported_at, batch.content = BatchState.DONE, timezone.now(), b""
    batch.save()
    _remember(batch, listing)


def _write(batch: ImportBatch, preview: ImportPreview) -> None:
    """Write every decided row, and keep what each record was before and is after."""
    numbered = _gathered(batch, preview)
    changed = [(number, write) for number, write in numbered if write.before != write.after]
    made = write_records(batch.agency, [write for _, write in changed])
    batch.towns_made, batch.tags_made = made.towns, made.tags
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                batch=batch, organisation=write.row, number=number, created=not write.before,
                name=write.after["name"], before=write.before, after=write.after,
            )
            for number, write in changed
        ),
        batch_size=400,
    )  # fmt: skip


def _gathered(batch: ImportBatch, preview: ImportPreview) -> list[tuple[int, Write]]:
    """Return one write a record, with the number of its first row: several rows of one organisation are one change."""
    erase, kind = bool(batch.choices.get("erase")), batch.choices.get("kind", "")
    held = _locked_organisations(
        batch.agency, [int(d.key) for d in preview.decided if d.does == "update" and d.key.isdigit()]
    )
    fresh = [d for d in preview.decided if d.does == "create"]
    wanted = [(d.proposal.row.values.get("code", ""), d.proposal.row.name) for d in fresh]
    codes = dict(zip([d.key for d in fresh], free_codes(batch.agency, wanted), strict=True))
    found: dict[str, tuple[int, Write]] = {}
    for decided in (d for d in preview.decided if d.does in ("create", "update")):
        if decided.key not in found:
            row = held.get(int(decided.key)) if decided.key.isdigit() else None
            if row is None and decided.does == "update":
                continue  # merged into another since it was compared
            before = record_of(row) if row else {}
            write = Write(row, before, before or dict(EMPTY), codes.get(decided.key, ""))
            found[decided.key] = (decided.proposal.row.number, write)
        write = found[decided.key][1]
        write.after = _completed(write, decided, erase, kind)
    return list(found.values())


def _locked_organisations(agency: Agency, keys: list[int]) -> dict[int, Organisation]:
    """Return the records to complete, held until the import is written."""
    own = Organisation.objects.select_for_update(of=("self",)).filter(agency=agency, merged_into=None)
    found: dict[int, Organisation] = {}
    for start in range(0, len(keys), READ_AT_ONCE):
        found |= with_parts(own).in_bulk(keys[start : start + READ_AT_ONCE])
    return found


def _completed(write: Write, decided: Decided, erase: bool, kind: str) -> dict[str, Any]:
    after = completed(write.after, decided.proposal.row.values, erase=erase)
    before = write.before or EMPTY
    if not write.before and not after["kind"]:
        after["kind"] = kind
    stated = any(after[part] != before[part] for part in ("offers", "needs"))
    after["naics_confidence"] = before.get("naics_confidence", "") if after["naics"] == before["naics"] else ""
    after["stated_by_officer"] = stated or before.get("stated_by_officer", False)
    return after


def _plain(problem: RowProblem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "problem": {"fr": problem.what.fr, "en": problem.what.en},
        "remedy": {"fr": problem.remedy.fr, "en": problem.remedy.en},
    }


def _remember(batch: ImportBatch, listing: Listing) -> None:
    mapping = {column.label: column.field or "ignore" for column in listing.columns}
    ColumnMapping.objects.update_or_create(
        agency=batch.agency, headers=listing.headers_key, defaults={"mapping": mapping}
    )


@transaction.atomic
def agency_to_fill(name: str) -> Agency:
    """Return the agency of this name, or the only one; the first one of a new service is made.

    Raises
    ------
    NoResultError
        When no agency has this name, or none is named and there are several.
    """
    known = list(Agency.objects.order_by("name")[:20])
    if not known:
        name = name or FIRST_AGENCY
        return Agency.objects.create(name=name, slug=slugify(name)[:50] or "agence")
    found = agency_named(name) if name else known[0] if len(known) == 1 else None
    if found is None:
        names = ", ".join(agency.name for agency in known)
        raise NoResultError(
            Bilingual(
                f"Dites pour quel organisme avec --agency : {names}.", f"Say for which agency with --agency: {names}."
            )
        )
    return found


@transaction.atomic
def import_file(
    agency: Agency,
    name: str,
    content: bytes,
    choices: Mapping[str, Any],
    sheet: str = "",
    tell: Tell = lambda done, of: None,
) -> ImportBatch:
    """Import a file from the machine's own command line, where no one is signed in.

    Raises
    ------
    InputError, NoResultError
        When the file cannot be read, or nothing can be imported as decided; nothing is kept.
    """
    batch = ImportBatch.objects.create(
        agency=agency,
        file_name=clean(name)[-160:],
        content=content,
        sheet=sheet,
        choices=dict(choices),
        state=BatchState.PREVIEW,
    )
    return run_import(batch.pk, None, tell)
