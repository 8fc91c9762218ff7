"""What if the mine closes: jobs lost there, at its suppliers, and where its wages were spent; a range, never a point.

A loss of output, not of demand: the losses elsewhere are those of the column of the Leontief inverse divided by its
own diagonal (Miller and Blair 2009, section 6.6). The national table is made regional by :mod:`regional`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.panel import Panel, require_industry
from jumelage.economy.scenarios.accounts import SupplyTable, leontief
from jumelage.economy.scenarios.regional import METHODS, MIDDLE, Method, trade_share
from jumelage.economy.table.classification import under
from jumelage.economy.table.long_table import CrossSection, Floats
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual, one_or_many

__all__ = ["Loss", "Stress", "align", "nation_of", "stress"]


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


def stress(
    panel: Panel,
    place: str,
    industry: str,
    loss: float = 1.0,
    *,
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
    jobs = _jobs(panel, section, code, which)
    employment = float(np.nansum(section.employment[section.row(code)]))
    direct = jobs * loss
    if table is None:
        return Stress(code, section.year, which, loss, employment, direct, None, None, (), float("nan"), (_NO_TABLE,))
    whole = nation_of(panel, section, panel.find_place(reference) if reference else None)
    towns, nation, grouped, own = align(section, section.employment[section.row(code)], whole, which, table)
    results = [_losses(towns, nation, grouped, own, method) for method in METHODS]
    full = towns[own]
    scale = direct / full
    indirect, induced = ([r[k] * scale for r in results] for k in (0, 1))
    middle = METHODS.index(MIDDLE)
    lines = [
        (c, float(a), float(b)) for c, a, b in zip(grouped.industries, indirect[middle], induced[middle], strict=True)
    ]
    closed = grouped.closed_coefficients() is not None
    return Stress(
        place=code,
        year=section.year,
        industry=which,
        share_lost=loss,
        employment=employment,
        direct=direct,
        indirect=_range(indirect, middle),
        induced=_range(induced, middle) if closed else None,
        by_industry=tuple(sorted((x for x in lines if x[1] + x[2] > 0), key=lambda x: -(x[1] + x[2]))),
        indirect_share=float(results[middle][0].sum()) / employment,
        warnings=_warnings(panel, section, code, table, full, jobs),
    )


_NO_TABLE = Bilingual(
    fr="Sans tableau d'entrées-sorties, les emplois indirects et induits ne sont pas calculés\u00a0: "
    "un multiplicateur tout fait serait un chiffre inventé.",
    en="Without an input-output table, indirect and induced jobs are not computed: "
    "a ready-made multiplier would be an invented figure.",
)


def _jobs(panel: Panel, section: CrossSection, place: str, industry: str) -> float:
    try:
        jobs = section.employment[section.row(place), section.industries.index(industry)]
    except (KeyError, ValueError):
        jobs = 0.0
    if np.isnan(jobs) or jobs <= 0:
        name = panel.industry_name(industry)
        raise NoResultError(
            Bilingual(
                fr=f"{panel.name_of(place)} n'a pas d'emploi connu dans «\u00a0{name.fr}\u00a0» en {section.year}.",
                en=f"{panel.name_of(place)} has no known job in “{name.en}” in {section.year}.",
            )
        )
    return float(jobs)


def nation_of(panel: Panel, section: CrossSection, reference: str | None) -> Floats:
    """Return the jobs by industry of the nation of the table: the widest whole declared, Canada rather than Ontario.

    Raises
    ------
    InputError
        No whole is declared: a sum of a few towns is no nation.
    """
    wholes = [p for p in panel.wholes if p in section.places]
    if reference is None and wholes:
        reference = max(wholes, key=lambda p: float(np.nansum(section.employment[section.row(p)])))
    if reference is not None:
        return np.asarray(np.nan_to_num(section.employment[section.row(reference)]))
    raise InputError.at(
        panel.source.address or panel.source.title.en or "panel",
        Bilingual(
            fr="aucun ensemble n'est déclaré\u00a0: les emplois indirects se comparent au pays du tableau d'entrées-sorties, "
            "pas à la somme de quelques villes.",
            en="no whole is declared: indirect jobs compare with the country of the input-output table, not with the sum "
            "of a few towns.",
        ),
        Bilingual(
            fr="Ajoutez les lignes du pays et nommez-le comme ensemble, ou demandez les pertes directes seules, sans tableau.",
            en="Add the rows of the country and name it as the whole, or ask for direct losses alone, without a table.",
        ),
        "reference",
    )


_SAME = {"42": "41", "92": "91"}


def _meets(one: str, other: str) -> bool:
    a, b = _SAME.get(one, one), _SAME.get(other, other)
    return a == b or under(a, (b,)) or under(b, (a,))


def align(
    section: CrossSection, employment: Floats, whole: Floats, industry: str, table: SupplyTable
) -> tuple[Floats, Floats, SupplyTable, int]:
    """Bring panel and table to common industries: the coarser of both, where they meet."""
    group = list(range(len(table.industries)))
    members: list[list[int]] = [[] for _ in group]
    for i, code in enumerate(section.industries):
        met = [j for j, other in enumerate(table.industries) if _meets(code, other)]
        if met:
            first = group[met[0]]
            for j in met[1:]:
                group = [first if g == group[j] else g for g in group]
            members[met[0]].append(i)
    own = [j for j, m in enumerate(members) if section.industries.index(industry) in m]
    if not own:
        raise InputError.at(
            table.source.title.en or "input-output table",
            Bilingual(fr=f"le tableau n'a pas d'industrie {industry}.", en=f"the table has no industry {industry}."),
            Bilingual(
                fr=f"Ses codes\u00a0: {', '.join(table.industries[:25])}.",
                en=f"Its codes: {', '.join(table.industries[:25])}.",
            ),
        )
    grouped = table.grouped([table.industries[g] for g in group])
    place = {code: k for k, code in enumerate(grouped.industries)}
    local, nation = np.zeros(len(place)), np.zeros(len(place))
    for j, m in enumerate(members):
        k = place[table.industries[group[j]]]
        local[k] += float(np.nansum(employment[m]))
        nation[k] += float(whole[m].sum())
    return local, nation, grouped, place[table.industries[group[own[0]]]]


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


def _range(losses: Sequence[Floats], middle: int) -> Loss:
    totals = [float(values.sum()) for values in losses]
    return Loss(min(totals), totals[middle], max(totals))


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
    found.append(
        Bilingual(
            fr="Fourchette de cinq méthodes de quotients (FLQ 0,2\u00a0; 0,3\u00a0; 0,4, AFLQ 0,3 et SLQ)\u00a0; effets à court "
            "terme, sans relance ni départs.",
            en="Range of five location-quotient methods (FLQ 0.2, 0.3, 0.4, AFLQ 0.3 and SLQ); short-term effects, "
            "no recovery nor migration.",
        )
    )
    return tuple(found)
