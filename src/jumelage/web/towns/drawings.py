"""Charts in two widths, table rows and downloadable files of the portrait pages."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.portrait import portrait_pdf, portrait_workbook
from jumelage.documents.portrait.pictures import beside_chart, closing_chart, compared_chart, over_time, shown_series
from jumelage.documents.portrait.printed import MOVEMENTS
from jumelage.documents.portrait.wording import range_text
from jumelage.documents.town_map import Disc, town_map
from jumelage.economy.measures.diversity import effective_industries, herfindahl, known_shares
from jumelage.economy.portrait.closing import Closing
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.outlook import Quality
from jumelage.economy.portrait.town import Change, TownFigures
from jumelage.economy.table.sectors import short_name
from jumelage.economy.table.survey import plausible_range
from jumelage.language import LANGUAGES, Bilingual, Language, say_percent
from jumelage.web.towns.queries import Placed

__all__ = [
    "Drawing",
    "PortraitFile",
    "Row",
    "before_after",
    "beside",
    "closing_rows",
    "compared_rows",
    "drawn_map",
    "industry_rows",
    "measures",
    "movements",
    "portrait_files",
    "ranking",
    "side_by_side",
    "through_time",
    "through_time_rows",
]

STRONG = 0.3


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart, wide for a screen and narrow for a phone; the library escapes every text in it."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """An industry in a table: its line, short name, and the 95 % ranges of its jobs, location quotient and share."""

    line: IndustryLine
    name: Bilingual
    low: float | None
    high: float | None
    lq: Bilingual
    share: Bilingual


@dataclass(frozen=True, slots=True)
class PortraitFile:
    """A document of a portrait, made when someone asks for it."""

    file: str
    kind: str
    language: Language
    content_type: str
    make: Callable[[], bytes]


def _both(draw: Callable[..., str], *given: Any) -> Drawing:
    # Made from numbers and texts that the library escapes.
    return Drawing(mark_safe(draw(*given)), mark_safe(draw(*given, narrow=True)))


def through_time(figures: TownFigures, language: Language) -> Drawing | None:
    """Draw the largest industries over the years; nothing for a single year."""
    return _both(over_time, figures, language) if len(figures.years) > 1 else None


def through_time_rows(figures: TownFigures) -> list[tuple[Bilingual, list[tuple[float | None, float | None]]]]:
    """Lay out the data of that chart: people and share, by year."""
    return [
        (
            short_name(series.industry, series.name),
            [(series.employment[i], figures.share(series.industry, year)) for i, year in enumerate(figures.years)],
        )
        for series in shown_series(figures)
    ]


def beside(figures: TownFigures, language: Language) -> Drawing:
    """Draw the town beside the whole."""
    return _both(beside_chart, figures, language)


def side_by_side(a: TownFigures, b: TownFigures, year: int, language: Language) -> Drawing:
    """Draw two towns side by side."""
    return _both(compared_chart, a, b, year, language)


def before_after(figures: TownFigures, closing: Closing, language: Language) -> Drawing:
    """Draw a town before and after a loss."""
    return _both(closing_chart, figures, closing, language)


def industry_rows(figures: TownFigures) -> list[Row]:
    """Lay out every industry with its plausible range."""
    rows = []
    for line in figures.lines:
        around = None if line.employment is None else plausible_range(line.employment, figures.survey)
        low, high = around or line.employment_bounds or (None, None)
        high = None if high is None or math.isinf(high) else high
        ranges = range_text(line.bounds), range_text(line.share_bounds, as_share=True)
        rows.append(Row(line, short_name(line.industry, line.name), low, high, *ranges))
    return rows


def drawn_map(towns: list[Placed], language: Language) -> Drawing | None:
    """Draw the towns that have coordinates, the most dependent first; nothing for fewer than two."""
    discs = tuple(
        Disc(one.spot, one.portrait.employment, one.portrait.share >= STRONG, say_percent(one.portrait.share, language))
        for one in towns
        if one.spot is not None
    )
    return _map(discs, language) if len(discs) > 1 else None


@lru_cache(maxsize=64)
def _map(discs: tuple[Disc, ...], language: Language) -> Drawing:
    title = Bilingual(fr="Carte des villes du tableau", en="Map of the towns of the table").say(language)
    wide = town_map(title, discs, language, width=1180, height=520)
    return Drawing(mark_safe(wide), mark_safe(town_map(title, discs, language, width=372, height=320)))


def portrait_files(figures: TownFigures, slug: str, made: dt.datetime) -> tuple[PortraitFile, ...]:
    """List the documents of a portrait: a page to print and a workbook, in each language."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    listed: list[PortraitFile] = []
    for lang in LANGUAGES:
        printed = partial(portrait_pdf, figures, lang, made=made.date())
        listed.append(PortraitFile(f"portrait-{slug}-{lang}.pdf", "pdf", lang, "application/pdf", printed))
        book = partial(portrait_workbook, figures, lang, made=made)
        listed.append(PortraitFile(f"portrait-{slug}-{lang}.xlsx", "xlsx", lang, sheet, book))
    return tuple(listed)


