"""The NAICS/SCIAN tree as far as codes alone tell it: sectors, parents, levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["SECTORS", "ancestor", "is_naics", "level", "nested_codes", "under"]

SECTORS = (
    "11", "21", "22", "23", "31-33", "41", "42", "44-45", "48-49", "51", "52", "53", "54", "55", "56", "61", "62",
    "71", "72", "81", "91", "92", "99",
)  # fmt: skip
"""Codes of two digits, Canada (41, 91) and United States (42, 92) together; 99 is unclassified."""

_SECTOR_OF = {
    str(two): sector for sector in SECTORS for two in range(int(sector.split("-")[0]), int(sector.split("-")[-1]) + 1)
}


def is_naics(codes: Iterable[str]) -> bool:
    """Tell whether every code could be NAICS: two digits (or ``31-33``) up to six, in a known sector."""
    return all(code in SECTORS or (code.isdigit() and 2 <= len(code) <= 6 and code[:2] in _SECTOR_OF) for code in codes)


def level(code: str) -> int:
    """Return the number of digits of a NAICS code; 2 for a range of sectors."""
    return 2 if "-" in code else len(code)


def ancestor(code: str, digits: int) -> str:
    """Return the class of ``digits`` digits that a NAICS code falls in (sectors by their range, ``31-33``)."""
    return _SECTOR_OF.get(code[:2], code[:2]) if digits == 2 else code[:digits]


def under(code: str, ancestors: Sequence[str]) -> bool:
    """Tell whether a code is one of ``ancestors`` or falls in one."""
    if "-" in code:
        return code in ancestors
    return any(code.startswith(a) or ("-" in a and ancestor(code, 2) == a) for a in ancestors)


def nested_codes(codes: Sequence[str]) -> list[tuple[str, str]]:
    """List pairs (class, class inside it) among NAICS codes: summing both would count jobs twice."""
    known = {code for code in codes if is_naics([code])}
    if 2 * len(known) < len(codes):  # another classification; a few odd codes among NAICS ones hide no overlap
        return []
    pairs = []
    for code in sorted(known):
        for digits in range(2, level(code)):
            parent = ancestor(code, digits)
            for name in {parent, code[:digits]} & known:
                if name != code:
                    pairs.append((name, code))
    return sorted(pairs)
