"""What a file would change, what imports were made, and what is known of each."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from jumelage.directory.lists import Listing, Proposal, compare_rows, open_list, read_source, return_list
from jumelage.language import Language
from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import ImportBatch
from jumelage.web.directory.queries.records import known_in
from jumelage.web.directory.rules import BatchState, Mode

__all__ = [
    "Decided",
    "ImportPreview",
    "batches_visible_to",
    "book_to_mend",
    "compute_preview",
    "key_of",
    "listing_of",
    "preview_document",
    "subject_of",
]

MOST_ASKED, MOST_SHOWN, LONGEST_SHOWN = 100, 30, 300
"""Questions and rows that one page shows, and characters of a value."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is done with a row.

    Parameters
    ----------
    proposal
        What the comparison says.
    does
        ``create``, ``update``, ``same``, ``ask`` (left out until a person says) or ``skip`` (left out as chosen).
    key
        The record that it makes or changes.
    """

    proposal: Proposal
    does: str
    key: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file would change, as decided so far."""

    listing: Listing
    decided: tuple[Decided, ...]

    def of(self, does: str) -> list[Decided]:
        """Return the rows that do one thing."""
        return [decided for decided in self.decided if decided.does == does]

    @property
    def questions(self) -> list[Decided]:
        """Return the rows that a person decides or decided about: perhaps a record that is there."""
        return [decided for decided in self.decided if decided.proposal.action == "confirm"]

    def counts(self) -> dict[str, int]:
        """Count the rows by what becomes of them."""
        found = Counter(decided.does for decided in self.decided)
        joined = sum(decided.proposal.action == "join" for decided in self.decided)
        return {
            "rows": self.listing.count,
            "created": found["create"],
            "updated": sum(d.does == "update" and d.proposal.action != "join" for d in self.decided),
            "unchanged": found["same"],
            "joined": joined,
            "to_confirm": found["ask"],
            "left_out": found["skip"],
            "rejected": len(self.listing.rejected),
        }


def batches_visible_to(user: AnyUser) -> QuerySet[ImportBatch]:
    """Return the imports of the person's agencies; files themselves are not fetched."""
    rows = ImportBatch.objects.filter(agency__in=agencies_visible_to(user))
    return rows.select_related("agency", "made_by", "undone_by").defer("content", "returned", "problems")


def subject_of(batch: ImportBatch) -> str:
    """Name a batch for jobs and audit entries."""
    return f"import:{batch.pk}"


def listing_of(batch: ImportBatch) -> Listing:
    """Read a kept file as the officer said.

    Raises
    ------
    InputError
        When it cannot be read so.
    """
    mapping = tuple(sorted(batch.choices.get("mapping", {}).items()))
    return _read(bytes(batch.content), batch.file_name, batch.sheet, mapping)


@lru_cache(maxsize=2)  # one page after the other reads the same file
def _read(content: bytes, name: str, sheet: str, mapping: tuple[tuple[str, str], ...]) -> Listing:
    return read_source(open_list(content, name, apart=True), sheet=sheet, mapping=dict(mapping), strict=False)


def compute_preview(batch: ImportBatch, tell: Callable[[int, int], None] = lambda done, of: None) -> ImportPreview:
    """Read a kept file and compare it with the directory, under the officer's choices.

    Raises
    ------
    InputError
        When the file cannot be read under these choices.
    """
    choices = batch.choices
    listing = listing_of(batch)
    proposals = compare_rows(listing.rows, known_in(batch.agency), erase=bool(choices.get("erase")), tell=tell)
    answers: dict[str, str] = choices.get("decisions", {})
    mode = choices.get("mode", Mode.BOTH)
    decided: list[Decided] = []
    for proposal in proposals:
        decided.append(_decided(proposal, answers.get(str(proposal.row.number), choices.get("doubts", "")), mode))
    return ImportPreview(listing, _without_orphans(decided))


def _decided(proposal: Proposal, answer: str, mode: str) -> Decided:
    action = proposal.action
    if action == "confirm":
        if answer not in ("same", "other"):
            return Decided(proposal, "ask", proposal.key)
        action = "create" if answer == "other" else "update" if proposal.changes else "same"
    if action == "create":
        return Decided(proposal, "skip" if mode == Mode.UPDATE else "create", f"row:{proposal.row.number}")
    if action == "join":
        return Decided(proposal, "update", proposal.key)
    if action == "update" and mode == Mode.CREATE:
        return Decided(proposal, "skip", proposal.key)
    return Decided(proposal, action, proposal.key)


def _without_orphans(decided: list[Decided]) -> tuple[Decided, ...]:
    """Leave out rows that complete an earlier row that is itself left out."""
    made = {d.key for d in decided if d.does == "create"}
    return tuple(
        replace(d, does="skip") if d.does == "update" and d.key.startswith("row:") and d.key not in made else d
        for d in decided
    )


def preview_document(batch: ImportBatch, preview: ImportPreview) -> dict[str, Any]:
    """Return what a page shows of a preview, in plain values: counts, the first rows of each kind, what is asked."""
    return {
        "for": key_of(batch),
        "counts": preview.counts(),
        "questions": [_decision_document(one) for one in preview.questions[:MOST_ASKED]],
        "asked": len(preview.questions),
        "updates": [_decision_document(one) for one in preview.of("update")[:MOST_SHOWN]],
        "created": [one.proposal.row.name for one in preview.of("create")[:MOST_SHOWN]],
    }


def _decision_document(decided: Decided) -> dict[str, Any]:
    proposal = decided.proposal
    return {
        "row": proposal.row.number,
        "name": proposal.row.name,
        "town": proposal.row.values.get("town", ""),
        "like": proposal.name,
        "key": proposal.key,
        "other_row": int(proposal.key[4:]) if proposal.key.startswith("row:") else None,
        "chance": proposal.chance,
        "why": {"fr": proposal.why.fr, "en": proposal.why.en},
        "changes": [
            {"part": c.part, "before": c.before[:LONGEST_SHOWN], "after": c.after[:LONGEST_SHOWN]}
            for c in proposal.changes
        ],
        "does": decided.does,
    }


def key_of(batch: ImportBatch) -> str:
    """Return a fingerprint of the choices: a preview computed under other choices is out of date."""
    said = {name: batch.choices.get(name) for name in ("mapping", "mode", "erase", "decisions", "doubts")}
    return hashlib.sha256(json.dumps([batch.sheet, said], sort_keys=True).encode()).hexdigest()


def book_to_mend(batch: ImportBatch, language: Language) -> bytes:
    """Return the workbook of a list with what is to mend beside each bad row; empty when there is none."""
    if batch.state == BatchState.PREVIEW:
        listing = listing_of(batch)
        return return_list(listing, listing.problems, language, bytes(batch.content)) if listing.problems else b""
    return bytes(batch.returned)
