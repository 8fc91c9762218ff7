"""Organisations as plain records: what an import compares with, and keeps so that it can be undone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from jumelage.directory.lists import TEXTS, Known
from jumelage.text import fold
from jumelage.web.accounts.models import Agency
from jumelage.web.directory.models import Organisation

__all__ = ["fingerprint", "folded", "known_in", "record_of", "with_parts"]

_PARTS = ("offers", "needs", "contacts", "tags")


def with_parts(rows: Any) -> Any:
    """Ask for all that a record is made of with its organisation, in a constant number of queries."""
    return rows.select_related("town").prefetch_related(*_PARTS)


def record_of(row: Organisation) -> dict[str, Any]:
    """Return an organisation as a plain record (:mod:`jumelage.directory.lists.records`), with what goes beside it."""
    record: dict[str, Any] = {part: str(getattr(row, part) or "") for part in TEXTS}
    for part, statements in (("offers", row.offers.all()), ("needs", row.needs.all())):
        record[part] = [[one.text_fr, one.text_en] for one in statements]
    record["tags"] = [tag.name for tag in row.tags.all()]
    record["contacts"] = [
        {
            "id": c.pk,
            "name": c.name,
            "role": c.role,
            "email": c.email,
            "phone": c.phone,
            "language": c.language,
            "consent": c.consent,
            "consent_on": c.consent_on.isoformat() if c.consent_on else "",
        }
        for c in row.contacts.all()
    ]
    return record | {
        "naics_confidence": row.naics_confidence,
        "stated_by_officer": row.stated_by_officer,
        "kind_words": [row.kind_fr, row.kind_en],
    }


def known_in(agency: Agency) -> list[Known]:
    """Return the agency's records, for rows to be compared with; archived ones too, merged ones not."""
    rows = with_parts(Organisation.objects.filter(agency=agency, merged_into=None)).order_by("pk")
    return [Known(str(row.pk), row.code, record_of(row)) for row in rows.iterator(chunk_size=2000)]


def folded(record: dict[str, Any]) -> str:
    """Return the search text of a record: lower case, without accents."""
    said: Iterable[str] = (text for part in ("offers", "needs") for pair in record[part] for text in pair if text)
    return fold("\n".join([record["name"], record["town"], *record["tags"], *said]))


def fingerprint(record: dict[str, Any]) -> str:
    """Return a fingerprint of a record, by which a form knows that it was opened on an earlier state."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
