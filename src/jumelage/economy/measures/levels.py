"""A year of a panel in which no job counts twice: levels, totals and undeclared wholes are refused, everywhere alike."""

from __future__ import annotations

import numpy as np

from jumelage.economy.table.classification import nested_codes
from jumelage.economy.table.long_table import CrossSection, LongTable
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.text import fold

__all__ = ["flat_section"]

_TOTAL_NAMES = {"total", "totals", "ensemble", "all", "tous", "toutes", "all industries", "tot", "t"}
_TOTAL_NUMBERS = {"00", "10", "0"}
"""Codes of a total in some tables and of an industry in others: their figures tell which."""
_WHOLE_NAMES = {
    "canada", "quebec", "ontario", "alberta", "manitoba", "saskatchewan", "british columbia", "colombie britannique",
    "new brunswick", "nouveau brunswick", "nova scotia", "nouvelle ecosse", "united states", "etats unis", "france",
    "total", "ensemble", "all", "province", "pays", "country", "newfoundland and labrador", "terre neuve et labrador",
}  # fmt: skip


def flat_section(panel: LongTable, year: int) -> CrossSection:
    """Return one year as a dense table.

    Raises
    ------
    NoResultError
        The panel has no such year.
    InputError
        Industries of several levels, a total among industries, or a place that holds the others and is not declared.
    """
    section = panel.cross_section(year)
    nested = nested_codes(section.industries)
    if nested:
        some = ", ".join(f"{outer} > {inner}" for outer, inner in nested[:3])
        raise InputError.at(
            f"industry ({year})",
            Bilingual(
                fr=f"le tableau mêle plusieurs niveaux\u00a0: {some}.", en=f"the table mixes several levels: {some}."
            ),
            Bilingual(
                fr="Choisissez un seul niveau, de 2 à 6 chiffres.", en="Choose a single level, from 2 to 6 digits."
            ),
            "level",
        )
    _refuse_totals(section)
    _refuse_wholes(panel, section)
    return section


def _refuse_totals(section: CrossSection) -> None:
    totals = [code for n, code in enumerate(section.industries) if _is_total(section, n, code)]
    if not totals or len(section.industries) == len(totals):
        return
    raise InputError.at(
        f"industry {totals[0]} ({section.year})",
        Bilingual(
            fr="c'est le total des autres industries\u00a0: les emplois compteraient deux fois.",
            en="this is the total of the other industries: jobs would count twice.",
        ),
        Bilingual(fr="Ôtez les lignes de totaux.", en="Leave out the rows of totals."),
    )


def _is_total(section: CrossSection, column: int, code: str) -> bool:
    plain = fold(code)
    if plain in _TOTAL_NUMBERS:
        sums = np.nansum(section.employment, axis=0)
        return bool(2 * sums[column] >= 0.9 * sums.sum())
    return plain in _TOTAL_NAMES or plain.startswith(("total ", "all industries", "ensemble "))


def _refuse_wholes(panel: LongTable, section: CrossSection) -> None:
    if len(section.places) < 3:
        return
    towns = section.without(panel.wholes)
    sizes = np.nansum(towns.employment, axis=1)
    for place, size in zip(towns.places, sizes, strict=True):
        named = fold(panel.name_of(place)) in _WHOLE_NAMES or fold(place) in _WHOLE_NAMES
        if named and size >= sizes.sum() - size:
            raise InputError.at(
                f"place {panel.name_of(place)} ({section.year})",
                Bilingual(
                    fr="ce lieu contient les autres\u00a0: les emplois compteraient deux fois.",
                    en="this place contains the others: jobs would count twice.",
                ),
                Bilingual(
                    fr="Déclarez-le comme l'ensemble de comparaison, ou ôtez ses lignes.",
                    en="Declare it as the whole to compare with, or leave out its rows.",
                ),
                "reference",
            )
