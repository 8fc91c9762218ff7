"""Two values side by side for each thing: a town beside the whole, two towns, before and after."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jumelage.documents.svg import INK, RUST, SOFT, SPRUCE, frame, label, text_width, wrapped
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["Pair", "paired_chart"]

Unit = Literal["number", "percent"]
SIZE, BAR, ROW = 13, 13, 42
NARROW = 480
"""Below this width a name stands above its bars instead of beside them."""
UNKNOWN = Bilingual(fr="non publié", en="not published")


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and its two values; None where a figure is not known (never drawn as zero)."""

    label: str
    first: float | None
    second: float | None


def paired_chart(
    title: str,
    names: tuple[str, str],
    pairs: Sequence[Pair],
    language: Language,
    *,
    unit: Unit = "number",
    width: int = 720,
) -> str:
    """Draw two bars for each name: the first filled, the second outlined, each with its value in figures.

    Parameters
    ----------
    title
        What the chart shows.
    names
        What the first and the second bar stand for.
    pairs
        From top to bottom; values are zero or more, shares (0 to 1) with ``unit="percent"``.
    language
        Language of figures.
    unit
        How values are written.
    width
        Width of the drawing.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    values = [v for pair in pairs for v in (pair.first, pair.second) if v is not None]
    if any(not 0 <= value < math.inf for value in values):
        raise ValueError("a bar's value must be zero or more, or None")
    narrow = width < NARROW
    left = 0.0 if narrow else min(max((text_width(p.label, SIZE) for p in pairs), default=0) + 12, width * 0.36)
    room, most = width - left - 96, max(values, default=1.0) or 1.0
    parts, said = _legend(names, left), []
    top = 34.0
    for pair in pairs:
        if narrow:
            parts.append(label(0, top + 12, wrapped(pair.label, width, SIZE, 1)[0], font_weight=600))
            top += 19
        else:
            parts += _beside(pair.label, left, top)
        figures = []
        for number, value in enumerate((pair.first, pair.second)):
            figure = UNKNOWN.say(language) if value is None else _say(value, unit, language)
            figures.append(figure)
            parts += _bar(left, top + number * (BAR + 2), room * (value or 0.0) / most, figure, number, value is None)
        said.append(f"{pair.label}: {names[0]} {figures[0]}, {names[1]} {figures[1]}")
        top += ROW
    parts.append(f'<path d="M{left:.1f} 30V{top - 8:.1f}" stroke="{SOFT}"/>')
    return frame(width, round(top), title, "; ".join(said), parts)


def _legend(names: tuple[str, str], left: float) -> list[str]:
    second = left + 22 + text_width(names[0], SIZE) + 22
    return [
        f'<rect x="{left:.1f}" y="6" width="14" height="12" rx="2" {_fill(0)}/>',
        label(left + 20, 17, names[0], fill=INK, font_weight=600),
        f'<rect x="{second:.1f}" y="6" width="14" height="12" rx="2" {_fill(1)}/>',
        label(second + 20, 17, names[1], fill=INK, font_weight=600),
    ]


def _fill(number: int) -> str:
    return f'fill="{SPRUCE}"' if number == 0 else f'fill="#f4ddd1" stroke="{RUST}" stroke-width="1"'


def _beside(name: str, left: float, top: float) -> list[str]:
    rows = wrapped(name, left - 12, SIZE, 2)
    middle = top + BAR + 1
    return [
        label(left - 12, middle + 4.5 + (number - (len(rows) - 1) / 2) * 15, row, text_anchor="end")
        for number, row in enumerate(rows)
    ]


def _bar(left: float, top: float, long: float, figure: str, number: int, unknown: bool) -> list[str]:
    shown = [
        label(left + long + 7, top + BAR - 2, figure, fill=SOFT if unknown else INK, font_weight=600 - 200 * number)
    ]
    if long > 0:
        rect = f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(long, 1):.1f}" height="{BAR}" rx="2" {_fill(number)}/>'
        shown.insert(0, rect)
    return shown


def _say(value: float, unit: Unit, language: Language) -> str:
    return say_percent(value, language) if unit == "percent" else say_number(value, language)
