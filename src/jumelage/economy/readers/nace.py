"""Codes of NACE as Eurostat tables mix them: sections, groups of sections, divisions, all in one column.

Added up as they are, they count people twice: ``B-E`` beside ``C``, ``G-J`` beside ``G-I`` and ``J``.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["flat_codes"]

_GROUP = re.compile(r"^[A-U](?:[-_][A-U])*$")
_DIVISION = re.compile(r"^([A-U])\d")


def flat_codes(codes: Collection[str]) -> set[str]:
    """Return the codes that count each activity once.

    A group gives way to its members where they make all of it; else it stays and its members go. Divisions go where
    their section stays. Totals and groups "without" something go; a code that is not of NACE stays.

    Parameters
    ----------
    codes
        All codes of a table.
    """
    groups = {code: _sections(code) for code in codes if _GROUP.match(code)}
    kept = _finest(groups, list(_largest(groups)))
    held = set().union(*(groups[code] for code in kept)) if kept else set()
    divisions = {code for code in codes if (found := _DIVISION.match(code)) and found[1] not in held}
    inner = {code for code in divisions if any(code != other and code.startswith(other) for other in divisions)}
    foreign = {
        code
        for code in codes
        if not _GROUP.match(code) and not _DIVISION.match(code) and not code.startswith("TOTAL") and "_X_" not in code
    }
    return kept | (divisions - inner) | foreign


def _sections(code: str) -> frozenset[str]:
    # "B-E" is a range, "M_N" a list.
    found: set[str] = set()
    for part in code.split("_"):
        first, _, last = part.partition("-")
        found |= {chr(letter) for letter in range(ord(first), ord(last or first) + 1)}
    return frozenset(found)


def _largest(groups: dict[str, frozenset[str]]) -> list[str]:
    return sorted(code for code, own in groups.items() if not any(own < other for other in groups.values()))


def _finest(groups: dict[str, frozenset[str]], codes: list[str]) -> set[str]:
    kept: set[str] = set()
    for code in codes:
        inside = {other: own for other, own in groups.items() if own < groups[code]}
        members = _largest(inside)
        apart = sum(len(inside[m]) for m in members) == len(groups[code])
        whole = bool(members) and apart and set().union(*(inside[m] for m in members)) == groups[code]
        kept |= _finest(inside, members) if whole else {code}
    return kept
