"""Who may do what: predicates over values, nothing read, nothing written."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["DataRequestKind", "Role", "may_edit", "may_end_sessions", "may_handle_data"]


class Role(StrEnum):
    """What a person is in an agency."""

    OFFICER = "officer"
    READER = "reader"


class DataRequestKind(StrEnum):
    """What was done with everything kept about a person."""

    EXPORT = "export"
    ERASURE = "erasure"


def may_edit(role: str | None) -> bool:
    """Officers change it."""
    return role == Role.OFFICER


def may_end_sessions(*, known: bool, elsewhere: bool, operator: bool) -> bool:
    """An officer signs out whom the agency knows, who has no role in an agency of others, and never the operator."""
    return known and not elsewhere and not operator


def may_handle_data(*, known_by: int, mine: int, operator: bool) -> bool:
    """An officer exports or erases the data of a person whom no other agency knows, and never the operator's."""
    return known_by == mine >= 1 and not operator
