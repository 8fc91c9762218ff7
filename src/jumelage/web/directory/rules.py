"""What of a record is compared, shown side by side, and completed by a merge; states of an import."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["AT_ONCE", "COLUMNS", "COMPARED_AT_ONCE", "FIRMS", "LARGEST_UPLOAD", "PROBABLE", "BatchState", "Mode"]

COLUMNS = (
    "name",
    "town",
    "kind",
    "naics",
    "website",
    "address",
    "postal_code",
    "phone",
    "enterprise_number",
    "languages",
    "source_url",
)
"""Columns of a record, in the order in which a person reads them."""

PROBABLE = 0.3
"""Chance from which two records are shown to a person: lower ones cost more time than they save."""


class BatchState(StrEnum):
    """State of an import: a file to check, running, done, failed or undone."""

    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


class Mode(StrEnum):
    """What an import may do: make new organisations, complete those that are there, or both."""

    BOTH = "both"
    CREATE = "create"
    UPDATE = "update"


AT_ONCE = 300
"""Rows up to which an import is done while the page waits."""

COMPARED_AT_ONCE = 1_000
"""Rows up to which a file is compared with the directory while the page waits."""

LARGEST_UPLOAD = 30_000_000
"""Bytes of a file sent through a page."""

FIRMS = ("", "company", "industrial")
"""Kinds whose industry says what they buy and sell."""
