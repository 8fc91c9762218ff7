"""Which towns were like us, lost their industry, and did better than they would have.

>>> from jumelage.economy import Panel
>>> from jumelage.economy.model_towns import model_towns
>>> found = model_towns(Panel.demo(), "Marathon")
>>> {town.judgement.verdict for town in found.towns}
{'cannot tell'}
"""

from __future__ import annotations

from jumelage.economy.model_towns.document import model_towns_document
from jumelage.economy.model_towns.outcomes import Outcomes
from jumelage.economy.model_towns.outcomes_reader import read_outcomes
from jumelage.economy.model_towns.result import Judgement, ModelTown, ModelTowns
from jumelage.economy.model_towns.search import DEFAULT_SETTINGS, model_towns
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock, industry_shocks, series_shocks
from jumelage.economy.model_towns.verdict import VERDICTS, Verdict, verdict_name

__all__ = [
    "DEFAULT_SETTINGS",
    "VERDICTS",
    "Judgement",
    "ModelTown",
    "ModelTowns",
    "Outcomes",
    "Settings",
    "Shock",
    "Verdict",
    "industry_shocks",
    "model_towns",
    "model_towns_document",
    "read_outcomes",
    "series_shocks",
    "verdict_name",
]
