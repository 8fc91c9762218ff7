"""A town's path beside the one it would have had, with what the placebos show; alone where nothing could be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.charts import Break, Line, line_chart
from jumelage.documents.svg import LINE, RUST, SOFT, SPRUCE, frame, label
from jumelage.language import Bilingual, Language, say_number
from jumelage.web.practices.models import ModelTown

__all__ = ["draw_path"]

WIDTH, HEIGHT = 820, 360
LEFT, RIGHT, TOP, BOTTOM = 70.0, 660.0, 34.0, 322.0
ITS_OWN = Bilingual(fr="Ce qui s'est passé", en="What happened")
COMPARED = Bilingual(fr="Sans le choc", en="Without the shock")
PLACEBOS = Bilingual(fr="95 % des placebos", en="95% of placebos")


def draw_path(town: ModelTown, language: Language) -> SafeString:
    """Draw one town; empty where it has no figure."""
    if town.chart:
        return mark_safe(_compared(town, language))
    points = tuple((float(year), value) for year, value in town.path)
    if not any(value is not None for _, value in points):
        return SafeString()
    # Where a count's definition changes, the line stops: the two sides do not measure the same thing.
    changed = Bilingual(fr="définition changée", en="definition changed").say(language)
    short = [Break((cut["before"] + cut["after"]) / 2, changed) for cut in town.search.breaks]
    unit = town.search.unit.say(language)
    drawn = line_chart(f"{town.name}, {unit}", [Line(town.name, points)], language, breaks=short, width=WIDTH)
    return mark_safe(drawn)


def _compared(town: ModelTown, language: Language) -> str:
    chart = town.chart
    years: Sequence[int] = chart["years"]
    every = [
        v for key in ("actual", "without", "low", "high") for v in chart[key] if v is not None and math.isfinite(v)
    ]
    ticks = _ticks(min(every), max(every))
    low, high = ticks[0], ticks[-1]

    def x(year: float) -> float:
        return LEFT + (year - years[0]) / max(years[-1] - years[0], 1) * (RIGHT - LEFT)

    def y(value: float) -> float:
        return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

    def line(values: Sequence[float]) -> str:
        return "M" + "L".join(f"{x(year):.1f} {y(v):.1f}" for year, v in zip(years, values, strict=True))

    band = (
        line(chart["high"])
        + "L"
        + "L".join(f"{x(year):.1f} {y(v):.1f}" for year, v in reversed(list(zip(years, chart["low"], strict=True))))
    )
    parts = [f'<path d="{band}Z" fill="#dcd8cd" fill-opacity="0.75"/>']
    for tick in ticks:
        parts.append(f'<path d="M{LEFT:.0f} {y(tick):.1f}H{RIGHT:.0f}" stroke="{LINE}"/>')
        parts.append(label(LEFT - 9, y(tick) + 4.5, say_number(tick, language), text_anchor="end", fill=SOFT))
    every_years = max(1, math.ceil(len(years) / 9))
    for year in years[::every_years]:
        parts.append(label(x(year), BOTTOM + 22, str(year), text_anchor="middle", fill=SOFT))
    hit = Bilingual(fr=f"choc, {town.shock_year}", en=f"shock, {town.shock_year}").say(language)
    parts += [
        f'<path d="M{x(town.shock_year):.1f} {TOP - 12:.0f}V{BOTTOM:.0f}" stroke="{RUST}" stroke-dasharray="4 4"/>',
        label(x(town.shock_year) + 6, TOP - 4, hit, fill=RUST, font_weight=600),
        f'<path d="{line(chart["without"])}" fill="none" stroke="{SOFT}" stroke-width="2.4" stroke-dasharray="7 5"/>',
        f'<path d="{line(chart["actual"])}" fill="none" stroke="{SPRUCE}" stroke-width="3"/>',
        *_named(y, chart, language),
    ]
    said = "; ".join(
        f"{year}: {say_number(a, language)}, {say_number(w, language)}"
        for year, a, w in zip(years, chart["actual"], chart["without"], strict=True)
    )
    return frame(WIDTH, HEIGHT, f"{town.name}, {town.search.outcome}", said, parts)


def _named(y: object, chart: dict[str, list[float]], language: Language) -> list[str]:
    """Name each line at its end, apart where ends are close."""
    assert callable(y)
    ends = sorted(
        (
            (y(chart["actual"][-1]), ITS_OWN, SPRUCE, 650),
            (y(chart["without"][-1]), COMPARED, SOFT, 600),
            (y(chart["high"][-1]), PLACEBOS, "#6b675c", 450),
        ),
        key=lambda end: end[0],
    )
    parts, free = [], TOP
    for at, words, colour, weight in ends:
        free = max(at + 4.5, free)
        parts.append(label(RIGHT + 10, free, words.say(language), fill=colour, font_weight=weight))
        free += 18
    return parts


def _ticks(low: float, high: float) -> list[float]:
    """Choose round values that enclose the data; from zero where that costs little room."""
    low = 0.0 if 0 < low < high / 2 else low
    step = 10 ** math.floor(math.log10(max(high - low, 1e-9) / 4))
    step = next(step * f for f in (1, 2, 2.5, 5, 10) if step * f >= (high - low) / 4)
    return [step * n for n in range(math.floor(low / step), math.ceil(high / step - 1e-9) + 1)]
