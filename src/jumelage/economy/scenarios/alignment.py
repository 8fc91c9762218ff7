"""Bring a panel and a national input-output table to common industries, beside the nation that the table describes."""

from __future__ import annotations

import numpy as np

from jumelage.economy.panel import Panel
from jumelage.economy.scenarios.accounts import SupplyTable
from jumelage.economy.table.classification import under
from jumelage.economy.table.long_table import CrossSection, Floats
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["align", "meets", "nation_of", "unplaced"]


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
"""Wholesale and government: the United States and Canada number them differently, at every level."""


def meets(one: str, other: str) -> bool:
    """Tell whether two codes are the same industry, or one lies in the other."""
    a, b = (_SAME.get(code[:2], code[:2]) + code[2:] for code in (one, other))
    return a == b or under(a, (b,)) or under(b, (a,))


def unplaced(section: CrossSection, employment: Floats, table: SupplyTable) -> dict[str, float]:
    """Return the industries of a place that meet none of the table, with their jobs: nothing is computed for them."""
    jobs = zip(section.industries, np.nan_to_num(employment), strict=True)
    return {code: float(n) for code, n in jobs if n > 0 and not any(meets(code, other) for other in table.industries)}


def align(
    section: CrossSection, employment: Floats, whole: Floats, industry: str, table: SupplyTable
) -> tuple[Floats, Floats, SupplyTable, int]:
    """Bring panel and table to common industries: the coarser of both, where they meet."""
    group = list(range(len(table.industries)))
    members: list[list[int]] = [[] for _ in group]
    for i, code in enumerate(section.industries):
        met = [j for j, other in enumerate(table.industries) if meets(code, other)]
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
