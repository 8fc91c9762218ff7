"""States of an agenda’s version, and where it comes from."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["PUBLIC", "Origin", "VersionState"]


class VersionState(StrEnum):
    """What an agenda's version is: each new one supersedes the draft before it."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPERSEDED = "superseded"


class Origin(StrEnum):
    """Where an agenda's version comes from: the mission's plan, a draft by hand, a search, a repair."""

    PLAN = "plan"
    DRAFT = "draft"
    SOLVE = "solve"
    REPAIR = "repair"


PUBLIC = (VersionState.PROVISIONAL, VersionState.FINAL)
"""Versions that participants see."""
