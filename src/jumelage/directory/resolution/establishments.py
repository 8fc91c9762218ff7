"""Tell the establishments of one enterprise apart, by what records say of where they are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from jumelage.directory.resolution.records import Record

__all__ = ["apart", "establishments"]

SAME_SPELLING = 0.85
"""Towns spelled this much alike are one town, typed with a slip."""


def establishments(records: Sequence[Record]) -> list[list[Record]]:
    """Group the records of one enterprise by establishment.

    A record that says nothing of its place joins the largest group: nothing tells it apart.
    """
    placed = [r for r in records if r.place or r.postal]
    groups: list[list[Record]] = []
    for record in placed:
        fits = [group for group in groups if not any(apart(record, other) for other in group)]
        if fits:
            max(fits, key=len).append(record)
        else:
            groups.append([record])
    if len(placed) < len(records):
        rest = [r for r in records if not (r.place or r.postal)]
        if groups:
            max(groups, key=len).extend(rest)
        else:
            groups.append(rest)
    order = {record.id: n for n, record in enumerate(records)}
    return sorted((sorted(group, key=lambda r: order[r.id]) for group in groups), key=lambda group: order[group[0].id])


def apart(a: Record, b: Record) -> bool:
    """Tell whether two records of one enterprise are known to be in two places."""
    if a.postal and a.postal == b.postal:
        return False
    if a.place and b.place and not _one_town(a.place, b.place):
        return True
    if a.digits and b.digits:
        return a.digits != b.digits and bool(a.postal and b.postal)
    return bool(a.postal and b.postal) and _differs(a.postal, b.postal) > 1


def _one_town(a: str, b: str) -> bool:
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_SPELLING


def _differs(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
