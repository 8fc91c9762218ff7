"""States of a mission's things, and what is allowed when: values in, answers out."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["RELATIONS", "VersionState"]

RELATIONS = ("supplier", "client", "partner", "complement")


class VersionState(StrEnum):
    """What an agenda's version is: each new one supersedes the draft before it."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPERSEDED = "superseded"
