"""How dependent is a place, what if its mine closes, and what could grow there.

>>> from jumelage.economy import Panel, portrait
>>> portrait(Panel.demo(), "Dubreuilville", 2021).largest.industry
'21'
"""

from __future__ import annotations

from jumelage.economy.forecast.entries import entries
from jumelage.economy.measures.complexity import complexity
from jumelage.economy.measures.peers import peers
from jumelage.economy.measures.relatedness import relatedness
from jumelage.economy.model_towns import model_towns
from jumelage.economy.panel import Panel
from jumelage.economy.portrait.portrait import portrait
from jumelage.economy.scenarios.stress import stress

__all__ = ["Panel", "complexity", "entries", "model_towns", "peers", "portrait", "relatedness", "stress"]
