"""Take a person's address and name out of what is kept as text or JSON."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["ERASED", "marks_of", "scrub", "scrub_rows"]

ERASED = "[effacé / erased]"


def marks_of(user: Any) -> re.Pattern[str]:
    """Return what recognises a person in a text: the address, and the name where it is more than a word."""
    name = user.name.strip()
    words = [user.email] + ([name] if len(name.split()) > 1 else [])
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)


def scrub(value: Any, marks: re.Pattern[str]) -> Any:
    """Return a text, a list or a dictionary (keys included) without the person."""
    if isinstance(value, str):
        return marks.sub(ERASED, value)
    if isinstance(value, list):
        return [scrub(item, marks) for item in value]
    if isinstance(value, dict):
        return {scrub(key, marks): scrub(item, marks) for key, item in value.items()}
    return value


def scrub_rows(rows: Any, fields: tuple[str, ...], marks: re.Pattern[str]) -> int:
    """Take the person out of some columns of a query's rows; return how many rows changed."""
    changed = 0
    for row in rows.only("pk", *fields).iterator(chunk_size=500):
        fresh = {field: scrub(getattr(row, field), marks) for field in fields}
        if any(fresh[field] != getattr(row, field) for field in fields):
            type(row).objects.filter(pk=row.pk).update(**fresh)
            changed += 1
    return changed
