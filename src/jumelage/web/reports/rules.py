"""Which parts of a report somebody may read: pure functions."""

from __future__ import annotations

import dataclasses

from jumelage.mission.reporting.files import FrozenReport

__all__ = ["SHARED_FILES", "shared_with_council"]

SHARED_FILES = ("rapport.pdf", "report.pdf", "report.md", "figures.csv")
"""Files that a council reader may open; the tables of pairs and links name what each firm answered."""

BETWEEN_FIRMS = ("who_meets", "gaps")
"""Sections that tell why two firms should meet, or what an officer has still to do."""


def shared_with_council(frozen: FrozenReport) -> FrozenReport:
    """Return the report without what is between two firms and the agency."""
    kept = tuple(section for section in frozen.document.sections if section.code not in BETWEEN_FIRMS)
    return dataclasses.replace(frozen, document=dataclasses.replace(frozen.document, sections=kept))
