"""What if the mine closes: jobs lost there, at its suppliers, and where its wages were spent; a range, never a point.

A loss of output, not of demand: the losses elsewhere are those of the column of the Leontief inverse divided by its
own diagonal (Miller and Blair 2009, section 6.6). The national table is made regional by :mod:`regional`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jumelage.economy.measures.intervals import Range, cells_of
from jumelage.economy.measures.levels import flat_section
from jumelage.economy.panel import Panel, require_industry
from jumelage.economy.scenarios.accounts import SupplyTable, leontief
from jumelage.economy.scenarios.alignment import align, nation_of, unplaced
from jumelage.economy.scenarios.regional import METHODS, MIDDLE, Method, trade_share
from jumelage.economy.table.long_table import CrossSection, Floats
from jumelage.economy.table.suppression import employment_bounds, place_bounds
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual, one_or_many, say_number

__all__ = ["Loss", "Stress", "stress"]


@dataclass(frozen=True, slots=True)
class Loss:
    """Jobs lost: the middle estimate and the range of the methods."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Stress:
    """What the place would lose.

    Parameters
    ----------
    place, year, industry, share_lost
        The question.
    employment
        Known jobs of the place.
    direct
        Jobs lost in the industry itself.
    indirect, induced
        At its suppliers in the place, and where the lost wages were spent; None without a table (or, for induced,
        without its wages and households).
    by_industry
        Code and middle estimate of indirect and induced jobs, largest first.
    indirect_share
        Middle indirect loss at full closure, as a share of the known jobs; NaN without a table.
    warnings
        What to mind.
    direct_bounds
        95 % interval of the direct loss: what sampling and rounding leave open.
    """

    place: str
    year: int
    industry: str
    share_lost: float
    employment: float
    direct: float
    indirect: Loss | None
    induced: Loss | None
    by_industry: tuple[tuple[str, float, float], ...]
    indirect_share: float
    warnings: tuple[Bilingual, ...]
    direct_bounds: Range


def stress(
    panel: Panel,
    place: str,
    industry: str,
    loss: float = 1.0,
    *,
    jobs: float | None = None,
    year: int | None = None,
    reference: str | None = None,
    table: SupplyTable | None = None,
) -> Stress:
    """Estimate what a place loses when an industry does.

    Parameters
    ----------
    panel, place, year, reference
        As in :func:`portrait`. ``reference`` must be the country (or the nearest whole) of the table.
    industry
        Code of the industry that loses.
    loss
        Share of its jobs lost, above 0 and up to 1.
    jobs
        Jobs lost, in place of a share.
    table
        A national input-output table. Without one, indirect and induced jobs are None: none is made up.

    Raises
    ------
    InputError
        Loss out of bounds, unknown industry, or a table whose codes do not meet those of the panel.
    NoResultError
        Place or year absent, or the jobs of the industry are not known.
    """
    if table is not None and not isinstance(table, SupplyTable):
        raise InputError.at(
            f"table {table!r}",
            Bilingual(fr="ce n'est pas un tableau d'entrées-sorties.", en="this is no input-output table."),
            Bilingual(fr="Lisez-le d'abord\u00a0: read_supply_table(…).", en="Read it first: read_supply_table(…)."),
        )
    if not 0 < loss <= 1:
        raise InputError.at(
            f"loss {loss}",
            Bilingual(fr="la perte est une part, entre 0 et 1.", en="the loss is a share, between 0 and 1."),
            Bilingual(fr="1 pour une fermeture complète.", en="1 for a complete closure."),
        )
    code, which = panel.find_place(place), require_industry(panel, industry)
    section = flat_section(panel, panel.years_of(code)[-1] if year is None else year)
    own_jobs, between = _jobs(panel, section, code, which)
    if jobs is not None:
        loss, between = _share_of(jobs, own_jobs), (own_jobs, own_jobs)
    published = section.employment[section.row(code)]
    employment = float(np.nansum(published))
    direct = own_jobs * loss
    direct_bounds = (between[0] * loss, between[1] * loss)
    if table is None:
        return Stress(
            code,
            section.year,
            which,
            loss,
            employment,
            direct,
            None,
            None,
            (),
            float("nan"),
            (_NO_TABLE,),
            direct_bounds,
        )
    whole = nation_of(panel, section, panel.find_place(reference) if reference else None)
    towns, nation, grouped, own = align(section, published, whole, which, table)
    results = [_losses(towns, nation, grouped, own, method) for method in METHODS]
    full = towns[own]
    scale = direct / full
    indirect, induced = ([r[k] * scale for r in results] for k in (0, 1))
    middle = METHODS.index(MIDDLE)
    lines = [
        (c, float(a), float(b)) for c, a, b in zip(grouped.industries, indirect[middle], induced[middle], strict=True)
    ]
    closed = grouped.closed_coefficients() is not None
    ends = [
        [tuple(part * size * loss / end[own] for part in _losses(end, nation, grouped, own, m)) for m in METHODS]
        for end, size in zip(_ends(panel, section, code, (whole, which, table), full), between, strict=True)
    ]
    return Stress(
        place=code,
        year=section.year,
        industry=which,
        share_lost=loss,
        employment=employment,
        direct=direct,
        indirect=_range(indirect, middle, [r[0] for end in ends for r in end]),
        induced=_range(induced, middle, [r[1] for end in ends for r in end]) if closed else None,
        by_industry=tuple(sorted((x for x in lines if x[1] + x[2] > 0), key=lambda x: -(x[1] + x[2]))),
        indirect_share=float(results[middle][0].sum()) / employment,
        warnings=_warnings(panel, section, code, table, full, own_jobs),
        direct_bounds=direct_bounds,
    )


