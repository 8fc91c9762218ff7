"""The form of the numbers of a whole column: which sign is the decimal mark, which one separates thousands.

One cell cannot tell: ``1,234`` is a thousand in one table and a little over one in another. The column decides by what
can only be read one way (``12,5``, ``0,125``, ``1.234.567``); where nothing does, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["MARKS", "Decimal", "NumberForm", "form_of"]

Decimal = Literal[".", ","]
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f'\u2019]")
_MARKED = re.compile(r"[-+\u2212]?[\d.,]+")

MARKS = frozenset(
    ["X", "F", "D", "..", "...", "…", "S", "Z", ":", "NA", "N/A", "NAN", "(D)", "(X)", "(S)", "(NA)", "NULL", "(N)"]
)
"""Marks for "not published" in statistical tables, in capitals; an empty cell is one too."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How the numbers of a column are written.

    Parameters
    ----------
    decimal
        The decimal mark; the other sign, and spaces, separate thousands.
    asked
        Numbers that can be read in two ways where nothing in the column decides.
    contradicting
        Two numbers that cannot have been written by the same hand; empty where all can.
    """

    decimal: Decimal = "."
    asked: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()


def form_of(numbers: Iterable[str], separator: str = "") -> NumberForm:
    """Decide how a column writes its numbers.

    Parameters
    ----------
    numbers
        Its cells, or one of each shape; what is no number is left aside.
    separator
        What separates the cells of the file: where it is a comma, a comma inside a number separates thousands.
    """
    decimal: dict[str, str] = {}
    thousands: dict[str, str] = {}
    either: dict[str, str] = {}
    for text in numbers:
        bare = _SPACES.sub("", text)
        if not _MARKED.fullmatch(bare) or not any(c in ".," for c in bare):
            continue
        _read(bare.lstrip("-+\u2212"), text, decimal, thousands, either)
    clash = next((m for m in decimal if m in thousands), "") or ("." if len(decimal) == 2 else "")
    if clash:
        other = thousands.get(clash) or decimal["," if clash == "." else "."]
        return NumberForm(contradicting=(decimal[clash], other))
    return _decided(decimal, thousands, either, separator)


def _read(bare: str, text: str, decimal: dict[str, str], thousands: dict[str, str], either: dict[str, str]) -> None:
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        last = max(".", ",", key=bare.rfind)
        decimal.setdefault(last, text)
        thousands.setdefault("," if last == "." else ".", text)
        return
    mark = "." if points else ","
    if points + commas > 1:
        thousands.setdefault(mark, text)
        return
    before, _, after = bare.partition(mark)
    certain = len(after) != 3 or len(before) > 3 or not before or before[0] == "0"
    (decimal if certain else either).setdefault(mark, text)


def _decided(
    decimal: Mapping[str, str], thousands: Mapping[str, str], either: Mapping[str, str], separator: str
) -> NumberForm:
    if decimal:
        return NumberForm("," if "," in decimal else ".")
    if thousands:
        return NumberForm("." if "," in thousands else ",")
    if not either:
        return NumberForm()
    if set(either) == {","} and separator == ",":
        return NumberForm(".")
    return NumberForm(asked=tuple(either.values()))
