"""Codes of industries as tables write them: ``31–33``, ``332710.0``, « 21 Extraction minière », ``Mining [21]``."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["IndustryCode", "SpoiledCodeError", "industry_code", "is_spoiled"]

_SPOILED = re.compile(
    r"\d{1,2}[-/. ][^\W\d_]{3,5}\.?(?:[-/. ]\d{2,4})?|[^\W\d_]{3,5}\.?[-/. ]\d{1,4}|\d{4}-\d{2}-\d{2}.*", re.IGNORECASE
)
_MONTHS = re.compile(r"jan|f[eé]v|feb|mar|a[pv]r|ma[iy]|ju[inl]|ao[uû]|aug|sep|oct|nov|d[eé]c", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s?[\u2010-\u2015\u2212_/]\s?(?=\d)")
_BARE = re.compile(r"(\d{2,6})(?:[.,]0+)?")
_RANGE = re.compile(r"\d{2}-\d{2}")
_LED = re.compile(r"(\d{2}-\d{2}|\d{2,6})\s*(?:[-\u2010-\u2015:.]\s*|\s)([^\W\d_].*)", re.DOTALL)
_TRAILED = re.compile(r"(.*\S)\s*[\[(](\d{2}-\d{2}|\d{2,6})[\])]", re.DOTALL)


class SpoiledCodeError(ValueError):
    """A code that a spreadsheet took for a day: ``21-Nov``, ``2024-11-21``."""


class IndustryCode(NamedTuple):
    """A code, and the title that stood beside it, if any."""

    code: str
    title: str = ""


def is_spoiled(text: str) -> bool:
    """Tell whether a spreadsheet made a day of a code."""
    return bool(_SPOILED.fullmatch(text)) and (text[:4].isdigit() or bool(_MONTHS.search(text)))


def industry_code(text: str) -> IndustryCode | None:
    """Return the code that a cell holds; None where it holds none, or several.

    Raises
    ------
    SpoiledCodeError
        A spreadsheet made a day of it.
    """
    text = _BETWEEN_DIGITS.sub("-", " ".join(text.split()))
    if is_spoiled(text):
        raise SpoiledCodeError(text)
    if found := _BARE.fullmatch(text):
        return IndustryCode(found[1])
    if _RANGE.fullmatch(text):
        return IndustryCode(text)
    if found := _LED.fullmatch(text):
        return IndustryCode(found[1], found[2])
    if found := _TRAILED.fullmatch(text):
        return IndustryCode(found[2], found[1])
    return None
