"""Charts as SVG, the same on a page and on paper: bars across, and lines with the breaks of their definition shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from jumelage.documents.svg import COLOURS, INK, LINE, RUST, SOFT, SPRUCE, frame, label, text_width, wrapped
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["Bar", "Break", "Line", "bar_chart", "line_chart"]

Unit = Literal["number", "percent"]
SIZE = 13
DASHES = ("none", "7 4", "2 4", "10 3 2 3", "none")
UNKNOWN = Bilingual(fr="non publié", en="not published")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``value`` is None where the figure is not known (never drawn as zero), ``strong`` for the one to look at."""

    label: str
    value: float | None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A named series: pairs of x (a year) and value, None where it is not known: the line stops there."""

    name: str
    points: tuple[tuple[float, float | None], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A change of definition at ``x``: lines do not cross it. ``text`` says what changed."""

    x: float
    text: str


def bar_chart(
    title: str, bars: Sequence[Bar], language: Language, *, unit: Unit = "number", decimals: int = 0, width: int = 720
) -> str:
    """Draw bars across, each with its label and its value in figures.

    Parameters
    ----------
    title
        What the chart shows (read by screen readers; the page writes its own heading).
    bars
        From top to bottom. Values are zero or more; shares (0 to 1) with ``unit="percent"``.
    language
        Language of figures.
    unit, decimals
        How values are written.
    width
        Width of the drawing.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    if any(bar.value is not None and not 0 <= bar.value < math.inf for bar in bars):
        raise ValueError("a bar's value must be zero or more, or None")
    left = min(max((text_width(bar.label, SIZE) for bar in bars), default=0) + 12, width * 0.4)
    room = width - left - 92
    most = max((bar.value for bar in bars if bar.value), default=1.0)
    parts, top, said = [], 4.0, []
    for bar in bars:
        rows = wrapped(bar.label, left - 12, SIZE, 3)
        height = (30, 42, 58)[len(rows) - 1]
        middle = top + height / 2
        figure = UNKNOWN.say(language) if bar.value is None else _say(bar.value, unit, decimals, language)
        weight = 600 if bar.strong else 400
        for number, row in enumerate(rows):
            y = middle + 4.5 + (number - (len(rows) - 1) / 2) * 16
            parts.append(label(left - 12, y, row, text_anchor="end", font_weight=weight))
        long = 0.0 if bar.value is None else room * bar.value / most
        fill = f'fill="{SPRUCE}"' if bar.strong else f'fill="#c9dfd7" stroke="{SPRUCE}" stroke-width="0.8"'
        if bar.value:
            parts.append(
                f'<rect x="{left:.1f}" y="{middle - 9:.1f}" width="{max(long, 1):.1f}" height="18" rx="2" {fill}/>'
            )
        parts.append(label(left + long + 8, middle + 4.5, figure, font_weight=weight, fill=INK if bar.value else SOFT))
        said.append(f"{bar.label} {figure}")
        top += height
    parts.insert(0, f'<path d="M{left:.1f} 0V{top + 4:.1f}" stroke="{SOFT}"/>')
    return frame(width, round(top + 8), title, "; ".join(said), parts)


def line_chart(
    title: str,
    lines: Sequence[Line],
    language: Language,
    *,
    breaks: Sequence[Break] = (),
    unit: Unit = "number",
    width: int = 720,
    height: int = 300,
) -> str:
    """Draw series over time, each named at its end, with its own dashes beside its colour.

    Parameters
    ----------
    title
        What the chart shows.
    lines
        The series; shares (0 to 1) with ``unit="percent"``.
    language
        Language of figures.
    breaks
        Where a definition changed: a dashed rule, its reason in words, and no line across.
    unit
        How values are written.
    width, height
        Size of the drawing.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    xs = sorted({x for line in lines for x, _ in line.points})
    values = [y for line in lines for _, y in line.points if y is not None]
    if not xs or not values:
        raise ValueError("a line chart needs at least one known value")
    ticks = _ticks(min(0.0, *values), max(values))
    plot = _Plot(width, height, xs, ticks, lines)
    parts = [*_axes(plot, unit, language)]
    for mark in breaks:
        x = plot.x(mark.x)
        anchor = "end" if x > width * 0.6 else "start"
        parts.append(f'<path d="M{x:.1f} 18V{plot.bottom:.1f}" stroke="{RUST}" stroke-dasharray="4 4"/>')
        parts.append(label(x + (-6 if anchor == "end" else 6), 22, mark.text, fill=RUST, text_anchor=anchor))
    for number, line in enumerate(lines):
        parts += _series(plot, line, number, breaks)
    parts += _names(plot, lines, unit, language)
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{x:g} {UNKNOWN.say(language) if y is None else _say(y, unit, 0, language)}" for x, y in line.points)
        for line in lines
    )  # fmt: skip
    return frame(width, height, title, said, parts)


