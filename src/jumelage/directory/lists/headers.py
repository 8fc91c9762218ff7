"""Find where the header of a sheet is, under title rows, and join it with a row of groups above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jumelage.directory.lists.fields import BETWEEN, fields_called, plain
from jumelage.spreadsheets import Sheet, letter, text_of
from jumelage.text import clean

__all__ = ["Header", "find_header", "unique"]

LOOKED_AT = 40
"""Rows in which a header is looked for: titles, dates and logos take a dozen at most."""

LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is and what it calls the columns.

    Parameters
    ----------
    rows
        Its rows, counted from 1: one, or two when groups stand above.
    labels
        What each column is called, unique; empty where nothing is written.
    known
        Columns whose name means something here.
    """

    rows: tuple[int, ...]
    labels: tuple[str, ...]
    known: int


def find_header(sheet: Sheet) -> Header | None:
    """Return the header of a sheet: the row, or pair of rows, whose names mean the most; None for an empty sheet."""
    texts = [[" ".join(clean(text_of(cell), LONGEST_LABEL).split()) for cell in row] for row in sheet.rows[:LOOKED_AT]]
    filled = [number for number, row in enumerate(texts) if any(row)]
    if not filled:
        return None
    found = [_of(sheet, texts, (number,)) for number in filled]
    found += [_of(sheet, texts, (number - 1, number)) for number in filled if number and _groups(sheet, texts, number)]
    best = max(found, key=lambda header: (header.known, -header.rows[-1], len(header.rows)))
    return best if best.known else _plainest(sheet, texts, filled)


def _of(sheet: Sheet, texts: Sequence[Sequence[str]], rows: tuple[int, ...]) -> Header:
    lower = texts[rows[-1]]
    labels = list(lower) if len(rows) == 1 else _joined(sheet, texts[rows[0]], lower, rows[0])
    known: set[frozenset[str]] = {frozenset(found) for label in labels if label and (found := fields_called(label))}
    return Header(tuple(row + 1 for row in rows), unique(labels), len(known))


def _plainest(sheet: Sheet, texts: Sequence[Sequence[str]], filled: Sequence[int]) -> Header:
    """Take, where no name is known, the first row as wide as the list: its officer will say which column is what."""
    width = max(sum(map(bool, texts[number])) for number in filled)
    return _of(sheet, texts, (next(n for n in filled if sum(map(bool, texts[n])) * 4 >= width * 3),))


def _groups(sheet: Sheet, texts: Sequence[Sequence[str]], number: int) -> bool:
    """Tell whether the row above names groups of columns, or the columns themselves: not a title over the whole list."""
    above, below = texts[number - 1], texts[number]
    spans = [last - first + 1 for top, bottom, first, last in sheet.merged if top == number - 1 and last > first]
    if any(1 < span < len(below) for span in spans):
        return True
    return sum(map(bool, above)) > 1


def _joined(sheet: Sheet, above: Sequence[str], below: Sequence[str], top: int) -> list[str]:
    """Name each column by its group and its own name; a merged group covers what it spans, else up to the next one."""
    width = max(len(above), len(below))
    groups, own = ([*row, *[""] * (width - len(row))] for row in (above, below))
    spread = list(groups)
    for first_row, _, first, last in sheet.merged:
        if first_row == top:
            spread[first : last + 1] = [groups[first]] * (min(last, width - 1) - first + 1)
    if not any(first_row == top for first_row, *_ in sheet.merged):
        for column in range(1, width):
            if not groups[column] and own[column] and own[column - 1] and column:
                spread[column] = spread[column - 1]
    return [_join(group, name) for group, name in zip(spread, own, strict=True)]


def _join(group: str, name: str) -> str:
    if not (group and name) or plain(group) == plain(name):
        return group or name
    return f"{group}{BETWEEN}{name}"


def unique(labels: Sequence[str]) -> tuple[str, ...]:
    """Add its letter to each name that two columns bear."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[plain(label)] = seen.get(plain(label), 0) + 1
    return tuple(
        f"{label} ({letter(column)})" if label and seen[plain(label)] > 1 else label
        for column, label in enumerate(labels)
    )
