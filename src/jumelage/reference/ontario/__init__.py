"""The embedded panel ``demo:ontario``: 32 resource towns of Northern Ontario, Ontario and Canada, by sector, 2001 to 2021.

Figures: Statistics Canada, censuses of 2001, 2006, 2016 and 2021 and National Household Survey of 2011, brought together
by a public repository. Licence: Statistics Canada Open Licence. Made by ``scripts/reference/make_ontario_panel.py``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from jumelage.language import Bilingual

__all__ = [
    "BREAK_BETWEEN",
    "LICENCE",
    "REFERENCE_PLACE",
    "SOURCE",
    "UNIVERSES",
    "PanelPlace",
    "Universe",
    "missing_place_years",
    "ontario_notes",
    "ontario_panel_path",
    "ontario_places",
]

REFERENCE_PLACE = "Ontario"
"""The whole that location quotients of the towns compare with."""

BREAK_BETWEEN = (2011, 2016)
"""Who is counted changes between these two years."""

SOURCE = Bilingual(
    fr="Statistique Canada, recensements de 2001, 2006, 2016 et 2021, et Enquête nationale auprès des ménages de 2011",
    en="Statistics Canada, censuses of 2001, 2006, 2016 and 2021, and National Household Survey of 2011",
)
LICENCE = Bilingual(fr="Licence ouverte de Statistique Canada", en="Statistics Canada Open Licence")


@dataclass(frozen=True, slots=True)
class Universe:
    """Who is counted in a year, in which unit, and from which survey."""

    year: int
    unit: Bilingual
    counted: Bilingual
    survey: Bilingual
    employed_only: bool


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A place of the panel; ``census_code`` is that of the census subdivision, empty for Canada."""

    place: str
    kind: Literal["country", "province", "town"]
    census_code: str


_UNIT = Bilingual(fr="personnes, selon le lieu de résidence", en="persons, by place of residence")
_LABOUR_FORCE = Bilingual(
    fr="population active de 15 ans et plus, y compris les chômeurs qui ont déclaré une industrie",
    en="labour force aged 15 and over, including the unemployed who reported an industry",
)
_EMPLOYED = Bilingual(fr="personnes occupées de 15 ans et plus", en="employed persons aged 15 and over")


def _universe(year: int, survey_fr: str, survey_en: str) -> Universe:
    employed = year >= BREAK_BETWEEN[1]
    return Universe(year, _UNIT, _EMPLOYED if employed else _LABOUR_FORCE, Bilingual(survey_fr, survey_en), employed)


UNIVERSES = MappingProxyType(
    {
        2001: _universe(2001, "recensement de 2001, profil", "2001 census, profile"),
        2006: _universe(2006, "recensement de 2006, profil", "2006 census, profile"),
        2011: _universe(
            2011,
            "Enquête nationale auprès des ménages de 2011 (réponse volontaire), profil",
            "2011 National Household Survey (voluntary), profile",
        ),
        2016: _universe(2016, "recensement de 2016, tableau 98-400-X2016321", "2016 census, table 98-400-X2016321"),
        2021: _universe(2021, "recensement de 2021, tableau 98-10-0456", "2021 census, table 98-10-0456"),
    }
)
"""What each year of the panel counts."""


def ontario_panel_path() -> Path:
    """Return the file of the panel: ``place, industry, year, employment``, then names in French and English."""
    return Path(__file__).with_name("panel.csv")


@cache
def ontario_places() -> tuple[PanelPlace, ...]:
    """List the places of the panel, Canada and Ontario first."""
    with Path(__file__).with_name("places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(PanelPlace(**row) for row in csv.DictReader(file))  # type: ignore[arg-type]


@cache
def missing_place_years() -> tuple[tuple[str, int], ...]:
    """List the places and years for which the source has no figure: unknown, not zero."""
    with ontario_panel_path().open(encoding="utf-8", newline="") as file:
        present = {(row["place"], int(row["year"])) for row in csv.DictReader(file)}
    return tuple((p.place, y) for p in ontario_places() for y in UNIVERSES if (p.place, y) not in present)


def ontario_notes() -> tuple[Bilingual, ...]:
    """Say what a reader must know before comparing figures of this panel."""
    absent = ", ".join(f"{place} ({year})" for place, year in missing_place_years())
    return (
        Bilingual(
            fr="Les personnes sont comptées là où elles habitent, non là où elles travaillent.",
            en="People are counted where they live, not where they work.",
        ),
        Bilingual(
            fr="Rupture entre 2011 et 2016\u00a0: jusqu'en 2011, les chômeurs qui ont déclaré une industrie sont "
            "comptés\u00a0; à partir de 2016, seules les personnes occupées le sont. Une baisse entre ces deux années "
            "vient en partie de là.",
            en="Break between 2011 and 2016: up to 2011 the unemployed who reported an industry are counted; from 2016 "
            "only the employed are. Part of any fall between these two years comes from that.",
        ),
        Bilingual(
            fr="2011 provient d'une enquête à réponse volontaire, moins sûre dans les petites villes\u00a0; 2021 a été "
            "recensée en mai, pendant un confinement.",
            en="2011 comes from a voluntary survey, less reliable in small towns; 2021 was counted in May, during a "
            "lockdown.",
        ),
        Bilingual(
            fr="Chiffres arrondis au hasard à un multiple de 5 et tirés d'un échantillon\u00a0: une cellule de 25 "
            "personnes ou moins ne se lit pas.",
            en="Figures are randomly rounded to a multiple of 5 and come from a sample: a cell of 25 persons or fewer "
            "cannot be read.",
        ),
        Bilingual(
            fr=f"Sans chiffres dans la source (inconnu, et non zéro)\u00a0: {absent}.",
            en=f"No figures in the source (unknown, not zero): {absent}.",
        ),
        Bilingual(
            fr="Chiffres transcrits d'une compilation publique des tableaux de Statistique Canada\u00a0; ils n'ont pas "
            "été relus un à un dans les tableaux d'origine.",
            en="Figures transcribed from a public compilation of Statistics Canada tables; they were not read again one "
            "by one in the original tables.",
        ),
    )
