"""What of a record is compared, shown side by side, and completed by a merge; states of an import."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["COLUMNS", "PROBABLE", "BatchState"]

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
    """What an import is: a file to check, being brought in, brought in, failed, taken back."""

    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