def movements(change: Change) -> list[tuple[Bilingual, float, float]]:
    """Lay out the four movements behind a change of concentration: words, jobs, effect."""
    return [(words, change.split.jobs[key], getattr(change.split, key)) for key, words in MOVEMENTS]


def measures(f: TownFigures, year: int) -> dict[str, Any]:
    """Measure a town in one year, from the figures kept: size, largest industry, diversity."""
    largest = f.largest_of(year)
    index = f.years.index(year)
    shares = known_shares(np.array([np.nan if s.employment[index] is None else s.employment[index] for s in f.series]))
    return {
        "total": f.total(year),
        "unknown": sum(s.employment[index] is None for s in f.series),
        "largest": short_name(largest.industry, largest.name),
        "share": f.share(largest.industry, year),
        "effective": effective_industries(shares),
        "hhi": herfindahl(shares),
    }


def compared_rows(a: TownFigures, b: TownFigures, year: int) -> list[tuple[Bilingual, float | None, float | None]]:
    """Lay out the shares of every industry in two towns, largest first."""
    codes = {s.industry for s in b.series}
    rows = [
        (short_name(s.industry, s.name), a.share(s.industry, year), b.share(s.industry, year))
        for s in a.series
        if s.industry in codes
    ]
    return sorted(rows, key=lambda row: -max(row[1] or 0.0, row[2] or 0.0))


def closing_rows(f: TownFigures, closing: Closing) -> list[tuple[Bilingual, float | None, float | None]]:
    """Lay out every industry before and after a loss."""
    after = dict(closing.after)
    return [(short_name(line.industry, line.name), line.employment, after[line.industry]) for line in f.lines]


_RANKINGS = {
    "ubiquity": Bilingual(fr="La plus répandue d'abord", en="Most common first"),
    "density": Bilingual(
        fr="Densité (ce qui va avec ce que la ville a)", en="Density (what goes with what the town has)"
    ),
    "nearest_places": Bilingual(fr="Ce qu'ont les villes les plus semblables", en="What the most similar towns have"),
    "sapling": Bilingual(fr="Sapling (imbrication des industries)", en="Sapling (nesting of industries)"),
}


def ranking(quality: Quality) -> list[tuple[Bilingual, float, bool]]:
    """Lay out the test: each way of ranking and its average precision, best first; chance last; ours marked."""
    own = (Bilingual(fr="Probabilités apprises", en="Learned probabilities"), quality.average_precision, True)
    plain = [(_RANKINGS.get(n, Bilingual(fr=n, en=n)), value, False) for n, value in quality.baselines.items()]
    chance = (Bilingual(fr="Au hasard", en="By chance"), quality.base_rate, False)
    return [*sorted([own, *plain], key=lambda row: -row[1]), chance]
