"""Who may do what: predicates over values, nothing read, nothing written."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role", "may_edit", "may_read"]


class Role(StrEnum):
    """What a person is in an agency."""

    OFFICER = "officer"
    READER = "reader"


def may_read(role: str | None) -> bool:
    """Officers and readers see what the agency holds."""
    return role in (Role.OFFICER, Role.READER)


def may_edit(role: str | None) -> bool:
    """Officers change it."""
    return role == Role.OFFICER
