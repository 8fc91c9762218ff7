"""What a number format makes of a stored number: a date, or a text with the zeros and signs that the sheet shows."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from jumelage.spreadsheets.grid import Number

__all__ = ["BUILT_IN", "date_of", "is_date", "shown"]

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), "yyyy/m/d"),
}  # fmt: skip
"""Formats that a workbook names by number alone (ECMA-376, part 1, 18.8.30)."""

LONGEST_FORMAT = 200
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]hms]*\]')
_SHOWN = re.compile(r'(?:[#0]|[()\s/-]|\\.|"[^"]*")+')
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(.)')


@lru_cache(maxsize=2_000)
def is_date(code: str) -> bool:
    """Tell whether a format shows dates or hours."""
    bare = _LITERALS.sub("", code[:LONGEST_FORMAT].partition(";")[0]).lower()
    return bare != "general" and not re.search(r"[#0?]e[+-]", bare) and any(c in bare for c in "ymdhs")


@lru_cache(maxsize=2_000)
def _digits(code: str) -> bool:
    """Tell whether a format shows bare digits with signs between them: ``00000``, ``(000) 000-0000``."""
    first = code[:LONGEST_FORMAT].partition(";")[0].rstrip("_) ")
    return bool(_SHOWN.fullmatch(first)) and (first.count("0") > 1 or (first.count("#") > 3 and first.strip("#") != ""))


def shown(value: float, code: str) -> float:
    """Return a number, with the text that the format shows where that is not the number itself."""
    if not _digits(code) or value < 0 or value != int(value) or value >= 1e15:
        return value
    digits = str(int(value))
    tokens = [(m[1] if m[1] is not None else m[2], m[3]) for m in _TOKEN.finditer(code.partition(";")[0].rstrip("_) "))]
    places = sum(place in ("0", "#") for _, place in tokens)
    zeros = sum(place == "0" for _, place in tokens)
    digits = digits.zfill(zeros)
    ahead, rest = digits[: max(0, len(digits) - places)], digits[max(0, len(digits) - places) :].rjust(places)
    made, at, first = [], 0, True
    for literal, place in tokens:
        if place in ("0", "#"):
            made.append((ahead if first else "") + rest[at])
            at, first = at + 1, False
        else:
            made.append(literal if literal is not None else place)
    text = " ".join("".join(made).split())
    return Number(value, text) if text != str(int(value)) else value


def date_of(serial: float, from_1904: bool = False) -> Any:
    """Return the day, or the hour alone, that a serial number stands for; the number itself where it is out of range."""
    try:
        if from_1904:
            start = dt.datetime(1904, 1, 1)
        else:
            start = dt.datetime(1899, 12, 30) if serial >= 60 else dt.datetime(1899, 12, 31)
        made = start + dt.timedelta(days=int(serial), seconds=round((serial % 1) * 86_400))
    except (OverflowError, ValueError):
        return serial
    return made.time() if 0 < serial < 1 else made
