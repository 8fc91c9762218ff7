"""The charts of a portrait: the largest industries over time, and the town beside the whole."""

from __future__ import annotations

import re

from jumelage.documents.charts import Bar, Break, Line, bar_chart, line_chart
from jumelage.documents.paired_chart import Pair, paired_chart
from jumelage.economy.portrait.closing import Closing
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.town import Series, TownFigures
from jumelage.economy.table.sectors import short_name
from jumelage.language import Bilingual, Language

__all__ = ["beside_chart", "closing_chart", "compared_chart", "over_time", "shown_lines", "shown_series"]

WIDE, HALF, NARROW = 720, 560, 372
CHANGED = Bilingual(fr="définition changée", en="definition changed")
SHOWN_BARS = 14


SUM_OF_PLACES = Bilingual(fr="Ensemble du tableau", en="Whole table")


def shown_series(f: TownFigures, most: int = 4) -> tuple[Series, ...]:
    """Choose the series to draw: the two largest of the last year, the two largest of the first, most first."""
    last = len(f.years) - 1
    by_last = sorted(f.series, key=lambda s: -(s.employment[last] or 0.0))
    by_first = sorted(f.series, key=lambda s: -(s.employment[0] or 0.0))
    ranked = (by_last[:1], by_first[:1], by_last[1:2], by_first[1:2])
    chosen = dict.fromkeys(series.industry for some in ranked for series in some if any(series.employment))
    codes = list(chosen)[:most]
    return tuple(next(s for s in f.series if s.industry == code) for code in codes)


def shown_lines(f: TownFigures, language: Language) -> tuple[Line, ...]:
    """Return the shares of the chosen series as lines."""
    return tuple(
        Line(short_name(s.industry, s.name).say(language), tuple((y, f.share(s.industry, y)) for y in f.years))
        for s in shown_series(f)
    )


def _breaks(f: TownFigures, language: Language) -> list[Break]:
    marks = [b for b in f.source.breaks if b.lies_between(f.years[0], f.years[-1])]
    return [Break((b.before + b.after) / 2, CHANGED.say(language)) for b in marks]


def over_time(f: TownFigures, language: Language, *, narrow: bool = False, height: int = 320) -> str:
    """Draw the share of the largest industries over the years, broken where the definition changed."""
    title = Bilingual(
        fr=f"{f.name} : part des plus grandes industries, {f.years[0]} à {f.years[-1]}",
        en=f"{f.name}: share of the largest industries, {f.years[0]} to {f.years[-1]}",
    ).say(language)
    size = {"width": NARROW, "height": 300} if narrow else {"width": WIDE, "height": height}
    lines = shown_lines(f, language)
    if narrow:
        lines = tuple(Line(_first_words(line.name), line.points) for line in lines)
    return line_chart(title, lines, language, breaks=_breaks(f, language), unit="percent", **size)


def _shown(f: TownFigures) -> list[IndustryLine]:
    """Choose the industries to draw: the largest, none that is known to be empty."""
    return [line for line in f.lines[:SHOWN_BARS] if line.employment != 0]


def _first_words(name: str) -> str:
    """Cut a name to what a phone has room for: « Mines », « Santé »."""
    return re.split(r",| et | and ", name)[0]


def beside_chart(f: TownFigures, language: Language, *, narrow: bool = False) -> str:
    """Draw the town's largest industries beside the same shares in the whole; alone where there is none."""
    if not f.compared:
        return _alone(f, language, NARROW if narrow else HALF)
    whole = f.reference or SUM_OF_PLACES.say(language)
    title = Bilingual(
        fr=f"{f.name} et {whole}, part de chaque industrie en {f.year}",
        en=f"{f.name} and {whole}, share of each industry in {f.year}",
    ).say(language)
    pairs = [
        Pair(short_name(line.industry, line.name).say(language), line.share, line.reference_share) for line in _shown(f)
    ]
    width = NARROW if narrow else HALF
    return paired_chart(title, (f.name, whole), pairs, language, unit="percent", width=width)


def _alone(f: TownFigures, language: Language, width: int) -> str:
    title = Bilingual(
        fr=f"{f.name}, part de chaque industrie en {f.year}", en=f"{f.name}, share of each industry in {f.year}"
    )
    bars = [Bar(short_name(line.industry, line.name).say(language), line.share) for line in _shown(f)]
    return bar_chart(title.say(language), bars, language, unit="percent", width=width)


def compared_chart(a: TownFigures, b: TownFigures, year: int, language: Language, *, narrow: bool = False) -> str:
    """Draw the industries of two towns side by side, in one year."""
    title = Bilingual(
        fr=f"{a.name} et {b.name}, part de chaque industrie en {year}",
        en=f"{a.name} and {b.name}, share of each industry in {year}",
    ).say(language)
    codes = {s.industry for s in a.series} & {s.industry for s in b.series}
    rows = [(s, a.share(s.industry, year), b.share(s.industry, year)) for s in a.series if s.industry in codes]
    rows.sort(key=lambda row: -max(row[1] or 0.0, row[2] or 0.0))
    pairs = [
        Pair(short_name(s.industry, s.name).say(language), x, y)
        for s, x, y in rows
        if x is None or y is None or x + y > 0
    ]
    width = NARROW if narrow else HALF
    return paired_chart(title, (a.name, b.name), pairs, language, unit="percent", width=width)


def closing_chart(f: TownFigures, closing: Closing, language: Language, *, narrow: bool = False) -> str:
    """Draw each large industry before and after."""
    title = Bilingual(fr=f"{f.name}, avant et après", en=f"{f.name}, before and after").say(language)
    after = dict(closing.after)
    pairs = [
        Pair(short_name(line.industry, line.name).say(language), line.employment, after[line.industry])
        for line in _shown(f)
    ]
    names = Bilingual(fr="Avant", en="Before").say(language), Bilingual(fr="Après", en="After").say(language)
    return paired_chart(title, names, pairs, language, width=NARROW if narrow else HALF)
