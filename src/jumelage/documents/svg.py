"""Pieces of a picture shared by charts and maps: colours, escaped text, an accessible frame."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from html import escape

from jumelage.documents.lettering import visible

__all__ = ["COLOURS", "INK", "LINE", "RUST", "SOFT", "SPRUCE", "frame", "label", "text_width", "wrapped"]

INK, SOFT, LINE = "#17211d", "#4b5a53", "#dfdcd2"
SPRUCE, RUST, LAKE, GOLD = "#14594a", "#a4421d", "#2a5c82", "#8a6400"
COLOURS = (SPRUCE, RUST, LAKE, GOLD, SOFT)
"""Colours of series, in order; each also has its own dashes or shape."""


def label(x: float, y: float, text: str, **attributes: str | float) -> str:
    """Write a text at a place; ``font_weight=600`` gives ``font-weight="600"``."""
    given = "".join(f' {name.replace("_", "-")}="{_attribute(value)}"' for name, value in attributes.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{given}>{escape(visible(text), quote=False)}</text>'


def _attribute(value: str | float) -> str:
    return escape(f"{value:g}" if isinstance(value, int | float) else value)


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in Inter (mean letter 0.55 em, a little more than French needs)."""
    return 0.55 * size * len(text)


def wrapped(text: str, width: float, size: float, lines: int = 2) -> list[str]:
    """Cut a text into at most ``lines`` lines of about ``width``; what does not fit ends in an ellipsis."""
    room, rows = max(4, int(width / (0.55 * size))), [""]
    for word in visible(text).split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= room or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:lines]
    if len(rows) > lines:
        kept[-1] += "…"
    return [row if len(row) <= room else row[: room - 1].rstrip("…") + "…" for row in kept]


def frame(width: float, height: float, title: str, description: str, parts: Sequence[str]) -> str:
    """Close a picture: ``<title>`` and ``<desc>`` say to a screen reader what the eye sees.

    Their ids come from the content, so that several pictures share a page and the same picture is always the same bytes.
    """
    body = "".join(parts)
    key = f"{zlib.crc32((title + description + body).encode()):08x}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f' role="img" aria-labelledby="t{key} d{key}" font-family="Inter, sans-serif" font-size="13" fill="{INK}">'
        f'<title id="t{key}">{escape(visible(title), quote=False)}</title>'
        f'<desc id="d{key}">{escape(visible(description), quote=False)}</desc>{body}</svg>'
    )
