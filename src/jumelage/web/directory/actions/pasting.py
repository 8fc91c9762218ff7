"""Organisations from a list that was pasted: those known are completed, the others entered, the doubtful ones named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from jumelage.directory.lists import EMPTY, ListRow, RowProblem, compare_rows, completed, open_list, read_source
from jumelage.text import fold
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.directory.actions.records import Write, free_codes, write_records
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries.records import known_in, record_of, with_parts

__all__ = ["Pasted", "enter_pasted", "read_pasted"]

HEADINGS = ("Nom de l'organisation", "Contact", "Offre", "Besoin")
"""What the columns of a list without headings are taken for, in this order, beside those known by their look."""
LOOKS = (
    ("Courriel", lambda cell: "@" in cell),
    ("Téléphone", lambda cell: len(re.sub(r"\D", "", cell)) >= 7 and not re.search(r"[^\W\d_]{4}", cell)),
)
LONGEST = 200_000


@dataclass(slots=True)
class Pasted:
    """What came of a list: the organisations in its order, how many are new, which may be another's record."""

    rows: list[Organisation] = field(default_factory=list)
    created: int = 0
    doubtful: list[tuple[str, str]] = field(default_factory=list)


def read_pasted(text: str) -> tuple[tuple[ListRow, ...], tuple[RowProblem, ...]]:
    """Read a list copied from a sheet, with its headings or without; good rows, and what is wrong with the others.

    Raises
    ------
    InputError
        When nothing in it can be the name of an organisation.
    """
    lines = [line.strip("\r") for line in text[:LONGEST].split("\n") if line.strip()]
    mark = next((mark for mark in ("\t", ";") if any(mark in line for line in lines)), "")
    if not mark:  # names alone: a comma belongs to the name
        mark, lines = "\t", [f"{line.strip()}\t" for line in lines]
    if lines and not _has_headings(lines[0]):
        lines = [mark.join(_headings([line.split(mark) for line in lines])), *lines]
    source = "\n".join(lines)
    found = read_source(open_list(f"{source}\n".encode(), "liste.tsv" if mark == "\t" else "liste.csv"))
    return found.rows, found.problems


def _has_headings(first: str) -> bool:
    listing = read_source(open_list(f"{first}\nx\n".encode(), "liste.tsv"), strict=False)
    return bool(listing.header_rows) and any(column.field == "name" for column in listing.columns)


def _headings(rows: list[list[str]]) -> list[str]:
    """Take columns for what they hold: addresses and telephones by their look, the others in the usual order."""
    count, rest, found = max(map(len, rows)), iter((*HEADINGS, *(f"Autre {n}" for n in range(99)))), []
    for place in range(count):
        cells = [row[place].strip() for row in rows if len(row) > place and row[place].strip()]
        looks = next((name for name, look in LOOKS if cells and sum(map(look, cells)) * 2 > len(cells)), "")
        found.append(looks if looks and looks not in found else next(rest))
    return found


@transaction.atomic
def enter_pasted(user: AnyUser, agency: Agency, rows: tuple[ListRow, ...], *, town: str, language: str) -> Pasted:
    """Enter organisations of a list, or complete those that are known; where no town is said, they are of ``town``."""
    require_editor(user, agency)
    Agency.objects.select_for_update().get(pk=agency.pk)
    given = tuple(replace(row, values=_told(row.values, town, language)) for row in rows)
    done = Pasted()
    writes: dict[str, Write] = {}
    order: list[str] = []
    held = with_parts(Organisation.objects.filter(agency=agency, merged_into=None))
    for proposal in compare_rows(given, known_in(agency)):
        line, key = proposal.row, proposal.key
        if proposal.action == "confirm" and fold(line.name) != fold(proposal.name):
            done.doubtful.append((line.name, proposal.name))
            key = ""
        key = key or f"row:{line.number}"
        if key not in writes:
            writes[key] = _write(held.get(pk=int(key)) if key.isdigit() else None, line.name)
            order.append(key)
        writes[key].after = _completed(writes[key], line.values)
    fresh = [writes[key] for key in order if writes[key].row is None]
    for write, code in zip(fresh, free_codes(agency, [("", write.after["name"]) for write in fresh]), strict=True):
        write.code = code
    write_records(agency, [writes[key] for key in order])
    done.rows = [row for key in order if (row := writes[key].row) is not None]
    done.created = len(fresh)
    record_change(
        agency, user, "organisations.pasted", f"agency:{agency.pk}", after={"rows": len(order), "new": len(fresh)}
    )
    return done


def _told(values: dict[str, str], town: str, language: str) -> dict[str, str]:
    own = {"town": town} if not values.get("town") else {}
    if values.get("email") and not values.get("contact_language"):
        own["contact_language"] = language
    return values | own


def _write(row: Organisation | None, name: str) -> Write:
    before = record_of(row) if row else {}
    return Write(row, before, before or dict(EMPTY) | {"name": name})


def _completed(write: Write, values: dict[str, str]) -> dict[str, Any]:
    after = completed(write.after, values)
    before = write.before or EMPTY
    if not write.before and not after["kind"]:
        after["kind"] = "company"
    stated = any(after[part] != before[part] for part in ("offers", "needs"))
    kept = {
        "naics_confidence": before.get("naics_confidence", ""),
        "stated_by_officer": stated or before.get("stated_by_officer", False),
    }
    return after | kept
