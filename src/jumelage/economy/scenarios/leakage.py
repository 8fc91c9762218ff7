"""What the industries of a place buy outside it: each line is a firm to meet, or a gap to fill.

Purchases are those of the national table for the output of the place's jobs; what the place supplies itself is estimated
by the location-quotient methods of :mod:`jumelage.economy.scenarios.regional`, whose spread, with the bounds of hidden
cells, makes the range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.panel import Panel
from jumelage.economy.scenarios.accounts import SupplyTable
from jumelage.economy.scenarios.alignment import align, meets, nation_of
from jumelage.economy.scenarios.regional import METHODS, MIDDLE, Method, trade_share
from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.suppression import place_bounds
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.serialisation import Measure

__all__ = ["LeakageLine", "leakage"]

SHOWN_PLACES = 3


@dataclass(frozen=True, slots=True)
class LeakageLine:
    """What is bought outside from one industry.

    Parameters
    ----------
    industry, name
        Code and name of the supplying industry.
    bought, low, high
        Value a year, in the money of the table; ``high`` is infinite where a hidden cell has no bound.
    where
        Places of the panel where the industry is most a speciality (location quotient of 1 or more), largest first.
    candidates
        Organisations of the list that work in the industry; none is a gap to fill.
    """

    industry: str
    name: Bilingual
    bought: float
    low: float
    high: Measure
    where: tuple[str, ...]
    candidates: tuple[str, ...] = ()


def leakage(
    panel: Panel,
    place: str,
    table: SupplyTable,
    *,
    year: int | None = None,
    reference: str | None = None,
    organisations: Mapping[str, str] | None = None,
) -> tuple[LeakageLine, ...]:
    """List what a place buys outside, the largest first.

    Parameters
    ----------
    panel, place, year, reference, table
        As in :func:`jumelage.economy.stress`.
    organisations
        NAICS code by organisation, of firms that could supply.

    Raises
    ------
    InputError
        No country is declared, or the codes of panel and table do not meet.
    NoResultError
        Place or year absent, or nothing known of the place.
    """
    code = panel.find_place(place)
    section = flat_section(panel, panel.years_of(code)[-1] if year is None else year)
    row = section.row(code)
    known = np.nan_to_num(section.employment[row])
    if not known.sum() > 0:
        raise NoResultError(
            Bilingual(
                fr=f"Aucun chiffre connu pour {panel.name_of(code)} en {section.year}.",
                en=f"No known figure for {panel.name_of(code)} in {section.year}.",
            )
        )
    whole = nation_of(panel, section, panel.find_place(reference) if reference else None)
    largest = section.industries[int(known.argmax())]
    least, most = place_bounds(panel, section.year, code)
    unbounded = bool(np.isinf(most).any())
    most = np.where(np.isinf(most), known, most)
    bought = []
    for jobs in (known, least, most):
        local, nation, grouped, _ = align(section, jobs, whole, largest, table)
        bought.append({method: _imports(local, nation, grouped, method) for method in METHODS})
    every = np.stack([values for methods in bought for values in methods.values()])
    middle = bought[0][MIDDLE]
    lines = [
        LeakageLine(
            industry=industry,
            name=panel.industry_name(
                next((c for c in panel.industries if len(c) == len(industry) and meets(c, industry)), industry)
            ),
            bought=float(middle[j]),
            low=float(every[:, j].min()),
            high=float("inf") if unbounded else float(every[:, j].max()),
            where=_where(panel, section.employment, section.places, section.industries, whole, industry, code),
            candidates=tuple(k for k, naics in (organisations or {}).items() if naics and meets(naics, industry)),
        )
        for j, industry in enumerate(grouped.industries)
        if every[:, j].max() > 0
    ]
    return tuple(sorted(lines, key=lambda line: -line.bought))


def _imports(local: Floats, nation: Floats, table: SupplyTable, method: Method) -> Floats:
    per_output = (nation if table.employment is None else table.employment) / table.output
    output = np.divide(local, per_output, out=np.zeros_like(local), where=per_output > 0)
    outside = table.coefficients * (1.0 - trade_share(local, nation, method))
    return np.asarray(outside @ output)


def _where(
    panel: Panel,
    employment: Floats,
    places: tuple[str, ...],
    industries: tuple[str, ...],
    whole: Floats,
    industry: str,
    asking: str,
) -> tuple[str, ...]:
    members = [meets(code, industry) for code in industries]
    if not any(members) or not whole[members].sum() > 0:
        return ()
    share = np.nansum(employment[:, members], axis=1) / np.maximum(np.nansum(employment, axis=1), 1e-12)
    quotient = share / (whole[members].sum() / whole.sum())
    order = [i for i in np.argsort(-quotient) if quotient[i] >= 1 and places[i] not in (*panel.wholes, asking)]
    return tuple(panel.name_of(places[i]) for i in order[:SHOWN_PLACES])
