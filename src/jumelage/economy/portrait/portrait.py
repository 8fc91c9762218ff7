"""The portrait of a place: how large, how dependent, how diverse, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jumelage.economy.measures.change import ConcentrationChange, split_change
from jumelage.economy.measures.diversity import effective_industries, entropy, hachman, herfindahl, known_shares
from jumelage.economy.measures.intervals import Cells, Range, cells_of, ratio_range
from jumelage.economy.measures.levels import flat_section
from jumelage.economy.measures.quotients import default_reference, location_quotients, reference_shares
from jumelage.economy.measures.reliance import Reliance, ers_classes, nrcan_reliance
from jumelage.economy.measures.shiftshare import Ends, ShiftShare, shift_share
from jumelage.economy.panel import Panel
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.warnings import portrait_warnings
from jumelage.economy.scenarios.accounts import SupplyTable
from jumelage.economy.scenarios.stress import stress
from jumelage.economy.table.frame import frame_of, html_of
from jumelage.economy.table.long_table import CrossSection, Floats
from jumelage.economy.table.source import PanelSource
from jumelage.economy.table.suppression import Bounds, employment_bounds
from jumelage.errors import InputError, NoResultError
from jumelage.language import NO_TEXT, Bilingual, say_number
from jumelage.serialisation import Measure

__all__ = ["Portrait", "portrait"]


@dataclass(frozen=True, slots=True, repr=False)
class Portrait:
    """What the figures say of one place in one year, with what they do not say.

    Parameters
    ----------
    place, name, year
        Who and when.
    employment
        Sum of the known cells; a minimum where ``suppressed_cells`` is above 0.
    suppressed_cells, absent_industries
        How many cells are unknown, and which industries have no row (counted as 0).
    lines
        Every industry of the year, largest first, unknown ones after.
    hhi, entropy, effective_industries, hachman
        Concentration of the known employment.
    hhi_bounds, effective_bounds
        Between which values they lie, whatever is hidden, sampled or rounded.
    indirect
        Share of all jobs that the largest industry supports through its purchases; None without a supply table.
    reliance
        Resource reliance (NRCan); None where the codes are no NAICS.
    ers
        Job share and class for each USDA ERS kind.
    change_from
        First year of the comparison; None when there is no earlier one.
    change, shifts
        The change of concentration since then and its shift-share; None when there is no earlier year.
    reference
        The whole compared with; None for the sum of all places.
    source, warnings
        Origin, and what to mind when reading.
    """

    place: str
    name: str
    year: int
    employment: float
    suppressed_cells: int
    absent_industries: tuple[str, ...]
    lines: tuple[IndustryLine, ...]
    hhi: Measure
    entropy: Measure
    effective_industries: Measure
    hhi_bounds: Range
    effective_bounds: Range
    hachman: Measure
    indirect: Measure | None
    reliance: Reliance | None
    ers: dict[str, tuple[float, bool | None]]
    change_from: int | None
    change: ConcentrationChange | None
    shifts: ShiftShare | None
    reference: str | None
    source: PanelSource
    warnings: tuple[Bilingual, ...]

    @property
    def largest(self) -> IndustryLine:
        """Return the largest known industry."""
        return self.lines[0]

    def to_frame(self, library: str = "pandas") -> Any:
        """Return one row an industry, with the bounds of each figure (see :func:`frame_of` for ``library``)."""
        names = ("industry", "employment", "share", "reference_share", "lq", "present")
        columns: dict[str, Any] = {name: [getattr(line, name) for line in self.lines] for name in names}
        for name in ("employment_bounds", "share_bounds", "bounds"):
            kind = name.removesuffix("bounds").rstrip("_") or "lq"
            for end, word in enumerate(("low", "high")):
                columns[f"{kind}_{word}"] = [
                    None if (b := getattr(line, name)) is None else b[end] for line in self.lines
                ]
        return frame_of(columns, library)

    def __repr__(self) -> str:
        """Name the place, the year and its largest industry."""
        return f"Portrait({self.name!r}, {self.year}, largest {self.largest.industry!r}, HHI {self.hhi:.3f})"

    def _repr_html_(self) -> str:
        """Show the industries with their intervals, in a notebook."""
        columns: dict[str, list[Any]] = {
            "industry": [line.industry for line in self.lines],
            "name": [line.name.en for line in self.lines],
            "employment": [line.employment for line in self.lines],
            "share, 95 %": [_between(line.share_bounds) for line in self.lines],
            "LQ, 95 %": [_between(line.bounds) for line in self.lines],
        }
        return html_of(repr(self), columns)


def portrait(
    panel: Panel,
    place: str,
    year: int | None = None,
    reference: str | None = None,
    *,
    since: int | None = None,
    table: SupplyTable | None = None,
) -> Portrait:
    """Draw the portrait of a place.

    Parameters
    ----------
    panel
        The figures.
    place
        Code or name.
    year
        The year; the latest the place has, if None.
    reference
        The whole to compare with; the panel's own (Ontario for the demonstration), else the sum of its places.
    since
        First year of the comparison; the earliest the place has, if None.

    table
        A national input-output table, for what the largest industry supports through its purchases. Without one
        nothing is said of it.

    Raises
    ------
    NoResultError
        The place or the year is absent, or no figure of it is known.
    InputError
        The table mixes levels of industry: jobs would count twice.
    """
    code = panel.find_place(place)
    whole = default_reference(panel, reference)
    chosen = _year(panel, code, year)
    section = flat_section(panel, chosen)
    employment = section.employment[section.row(code)]
    bounds = employment_bounds(panel, chosen)
    if not np.nansum(employment) > 0:
        raise _nothing_known(panel, section, code, bounds)
    shares = known_shares(employment)
    base = reference_shares(section, whole, panel.wholes)
    cells = _cells(panel, section, code, bounds)
    lines = _lines(panel, section, code, base, cells, _whole_bounds(section, bounds, whole, panel.wholes))
    start = _since(panel, code, chosen, since)
    change, shifts = _compare(panel, code, whole, start, section) if start is not None else (None, None)
    return Portrait(
        place=code,
        name=panel.name_of(code),
        year=chosen,
        employment=float(np.nansum(employment)),
        suppressed_cells=int(np.isnan(employment).sum()),
        absent_industries=tuple(line.industry for line in lines if not line.present),
        lines=lines,
        hhi=herfindahl(shares),
        entropy=entropy(shares),
        effective_industries=effective_industries(shares),
        hhi_bounds=cells.hhi(),
        effective_bounds=cells.effective_industries(),
        hachman=hachman(shares, base),
        indirect=None if table is None else _indirect(panel, code, chosen, lines[0].industry, table),
        reliance=nrcan_reliance(section.industries, cells),
        ers=ers_classes(section.industries, cells),
        change_from=start,
        change=change,
        shifts=shifts,
        reference=whole,
        source=panel.source,
        warnings=portrait_warnings(panel, code, (start, chosen), lines),
    )


def _nothing_known(panel: Panel, section: CrossSection, place: str, bounds: Bounds) -> NoResultError:
    """Say that no figure is published, and between which values those that exist lie."""
    row, name = section.row(place), panel.name_of(place)
    hidden = [i for i in np.argsort(-bounds.lower[row]) if bounds.lower[row][i] > 0][:5]
    fr, en = "", ""
    for i in hidden:
        low, high = bounds.lower[row][i], bounds.upper[row][i]
        code, many = section.industries[i], np.isfinite(high)
        fr += f" {code}\u00a0: {say_number(low, 'fr')} " + (
            f"à {say_number(high, 'fr')}\u00a0;" if many else "ou plus\u00a0;"
        )
        en += f" {code}: {say_number(low, 'en')} " + (f"to {say_number(high, 'en')};" if many else "or more;")
    bounded = (
        Bilingual(fr=" Ce qui les borne\u00a0:" + fr[:-2] + ".", en=" What bounds them:" + en[:-1] + ".")
        if hidden
        else NO_TEXT
    )
    return NoResultError(
        Bilingual(
            fr=f"Aucun chiffre connu et positif pour {name} en {section.year}." + bounded.fr,
            en=f"No known figure above zero for {name} in {section.year}." + bounded.en,
        )
    )


def _year(panel: Panel, place: str, year: int | None) -> int:
    if isinstance(year, str):
        raise InputError.at(
            f"year “{year}”",
            Bilingual(fr="l'année est un texte.", en="the year is text."),
            Bilingual(fr="Donnez un nombre entier, comme 2021.", en="Give a whole number, such as 2021."),
        )
    years = panel.years_of(place)
    if year is None:
        return years[-1]
    if year in years:
        return year
    known = ", ".join(str(y) for y in years)
    raise NoResultError(
        Bilingual(
            fr=f"Pas de chiffres pour {panel.name_of(place)} en {year}. Années présentes\u00a0: {known}.",
            en=f"No figures for {panel.name_of(place)} in {year}. Years present: {known}.",
        )
    )


def _since(panel: Panel, place: str, year: int, since: int | None) -> int | None:
    if since is not None:
        start = _year(panel, place, since)
        if start >= year:
            raise InputError.at(
                f"since {since}",
                Bilingual(fr=f"n'est pas avant {year}.", en=f"is not before {year}."),
                Bilingual(fr="Donnez une année plus ancienne.", en="Give an earlier year."),
            )
        return start
    return next((y for y in panel.years_of(place) if y < year), None)


def _cells(panel: Panel, section: CrossSection, place: str, bounds: Bounds) -> Cells:
    row = section.row(place)
    return cells_of(section.employment[row], bounds.lower[row], bounds.upper[row], panel.source.survey)


def _lines(
    panel: Panel, section: CrossSection, place: str, base: Floats, cells: Cells, whole: tuple[Floats, Floats]
) -> tuple[IndustryLine, ...]:
    row = section.row(place)
    employment, present = section.employment[row], section.present[row]
    shares, quotients = known_shares(employment), location_quotients(employment, base)
    reference = Cells(base, *(values[None] for values in whole))
    lines = []
    for i, code in enumerate(section.industries):
        one = np.arange(len(base)) == i
        share = cells.share(one)
        lines.append(
            IndustryLine(
                industry=code,
                name=panel.industry_name(code),
                employment=_finite(employment[i]),
                share=_finite(shares[i]),
                reference_share=_finite(base[i]),
                lq=_finite(quotients[i]),
                present=bool(present[i]),
                employment_bounds=cells.employment(one),
                share_bounds=share,
                bounds=ratio_range(share, reference.share(one)),
            )
        )
    return tuple(
        sorted(lines, key=lambda line: (-(line.employment if line.employment is not None else -1), line.industry))
    )


def _between(bounds: Range | None) -> str | None:
    return None if bounds is None else f"{bounds[0]:.3g} – {bounds[1]:.3g}"


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _whole_bounds(
    section: CrossSection, bounds: Bounds, whole: str | None, wholes: tuple[str, ...]
) -> tuple[Floats, Floats]:
    if whole is not None:
        row = section.row(whole)
        return bounds.lower[row], bounds.upper[row]
    towns = [i for i, place in enumerate(section.places) if place not in wholes]
    return bounds.lower[towns].sum(axis=0), bounds.upper[towns].sum(axis=0)


def _compare(
    panel: Panel, place: str, whole: str | None, start: int, section: CrossSection
) -> tuple[ConcentrationChange, ShiftShare | None]:
    earlier = flat_section(panel, start)
    codes = sorted(set(earlier.industries) | set(section.industries))
    before, after = (_aligned(s, s.employment[s.row(place)], codes) for s in (earlier, section))
    wholes = _comparable_wholes(earlier, section, whole, panel.wholes, codes)
    ends = _ends(panel, place, (earlier, section), whole, codes)
    return split_change(before, after), shift_share(before, after, *wholes, ends)


def _ends(
    panel: Panel, place: str, sections: tuple[CrossSection, CrossSection], whole: str | None, codes: list[str]
) -> Ends:
    """Return what is known of the place and the whole at both ends; the draws of both years are independent."""
    both = set(sections[0].places) & set(sections[1].places) - set(panel.wholes)
    cells, wholes = [], []
    for seed, section in enumerate(sections):
        bounds = employment_bounds(panel, section.year)
        row = section.row(place)
        limits = [_aligned(section, end[row], codes) for end in (bounds.lower, bounds.upper)]
        published = _aligned(section, section.employment[row], codes)
        cells.append(cells_of(published, limits[0], limits[1], panel.source.survey, seed=seed).lower)
        rows = [i for i, p in enumerate(section.places) if (p == whole if whole is not None else p in both)]
        wholes.append(
            np.stack([_aligned(section, end[rows].sum(axis=0), codes) for end in (bounds.lower, bounds.upper)])
        )
    return Ends(cells[0], cells[1], wholes[0], wholes[1])


def _comparable_wholes(
    earlier: CrossSection, later: CrossSection, whole: str | None, wholes: tuple[str, ...], codes: list[str]
) -> tuple[Floats, Floats]:
    """Return the whole at both ends: as declared, or the sum of the places there at both, cell by cell known at both."""
    if whole is not None:
        # A whole without figures that year has nothing to compare with.
        one, other = (
            _aligned(s, s.employment[s.row(whole)] if whole in s.places else np.full(len(s.industries), np.nan), codes)
            for s in (earlier, later)
        )
        return one, other
    places = [place for place in earlier.places if place in set(later.places) - set(wholes)]
    tables = [np.stack([_aligned(s, s.employment[s.row(p)], codes) for p in places]) for s in (earlier, later)]
    known = np.isfinite(tables[0]) & np.isfinite(tables[1])
    first, last = (np.where(known, table, 0.0).sum(axis=0) for table in tables)
    return first, last


def _aligned(section: CrossSection, values: Floats, codes: list[str]) -> Floats:
    known = dict(zip(section.industries, values, strict=True))
    return np.array([known.get(code, 0.0) for code in codes])


def _indirect(panel: Panel, place: str, year: int, industry: str, table: SupplyTable) -> float:
    return stress(panel, place, industry, year=year, table=table).indirect_share