def _share_of(jobs: float, of: float) -> float:
    if 0 < jobs <= of:
        return jobs / of
    raise InputError.at(
        f"jobs {jobs}",
        Bilingual(
            fr=f"l'industrie a {say_number(of, 'fr')} emplois\u00a0: la perte est entre 0 et ce nombre.",
            en=f"the industry has {say_number(of, 'en')} jobs: the loss is between 0 and that.",
        ),
        Bilingual(fr="Donnez un nombre d'emplois perdus, ou une part.", en="Give a number of jobs lost, or a share."),
    )


def _ends(
    panel: Panel, section: CrossSection, place: str, aligned: tuple[Floats, str, SupplyTable], full: float
) -> list[Floats]:
    """Return the place at the smallest and largest values of its cells; a cell that nothing bounds stays as it is known."""
    whole, industry, table = aligned
    published = section.employment[section.row(place)]
    found = []
    for end in place_bounds(panel, section.year, place):
        values = np.where(np.isfinite(end), end, np.nan_to_num(published))
        towns, _, _, own = align(section, values, whole, industry, table)
        towns[own] = full
        found.append(towns)
    return found


_NO_TABLE = Bilingual(
    fr="Sans tableau d'entrées-sorties, les emplois indirects et induits ne sont pas calculés\u00a0: "
    "un multiplicateur tout fait serait un chiffre inventé.",
    en="Without an input-output table, indirect and induced jobs are not computed: "
    "a ready-made multiplier would be an invented figure.",
)


def _jobs(panel: Panel, section: CrossSection, place: str, industry: str) -> tuple[float, Range]:
    """Return the jobs of an industry of the place, and between which values they lie.

    Raises
    ------
    NoResultError
        None is known; what bounds them is said.
    """
    here = industry in section.industries
    row, column = section.row(place), section.industries.index(industry) if here else 0
    jobs = float(section.employment[row, column]) if here else 0.0
    if jobs > 0:
        one = np.array([jobs])
        return jobs, cells_of(one, one, one, panel.source.survey).employment(np.array([True]))
    name, where = panel.industry_name(industry), panel.name_of(place)
    if here and np.isnan(jobs):
        low, high = employment_bounds(panel, section.year).of(place, industry)
        top = Bilingual(fr="et rien ne les borne", en="and nothing bounds them")
        if np.isfinite(high):
            top = Bilingual(fr=f"et au plus {say_number(high, 'fr')}", en=f"and at most {say_number(high, 'en')}")
        raise NoResultError(
            Bilingual(
                fr=f"Les emplois de «\u00a0{name.fr}\u00a0» à {where} en {section.year} ne sont pas publiés\u00a0: au moins "
                f"{say_number(low, 'fr')}, {top.fr}.",
                en=f"The jobs of “{name.en}” in {where} in {section.year} are not published: at least "
                f"{say_number(low, 'en')}, {top.en}.",
            )
        )
    raise NoResultError(
        Bilingual(
            fr=f"{where} n'a pas d'emploi connu dans «\u00a0{name.fr}\u00a0» en {section.year}.",
            en=f"{where} has no known job in “{name.en}” in {section.year}.",
        )
    )