class _Plot:
    """Where values fall on the drawing."""

    def __init__(
        self, width: int, height: int, xs: Sequence[float], ticks: Sequence[float], lines: Sequence[Line]
    ) -> None:
        widest = max(text_width(line.name, SIZE) for line in lines)
        self.left, self.right = 62.0, width - min(widest + 74, width * 0.42)
        self.top, self.bottom = 40.0, height - 34.0
        self.xs, self.ticks = xs, ticks
        self.room = width - self.right - 14

    def x(self, value: float) -> float:
        first, last = self.xs[0], self.xs[-1]
        share = 0.5 if first == last else (value - first) / (last - first)
        return self.left + 12 + share * (self.right - self.left - 24)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


def _ticks(low: float, high: float) -> list[float]:
    """Choose three to six round values that enclose the data."""
    high = high if high > low else low + 1
    raw = (high - low) / 4
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def _axes(plot: _Plot, unit: Unit, language: Language) -> list[str]:
    step = plot.ticks[1] - plot.ticks[0]
    scale = step * (100 if unit == "percent" else 1)
    decimals = max(0, -math.floor(math.log10(scale) + 1e-9)) + (
        1 if f"{scale:e}".startswith("2.5") and scale < 10 else 0
    )
    parts = []
    for tick in plot.ticks:
        y = plot.y(tick)
        parts.append(f'<path d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" stroke="{LINE}"/>')
        text = _say(tick, unit, min(decimals, 3), language)
        parts.append(label(plot.left - 8, y + 4.5, text, text_anchor="end", fill=SOFT))
    shown, last = [], -math.inf
    for x in plot.xs:
        if plot.x(x) - last >= 44:
            shown.append(x)
            last = plot.x(x)
    return parts + [label(plot.x(x), plot.bottom + 22, f"{x:g}", text_anchor="middle", fill=SOFT) for x in shown]


def _series(plot: _Plot, line: Line, number: int, breaks: Sequence[Break]) -> list[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    points, path, pen_up = sorted(line.points), "", True
    crossed = {b for (a, _), (b, _) in pairwise(points) for mark in breaks if a < mark.x <= b}
    for x, y in points:
        if y is None:
            pen_up = True
            continue
        path += f"{'M' if pen_up or x in crossed else 'L'}{plot.x(x):.1f} {plot.y(y):.1f}"
        pen_up = False
    drawn = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.6" stroke-dasharray="{dash}"/>'
    return [drawn, *(_dot(plot.x(x), plot.y(y), number, colour) for x, y in points if y is not None)]


def _dot(x: float, y: float, number: int, colour: str) -> str:
    """Mark a value with the shape of its series."""
    shapes = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6"',
        f'<rect x="{x - 3.4:.1f}" y="{y - 3.4:.1f}" width="6.8" height="6.8"',
        f'<path d="M{x:.1f} {y - 4.4:.1f}L{x + 4.4:.1f} {y + 3.4:.1f}H{x - 4.4:.1f}Z"',
        f'<path d="M{x:.1f} {y - 4.8:.1f}L{x + 4.8:.1f} {y:.1f}L{x:.1f} {y + 4.8:.1f}L{x - 4.8:.1f} {y:.1f}Z"',
    )
    return f'{shapes[number % len(shapes)]} fill="{colour}" stroke="#fff" stroke-width="1"/>'


def _names(plot: _Plot, lines: Sequence[Line], unit: Unit, language: Language) -> list[str]:
    """Name each series where it ends, names pushed apart where ends are close."""
    ends: list[tuple[float, str, str]] = []
    for number, line in enumerate(lines):
        known = [y for _, y in sorted(line.points) if y is not None]
        if known:
            text = f"{line.name} {_say(known[-1], unit, 0, language)}"
            ends.append((plot.y(known[-1]), COLOURS[number % len(COLOURS)], text))
    parts, free = [], -math.inf
    for y, colour, text in sorted(ends):
        free = max(y, free)
        shown = wrapped(text, plot.room, SIZE, 1)[0]
        parts.append(label(plot.right + 6, free + 4.5, shown, fill=colour, font_weight=600))
        free += 17
    return parts


def _say(value: float, unit: Unit, decimals: int, language: Language) -> str:
    return say_percent(value, language, decimals) if unit == "percent" else say_number(value, language, decimals)
