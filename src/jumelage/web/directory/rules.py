"""What of a record is compared, shown side by side, and completed by a merge."""

from __future__ import annotations

__all__ = ["COLUMNS", "PROBABLE"]

COLUMNS = (
    "name",
    "town",
    "kind",
    "naics",
    "website",
    "postal_code",
    "phone",
    "enterprise_number",
    "languages",
    "source_url",
)
"""Columns of a record, in the order in which a person reads them."""

PROBABLE = 0.3
"""Chance from which two records are shown to a person: lower ones cost more time than they save."""
