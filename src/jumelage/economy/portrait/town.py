"""The figures of a town that pages, PDFs and workbooks show: every year and industry, changes, towns alike, source."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from jumelage.economy.measures.change import ConcentrationChange
from jumelage.economy.measures.intervals import Range
from jumelage.economy.measures.peers import peers
from jumelage.economy.measures.reliance import Reliance
from jumelage.economy.measures.shiftshare import ShiftShare
from jumelage.economy.panel import Panel
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.portrait import Portrait, portrait
from jumelage.economy.table.sectors import short_name
from jumelage.economy.table.source import PanelSource, SeriesBreak
from jumelage.economy.table.survey import Survey
from jumelage.language import Bilingual
from jumelage.reference.places import find_place
from jumelage.serialisation import Measure

__all__ = ["Alike", "Change", "Series", "TownFigures", "compute_figures"]


ALIKE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Series:
    """One industry over the years of the town; None where the figure is not known, 0 where there is no row."""

    industry: str
    name: Bilingual
    employment: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two years, and whether a change of definition lies between.

    ``old`` names the industries that were old work at the start (see :mod:`jumelage.economy.measures.change`).
    """

    since: int
    until: int
    crosses_break: bool
    split: ConcentrationChange
    shifts: ShiftShare | None
    old: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A town like this one: how alike in all, by mix of industries and by size (0 to 1), and what they share most."""

    place: str
    name: str
    similarity: float
    mix: float
    size: float
    shared: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class TownFigures:
    """The figures of one town, as they were when they were computed.

    Parameters
    ----------
    place, name, year, years
        Who, for which year, and the years known.
    people
        Whether people are counted where they live (jobs where they are, otherwise).
    employment, unknown_cells, absent_industries
        Sum of the known cells of the year, how many are unknown, how many industries have no row.
    lines, series
        Every industry: in the year, largest first; and over the years.
    hhi, effective_industries, hachman
        Concentration; NaN where it has no meaning.
    reference_effective
        Effective number of industries of the whole compared with; NaN without one.
    resource, ers
        Reliance (NRCan), and USDA classes.
    changes
        Long run first; each a pair of years.
    reference
        Name of the whole; empty for the sum of the places.
    source, survey, warnings
        Origin, gathering, and what to mind.
    alike
        The towns of the table most like this one.
    hhi_bounds, effective_bounds
        Between which values the concentration lies; None in portraits of earlier releases.
    """

    place: str
    name: str
    year: int
    years: tuple[int, ...]
    people: bool
    employment: float
    unknown_cells: int
    absent_industries: int
    lines: tuple[IndustryLine, ...]
    series: tuple[Series, ...]
    hhi: Measure
    effective_industries: Measure
    hachman: Measure
    reference_effective: Measure
    resource: Reliance | None
    ers: dict[str, tuple[float, bool | None]]
    changes: tuple[Change, ...]
    reference: str
    source: PanelSource
    survey: Survey
    warnings: tuple[Bilingual, ...]
    alike: tuple[Alike, ...] = ()
    hhi_bounds: Range | None = None
    effective_bounds: Range | None = None

    @property
    def compared(self) -> bool:
        """Tell whether there is a whole to compare with."""
        return any(line.reference_share is not None for line in self.lines)

    @property
    def largest(self) -> IndustryLine:
        """Return the largest known industry of the year."""
        return self.lines[0]

    def total(self, year: int) -> float:
        """Sum the known cells of a year."""
        index = self.years.index(year)
        return sum(series.employment[index] or 0.0 for series in self.series)

    def share(self, industry: str, year: int) -> float | None:
        """Return an industry's part of the known employment of a year; None where it is not known."""
        index = self.years.index(year)
        value = next(series for series in self.series if series.industry == industry).employment[index]
        total = self.total(year)
        return None if value is None or total <= 0 else value / total

    def largest_of(self, year: int) -> Series:
        """Return the largest known industry of a year."""
        index = self.years.index(year)
        return max(self.series, key=lambda series: series.employment[index] or 0.0)


