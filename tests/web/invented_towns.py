"""An invented table of towns: one falls and more than recovers, one stays down, one was hit too lately to judge."""

from __future__ import annotations

import numpy as np

from jumelage.economy.model_towns import ModelTowns, Outcomes, model_towns
from jumelage.economy.table.source import PanelSource
from jumelage.language import Bilingual

__all__ = ["invented_search"]

YEARS = tuple(range(1980, 2016))
TOWNS = ("Val-Debout", "Val-Couché", "Val-Tard", *(f"Témoin {n:02}" for n in range(30)))


def invented_search() -> ModelTowns:
    """Search the table: the three verdicts that a page must show, with a chart for two of them."""
    rng = np.random.default_rng(1)
    common = np.cumsum(rng.normal(0.02, 0.02, size=len(YEARS)))
    growth = rng.normal(0, 0.008, size=(len(TOWNS), len(YEARS)))
    growth[1, 15:21] -= 0.09
    growth[0, 15:19] -= 0.09
    growth[0, 19:22] += 0.28
    growth[2, 33:] -= 0.12
    levels = 8 + rng.normal(0, 0.5, size=(len(TOWNS), 1)) + common + np.cumsum(growth, axis=1)
    source = PanelSource(
        title=Bilingual(fr="Tableau inventé", en="Invented table"), unit=Bilingual(fr="revenu", en="income")
    )
    outcomes = Outcomes("income", TOWNS, YEARS, np.exp(levels), source=source)
    return model_towns(outcomes)