def _losses(towns: Floats, nation: Floats, table: SupplyTable, own: int, method: Method) -> tuple[Floats, Floats]:
    """Return indirect and induced jobs lost by industry when the industry ``own`` closes."""
    per_output = (nation if table.employment is None else table.employment) / table.output
    share = trade_share(towns, nation, method)
    size = len(towns)
    regional = table.coefficients * share
    output_lost = towns[own] / per_output[own]
    indirect = _column(leontief(regional), own, size) * output_lost * per_output
    national = table.closed_coefficients()
    if national is None:
        return _capped(indirect, towns, own), np.zeros(size)
    closed = national.copy()
    closed[:size, :size] = regional
    # Households shop where the industries they buy from are: the share of their column is that of a final buyer.
    closed[:size, size] *= trade_share(towns, nation, Method("SLQ"))[:, 0] * _leak(towns, nation, method)
    total = _column(leontief(closed), own, size) * output_lost * per_output
    first = _capped(indirect, towns, own)
    return first, _capped(total, towns, own) - first


def _leak(towns: Floats, nation: Floats, method: Method) -> float:
    return float(np.log2(1.0 + min(towns.sum() / nation.sum(), 1.0)) ** method.delta)


def _column(inverse: Floats, own: int, size: int) -> Floats:
    column: Floats = inverse[:size, own] / inverse[own, own]
    column[own] = 0.0
    return column


def _capped(jobs: Floats, towns: Floats, own: int) -> Floats:
    # A place cannot lose more jobs than it has.
    capped: Floats = np.minimum(jobs, towns)
    capped[own] = 0.0
    return capped


def _range(losses: Sequence[Floats], middle: int, ends: Sequence[Floats]) -> Loss:
    totals = [float(values.sum()) for values in losses]
    every = [*totals, *(float(values.sum()) for values in ends)]
    return Loss(min(every), totals[middle], max(every))


def _warnings(
    panel: Panel, section: CrossSection, place: str, table: SupplyTable, grouped_jobs: float, jobs: float
) -> tuple[Bilingual, ...]:
    found = [*table.source.notes]
    unknown = int(np.isnan(section.employment[section.row(place)]).sum())
    if unknown:
        found.append(
            one_or_many(
                unknown,
                Bilingual(
                    fr="Une industrie du lieu n'est pas publiée\u00a0: ses pertes sont comptées pour zéro.",
                    en="One industry of the place is unpublished: its losses count as zero.",
                ),
                Bilingual(
                    fr=f"{unknown} industries du lieu ne sont pas publiées\u00a0: les pertes y sont comptées pour zéro.",
                    en=f"{unknown} industries of the place are unpublished: losses there count as zero.",
                ),
            )
        )
    if grouped_jobs > jobs * 1.001:
        found.append(
            Bilingual(
                fr="Le tableau est moins fin que l'industrie\u00a0: ses achats sont ceux d'un groupe plus large.",
                en="The table is coarser than the industry: its purchases are those of a wider group.",
            )
        )
    outside = unplaced(section, section.employment[section.row(place)], table)
    if outside:
        codes, left = ", ".join(list(outside)[:12]), sum(outside.values())
        found.append(
            Bilingual(
                fr=f"Sans place dans le tableau d'entrées-sorties, donc sans perte calculée\u00a0: {codes} ({say_number(left, 'fr')} emplois).",
                en=f"Without a place in the input-output table, so without a computed loss: {codes} ({say_number(left, 'en')} jobs).",
            )
        )
    found.append(
        Bilingual(
            fr="Fourchette de cinq méthodes de quotients (FLQ 0,2\u00a0; 0,3\u00a0; 0,4, AFLQ 0,3 et SLQ)\u00a0; effets à court "
            "terme, sans relance ni départs. Ces méthodes ont été éprouvées sur des régions, non sur des villes de cette taille\u00a0: "
            "la fourchette n'est pas un intervalle de confiance.",
            en="Range of five location-quotient methods (FLQ 0.2, 0.3, 0.4, AFLQ 0.3 and SLQ); short-term effects, "
            "no recovery nor migration. The methods were tried on regions, not on towns of this size: the range is no "
            "confidence interval.",
        )
    )
    return tuple(found)
