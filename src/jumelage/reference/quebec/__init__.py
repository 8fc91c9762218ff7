"""The labour force of Québec's 17 regions by sector, 2016 census: what a town's region does where the town has no table.

A region is not a town: Chaudière-Appalaches hides Thetford Mines. Figures: Statistics Canada, Census Profile of 2016
(98-316-X2016001), labour force by place of residence, the unemployed included. Licence: Statistics Canada Open Licence.
Made by ``scripts/reference/make_quebec_regions.py``.
"""

from __future__ import annotations

from pathlib import Path

from jumelage.language import Bilingual

__all__ = ["LICENCE", "NOTE", "SOURCE", "region_called", "regions_path"]

SOURCE = Bilingual(
    fr="Statistique Canada, recensement de 2016, régions administratives du Québec",
    en="Statistics Canada, census of 2016, administrative regions of Québec",
)
LICENCE = Bilingual(fr="Licence ouverte de Statistique Canada", en="Statistics Canada Open Licence")
NOTE = Bilingual(
    fr="Population active selon la région de résidence, chômeurs compris\u00a0: une région, non une ville.",
    en="Labour force by region of residence, the unemployed included: a region, not a town.",
)
_CALLED = {"Gaspésie": "Gaspésie–Îles-de-la-Madeleine"}


def regions_path() -> Path:
    """Return the table, in long form."""
    return Path(__file__).with_name("regions_2016.csv")


def region_called(name: str) -> str:
    """Return the name of a region as the table writes it."""
    return _CALLED.get(name, name)
