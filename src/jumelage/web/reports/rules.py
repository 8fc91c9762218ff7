"""Which parts of a report somebody may read, and how an amount is read: pure functions."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal, InvalidOperation

from jumelage.mission.reporting.files import FrozenReport

__all__ = ["SHARED_FILES", "read_amount", "shared_with_council"]

SHARED_FILES = ("rapport.pdf", "report.pdf", "report.md", "figures.csv")
"""Files that a council reader may open; the tables of pairs and links name what each firm answered."""

BETWEEN_FIRMS = ("who_meets", "gaps")
"""Sections that tell why two firms should meet, or what an officer has still to do."""


def shared_with_council(frozen: FrozenReport) -> FrozenReport:
    """Return the report without what is between two firms and the agency."""
    kept = tuple(section for section in frozen.document.sections if section.code not in BETWEEN_FIRMS)
    return dataclasses.replace(frozen, document=dataclasses.replace(frozen.document, sections=kept))


def read_amount(text: str) -> Decimal | None:
    """Read an amount as people write it; nothing where the text is empty.

    Examples
    --------
    >>> read_amount("24 000,50 $"), read_amount("24,000.50"), read_amount("24,000")
    (Decimal('24000.50'), Decimal('24000.50'), Decimal('24000'))

    Raises
    ------
    ValueError
        When it is no amount of zero or more.
    """
    bare = re.sub(r"[\s\u00a0\u202f$']", "", text)
    if not bare:
        return None
    last = max(bare.rfind(","), bare.rfind("."))
    tail = bare[last + 1 :] if last >= 0 else ""
    whole = last < 0 or (len(tail) == 3 and not set(",.") <= set(bare))
    digits = re.sub("[,.]", "", bare) if whole else f"{re.sub('[,.]', '', bare[:last])}.{tail}"
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise ValueError(text)
    return amount