def compute_figures(
    panel: Panel, place: str, *, year: int | None = None, people: bool | None = None, survey: Survey | None = None
) -> TownFigures:
    """Compute the figures of a town's portrait.

    Parameters
    ----------
    panel
        The table.
    place
        Code or name.
    year
        The year; the latest the place has, if None.
    people
        Whether the table counts people where they live; what its source says, if None.
    survey
        How the figures were gathered; unknown if None.

    Raises
    ------
    NoResultError, InputError
        As :func:`jumelage.economy.portrait.portrait`.
    """
    if survey is not None:
        panel = replace(panel, source=replace(panel.source, survey=survey))
    found = portrait(panel, place, year)
    years = tuple(y for y in panel.years_of(found.place) if y <= found.year)
    whole = "" if found.reference is None else panel.name_of(found.reference)
    return TownFigures(
        place=found.place,
        name=found.name,
        year=found.year,
        years=years,
        people=found.source.counted == "people" if people is None else people,
        employment=found.employment,
        unknown_cells=found.suppressed_cells,
        absent_industries=len(found.absent_industries),
        lines=found.lines if _has_whole(panel, found) else tuple(map(_alone, found.lines)),
        series=_series(panel, found.place, years),
        hhi=found.hhi,
        effective_industries=found.effective_industries,
        hachman=found.hachman if _has_whole(panel, found) else math.nan,
        reference_effective=_effective(found),
        resource=found.reliance,
        ers=found.ers,
        changes=_changes(panel, found, years),
        reference=whole,
        source=found.source,
        survey=found.source.survey,
        warnings=found.warnings,
        alike=_alike(panel, found),
        hhi_bounds=found.hhi_bounds,
        effective_bounds=found.effective_bounds,
    )


def _has_whole(panel: Panel, found: Portrait) -> bool:
    """Tell whether the table holds anything but the town: beside itself alone, every quotient would be 1."""
    return len(panel.cross_section(found.year).places) > 1


def _alone(line: IndustryLine) -> IndustryLine:
    return replace(line, reference_share=None, lq=None)


def _alike(panel: Panel, found: Portrait) -> tuple[Alike, ...]:
    located = ((place, find_place(panel.name_of(place)) or find_place(place)) for place in panel.places)
    positions = {place: (spot.latitude, spot.longitude) for place, spot in located if spot is not None}
    return tuple(
        Alike(
            place=peer.place,
            name=peer.name,
            similarity=peer.similarity,
            mix=peer.mix,
            size=peer.size,
            shared=tuple(short_name(code, panel.industry_name(code)) for code in peer.shared),
        )
        for peer in peers(panel, found.place, found.year, top=ALIKE_SHOWN, positions=positions)
    )


def _series(panel: Panel, place: str, years: tuple[int, ...]) -> tuple[Series, ...]:
    rows: list[dict[str, float | None]] = []
    for year in years:
        section = panel.cross_section(year)
        values = section.employment[section.row(place)]
        rows.append(
            {i: float(v) if math.isfinite(v) else None for i, v in zip(section.industries, values, strict=True)}
        )
    codes = sorted(set().union(*rows))
    return tuple(Series(code, panel.industry_name(code), tuple(row.get(code, 0.0) for row in rows)) for code in codes)


def _effective(found: Portrait) -> float:
    if found.reference is None:
        return math.nan
    shares = [line.reference_share for line in found.lines if line.reference_share]
    return math.exp(-sum(s * math.log(s) for s in shares)) if shares else math.nan


def _changes(panel: Panel, found: Portrait, years: tuple[int, ...]) -> tuple[Change, ...]:
    """Compare with the first year and, where a definition changed since, with the first year after the change."""
    starts = [years[0]] if len(years) > 1 else []
    crossed = [b.after for b in panel.source.breaks if b.lies_between(years[0], found.year)]
    after = [y for y in years if crossed and max(crossed) <= y < found.year]
    starts += [y for y in after[:1] if y not in starts]
    changes = []
    for start in starts:
        compared = portrait(panel, found.place, found.year, since=start)
        if compared.change is not None:
            changes.append(_change(panel, compared, start))
    return tuple(changes)


def _change(panel: Panel, compared: Portrait, start: int) -> Change:
    assert compared.change is not None
    codes = sorted(set(panel.cross_section(start).industries) | {line.industry for line in compared.lines})
    return Change(
        since=start,
        until=compared.year,
        crosses_break=_crosses(panel.source.breaks, start, compared.year),
        split=compared.change,
        shifts=compared.shifts,
        old=tuple(short_name(codes[i], panel.industry_name(codes[i])) for i in compared.change.old),
    )


def _crosses(breaks: tuple[SeriesBreak, ...], start: int, end: int) -> bool:
    return any(mark.lies_between(start, end) for mark in breaks)
