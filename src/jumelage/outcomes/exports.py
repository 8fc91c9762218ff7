"""The tables of a report as CSV text: its figures, links and pairs, so that anyone can compute them again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from jumelage.outcomes.figures import Figure
from jumelage.outcomes.links import Link
from jumelage.outcomes.pairs import Pair

__all__ = ["FIGURE_COLUMNS", "LINK_COLUMNS", "PAIR_COLUMNS", "figures_csv", "links_csv", "pairs_csv"]

FIGURE_COLUMNS = ("figure", "value", "low", "high", "unit", "source")
LINK_COLUMNS = (
    "link", "a", "b", "relation", "stage", "attribution", "grade", "value", "currency", "kind", "same_money_as", "opened",
    "last_step",
)  # fmt: skip
PAIR_COLUMNS = ("pair", "mission", "a", "b", "agreed", "placed", "held", "follow_up_a", "follow_up_b")


def figures_csv(figures: Iterable[Figure]) -> str:
    """Write figures, one a row."""
    return _table(FIGURE_COLUMNS, figures)


def links_csv(links: Iterable[Link]) -> str:
    """Write links, one a row; a link without a value has none of ``value``, ``currency``, ``kind``."""
    return _table(LINK_COLUMNS, links, {"currency": lambda link: link.currency if link.value is not None else ""})


def pairs_csv(pairs: Iterable[Pair]) -> str:
    """Write pairs, one a row: 1 for yes, 0 for no, nothing where it is not known."""
    return _table(PAIR_COLUMNS, pairs)


def _table(columns: tuple[str, ...], rows: Iterable[Any], instead: dict[str, Any] | None = None) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = ((instead or {}).get(name, lambda one, name=name: getattr(one, name))(row) for name in columns)
        writer.writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    # A spreadsheet would run a text that begins like a formula.
    return f"'{text}" if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
