"""Results as tables of the library that a notebook uses."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any, cast

import narwhals as nw

__all__ = ["frame_of", "html_of"]


def frame_of(columns: Mapping[str, Any], library: str = "pandas") -> Any:
    """Return columns as a data frame.

    Parameters
    ----------
    columns
        Name and values, all of one length.
    library
        A data-frame library that is installed: ``pandas``, ``polars``, ``pyarrow`` or ``modin``.
    """
    return nw.from_dict(dict(columns), backend=cast(Any, library)).to_native()


def html_of(title: str, columns: Mapping[str, Sequence[Any]], most: int = 20) -> str:
    """Return a small table for a notebook: the title, the names, the first rows, and how many more there are."""

    def cell(value: Any) -> str:
        said = "–" if value is None else f"{value:,.3g}" if isinstance(value, float) and abs(value) < 1000 else value
        return html.escape(f"{said:,.0f}" if isinstance(said, float) else str(said))

    rows = list(zip(*columns.values(), strict=True))
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell(value)}</td>" for value in row) + "</tr>" for row in rows[:most])
    more = f"<p>+ {len(rows) - most}</p>" if len(rows) > most else ""
    return f"<p><b>{html.escape(title)}</b></p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
