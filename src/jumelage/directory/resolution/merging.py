"""Merge records into one so that nothing is lost and the merge can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from jumelage.directory.resolution.records import Record

__all__ = ["Merge", "merge", "undo"]


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge made, from what, and the values that the result does not show."""

    result: Record
    sources: tuple[Record, ...]
    dropped: tuple[tuple[str, str, str], ...]
    """(record id, column, value)"""


def merge(records: Sequence[Record], keep: str = "") -> Merge:
    """Merge records: the kept one's values, completed by the others where it has none.

    Parameters
    ----------
    records
        Two or more, of one organisation.
    keep
        Id of the record whose values stand; the fullest one when empty.
    """
    if len(records) < 2:
        raise ValueError("a merge needs two records or more")
    columns = [f.name for f in fields(Record) if f.name != "id"]
    filled = sorted(records, key=lambda r: -sum(bool(getattr(r, c)) for c in columns))
    first = next((r for r in records if r.id == keep), filled[0])
    others = [r for r in filled if r.id != first.id]
    values = {c: next((getattr(r, c) for r in (first, *others) if getattr(r, c)), "") for c in columns}
    dropped = [
        (r.id, c, getattr(r, c)) for r in others for c in columns if getattr(r, c) and getattr(r, c) != values[c]
    ]
    return Merge(replace(first, **values), tuple(records), tuple(dropped))


def undo(merged: Merge) -> tuple[Record, ...]:
    """Return the records as they were."""
    return merged.sources
